#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "story.h"
#include "ui/finding_row.h"
#include "ui/findings_view.h"

using trace::EventKind;

namespace {

/// Two threads that store without a lock, if both do.
struct Race {
  void one_stores() { story.on_line(21).happens(EventKind::stored, one, counter, 1); }
  void other_stores() { story.on_line(33).happens(EventKind::stored, other, counter, 2); }

  Story story;
  trace::ThreadId one = story.thread("worker-1");
  trace::ThreadId other = story.thread("worker-2");
  trace::ObjectId counter = story.object(trace::ObjectKind::variable, "counter");
};

QStringList sentences(const ui::FindingsView& view) {
  QStringList all;
  for (const ui::FindingRow* row : view.rows()) all += row->accessibleName();
  return all;
}

}  // namespace

class TestFindingsView : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void an_invitation_stands_there_at_first() {
    const ui::FindingsView view;
    QVERIFY(!view.isContentShown());
    QCOMPARE(view.windowTitle(), QStringLiteral("Findings"));
  }

  void what_is_found_is_told_and_counted() {
    ui::FindingsView view;
    Race race;
    race.one_stores();
    view.showFrame(race.story.frame());
    QVERIFY(!view.isContentShown());
    race.other_stores();
    view.showFrame(race.story.frame());
    QVERIFY(view.isContentShown());
    QCOMPARE(view.windowTitle(), QStringLiteral("Findings (1)"));
    QCOMPARE(sentences(view),
             QStringList{"race: worker-1 stores to counter at line 21 and worker-2 stores to it at line 33; nothing "
                         "orders the two: no common lock, no join between them."});
  }

  void a_row_stays_the_same_widget_while_nothing_new_is_found() {
    ui::FindingsView view;
    Race race;
    race.one_stores();
    race.other_stores();
    view.showFrame(race.story.frame());
    const ui::FindingRow* row = view.rows().front();
    view.showFrame(race.story.frame());
    QCOMPARE(view.rows().front(), row);
  }

  void a_line_is_asked_for_by_its_button_and_by_the_row() {
    ui::FindingsView view;
    Race race;
    race.one_stores();
    race.other_stores();
    view.showFrame(race.story.frame());
    view.resize(400, 200);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QSignalSpy chosen(&view, &ui::FindingsView::lineChosen);
    view.rows().front()->findChildren<QToolButton*>().back()->click();
    QCOMPARE(chosen.takeFirst().first().value<trace::SourceId>().line(), 33U);
    QTest::mouseClick(view.rows().front(), Qt::LeftButton, {}, QPoint(2, 2));
    QCOMPARE(chosen.takeFirst().first().value<trace::SourceId>().line(), 21U);
  }

  void confirm_is_offered_only_where_somebody_listens() {
    Race race;
    race.one_stores();
    race.other_stores();
    const auto button = [](const ui::FindingsView& view) { return view.rows().front()->findChild<QPushButton*>(); };

    ui::FindingsView alone;
    alone.showFrame(race.story.frame());
    QVERIFY(!button(alone)->isVisibleTo(&alone));

    ui::FindingsView heard;
    model::Finding asked;
    connect(&heard, &ui::FindingsView::confirmRequested, &heard, [&](const model::Finding& one) { asked = one; });
    heard.showFrame(race.story.frame());
    QVERIFY(button(heard)->isVisibleTo(&heard));
    button(heard)->click();
    QCOMPARE(asked.kind, model::FindingKind::race);
    QCOMPARE(asked.steps.size(), std::size_t{2});
  }

  void what_was_not_looked_at_is_told_but_is_no_warning() {
    ui::FindingsView view;
    connect(&view, &ui::FindingsView::confirmRequested, &view, [](const model::Finding&) {});
    Race race;
    auto frame = std::make_shared<course::Frame>(*race.story.frame());
    auto snapshot = std::make_shared<model::Snapshot>(*frame->snapshot);
    snapshot->findings = {{model::FindingKind::events_dropped, {}, "Events were dropped."}};
    frame->snapshot = snapshot;
    view.showFrame(frame);
    QCOMPARE(view.rows().size(), std::size_t{1});
    QCOMPARE(view.windowTitle(), QStringLiteral("Findings"));
    QVERIFY(!view.rows().front()->findChild<QPushButton*>()->isVisibleTo(&view));
  }

  void clear_forgets_everything() {
    ui::FindingsView view;
    Race race;
    race.one_stores();
    race.other_stores();
    view.showFrame(race.story.frame());
    view.clear();
    QVERIFY(view.rows().empty());
    QVERIFY(!view.isContentShown());
    QCOMPARE(view.windowTitle(), QStringLiteral("Findings"));
  }
};

QTEST_MAIN(TestFindingsView)
#include "tst_findings_view.moc"
