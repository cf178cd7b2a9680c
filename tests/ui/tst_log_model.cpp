#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "story.h"
#include "ui/log_model.h"

using ui::LogModel;

class TestLogModel : public QObject {
  Q_OBJECT

 private:
  static void measure(Story& story, trace::ThreadId thread, trace::ObjectId gauge, int times) {
    for (int i = 0; i < times; ++i) story.happens(trace::EventKind::measured, thread, gauge, i);
  }

 private Q_SLOTS:
  void events_are_told_as_sentences() {
    LogModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Deadlock deadlock;
    model.setSnapshot(deadlock.story.snapshot());
    QCOMPARE(model.rowCount(), 7);
    QCOMPARE(model.index(3, LogModel::timeColumn).data().toString(), QStringLiteral("1.000"));
    QCOMPARE(model.index(3, LogModel::threadColumn).data().toString(), QStringLiteral("B worker-1"));
    QCOMPARE(model.index(3, LogModel::whatColumn).data().toString(), QStringLiteral("worker-1 acquired lock left"));
    QCOMPARE(model.index(3, LogModel::lineColumn).data().toString(), QStringLiteral("12"));
  }

  void frame_inserts_one_range() {
    LogModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Story story;
    const auto main = story.thread("main");
    const auto gauge = story.object(trace::ObjectKind::gauge, "done");
    model.setSnapshot(story.snapshot());
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    measure(story, main, gauge, 500);
    model.setSnapshot(story.snapshot());
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(model.rowCount(), 501);
  }

  void oldest_rows_go() {
    LogModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Story story;
    const auto main = story.thread("main");
    const auto gauge = story.object(trace::ObjectKind::gauge, "done");
    for (int i = 0; i < 12; ++i) {
      measure(story, main, gauge, 9'000);
      model.setSnapshot(story.snapshot());
      QVERIFY(model.rowCount() <= static_cast<int>(LogModel::mostRows));
    }
    QCOMPARE(model.eventAt(model.rowCount() - 1).value, std::int64_t{8'999});
  }

  void filter_applies_to_old_and_new_events() {
    LogModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Deadlock deadlock;
    model.setSnapshot(deadlock.story.snapshot());
    model.setFilter(QStringLiteral("acquired"));
    QCOMPARE(model.rowCount(), 2);
    deadlock.story.acquires(deadlock.main, deadlock.story.object(trace::ObjectKind::lock, "door"));
    deadlock.story.prints(deadlock.main, "ok");
    model.setSnapshot(deadlock.story.snapshot());
    QCOMPARE(model.rowCount(), 3);
    model.setFilter({});
    QCOMPARE(model.rowCount(), 9);
  }

  void another_run_begins_anew() {
    LogModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Deadlock deadlock;
    model.setSnapshot(deadlock.story.snapshot());
    Story other;
    other.thread("main");
    model.setSnapshot(other.snapshot());
    QCOMPARE(model.rowCount(), 1);
    model.setSnapshot(nullptr);
    QCOMPARE(model.rowCount(), 0);
  }
};

QTEST_MAIN(TestLogModel)
#include "tst_log_model.moc"
