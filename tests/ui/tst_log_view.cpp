#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include "patience.h"
#include "story.h"
#include "ui/log_model.h"
#include "ui/log_view.h"

class TestLogView : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void nothing_ran_shows_an_invitation() {
    ui::LogView view;
    view.show();
    view.showFrame(nullptr);
    QVERIFY(!view.table().isVisible());
  }

  void click_chooses_line_and_thread() {
    ui::LogView view;
    view.resize(600, 300);
    view.show();
    Deadlock deadlock;
    view.showFrame(deadlock.story.frame());
    QSignalSpy lines(&view, &ui::LogView::lineChosen);
    QSignalSpy threads(&view, &ui::LogView::threadChosen);
    const QRect row = view.table().visualRect(view.model().index(3, ui::LogModel::whatColumn));
    QTest::mouseClick(view.table().viewport(), Qt::LeftButton, {}, row.center());
    QCOMPARE(lines.count(), 1);
    QCOMPARE(lines.first().first().value<trace::SourceId>().line(), 12U);
    QCOMPARE(threads.first().first().value<trace::ThreadId>(), deadlock.one);
  }

  void typing_filters() {
    ui::LogView view;
    view.show();
    Deadlock deadlock;
    view.showFrame(deadlock.story.frame());
    QTest::keyClicks(&view.filter(), QStringLiteral("worker-1 acquired"));
    QCOMPARE(view.model().rowCount(), 1);
    view.filter().clear();
    QCOMPARE(view.model().rowCount(), 7);
  }

  void end_is_followed_unless_scrolled_up() {
    ui::LogView view;
    view.resize(600, 200);
    view.show();
    Story story;
    const auto main = story.thread("main");
    const auto gauge = story.object(trace::ObjectKind::gauge, "done");
    const auto measure = [&] {
      for (int i = 0; i < 200; ++i) story.happens(trace::EventKind::measured, main, gauge, i);
      view.showFrame(story.frame());
    };
    measure();
    QScrollBar* bar = view.table().verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 0);
    QTRY_COMPARE(bar->value(), bar->maximum());
    measure();
    QTRY_COMPARE(bar->value(), bar->maximum());
    bar->setValue(5);
    measure();
    QCOMPARE(bar->value(), 5);
  }

  void clear_keeps_the_filter() {
    ui::LogView view;
    Deadlock deadlock;
    view.filter().setText(QStringLiteral("acquired"));
    view.showFrame(deadlock.story.frame());
    view.clear();
    QCOMPARE(view.model().rowCount(), 0);
    view.showFrame(deadlock.story.frame());
    QCOMPARE(view.model().rowCount(), 2);
  }
};

QTEST_MAIN(TestLogView)
#include "tst_log_view.moc"
