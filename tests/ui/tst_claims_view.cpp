#include <QSignalSpy>
#include <QTest>

#include "ui/claims_view.h"
#include "ui/theme.h"

namespace {

std::vector<course::Claim> claims() {
  return {{"nothing-lost", "No increment is lost.", {}}, {"never-stuck", "No thread waits for ever.", {}}};
}

ui::FramePointer frame(course::Verdict verdict, std::string because) {
  auto frame = std::make_shared<course::Frame>();
  frame->claims.push_back({"nothing-lost", "No increment is lost.", {verdict, std::move(because)}});
  frame->claims.push_back({"unheard-of", "Another claim.", {}});
  return frame;
}

}  // namespace

class TestClaimsView : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void claims_are_open_before_a_run() {
    ui::ClaimsView view;
    view.setClaims(claims());
    view.showFrame(nullptr);
    QCOMPARE(view.spoken("nothing-lost"), QStringLiteral("open: No increment is lost."));
    QCOMPARE(view.spoken("no-such"), QString());
  }

  void verdict_and_figures_follow_the_run() {
    ui::ClaimsView view;
    view.setClaims(claims());
    view.showFrame(frame(course::Verdict::fails, "4 of 20 are missing."));
    QCOMPARE(view.spoken("nothing-lost"), QStringLiteral("fails: No increment is lost. 4 of 20 are missing."));
    QCOMPARE(view.spoken("never-stuck"), QStringLiteral("open: No thread waits for ever."));
    view.showFrame(frame(course::Verdict::holds, "20 of 20."));
    QCOMPARE(view.spoken("nothing-lost"), QStringLiteral("holds: No increment is lost. 20 of 20."));
    view.clear();
    QCOMPARE(view.spoken("nothing-lost"), QStringLiteral("open: No increment is lost."));
  }

  void figures_that_come_with_the_run_have_room_before() {
    ui::ClaimsView view;
    view.setClaims(claims());
    view.setVisible(true);
    const int before = view.heightForWidth(400);
    QVERIFY(before > view.fontMetrics().height() * 4);
    view.showFrame(frame(course::Verdict::fails, "4 of 20 are missing."));
    QTRY_VERIFY(std::abs(view.heightForWidth(400) - before) <= 4);
  }

  void a_reason_of_several_lines_asks_for_more_height() {
    ui::ClaimsView view;
    view.setClaims(claims());
    view.resize(300, 200);
    view.setVisible(true);
    QCoreApplication::processEvents();
    const int before = view.heightForWidth(view.width());
    QSignalSpy changed(&view, &ui::ClaimsView::neededHeightChanged);
    view.showFrame(frame(course::Verdict::fails, std::string(400, 'a').replace(200, 1, " ").replace(100, 1, " ")));
    QTRY_VERIFY(!changed.isEmpty());
    QVERIFY(view.heightForWidth(view.width()) > before + view.fontMetrics().height());
  }

  void other_claims_take_the_place() {
    ui::ClaimsView view;
    view.setClaims(claims());
    view.setClaims({{"bounded", "At most five items wait.", {}}});
    QCOMPARE(view.spoken("nothing-lost"), QString());
    QCOMPARE(view.spoken("bounded"), QStringLiteral("open: At most five items wait."));
  }
};

QTEST_MAIN(TestClaimsView)
#include "tst_claims_view.moc"
