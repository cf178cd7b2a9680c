#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "story.h"
#include "ui/objects_model.h"

using ui::ObjectsModel;

class TestObjectsModel : public QObject {
  Q_OBJECT

 private:
  static QString text(const ObjectsModel& model, int row, int column) {
    return model.index(row, column).data().toString();
  }

 private Q_SLOTS:
  void objects_tell_holder_waiters_and_value() {
    ObjectsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Deadlock deadlock;
    model.setSnapshot(deadlock.story.snapshot());
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(text(model, 0, ObjectsModel::kindColumn), QStringLiteral("lock"));
    QCOMPARE(text(model, 0, ObjectsModel::nameColumn), QStringLiteral("left"));
    QCOMPARE(text(model, 0, ObjectsModel::ownerColumn), QStringLiteral("B worker-1"));
    QCOMPARE(text(model, 0, ObjectsModel::waitersColumn), QStringLiteral("C"));
    QCOMPARE(text(model, 0, ObjectsModel::valueColumn), QStringLiteral("held"));
  }

  void limit_stands_beside_the_value() {
    ObjectsModel model;
    Story story;
    const auto main = story.thread("main");
    const auto jobs = story.object(trace::ObjectKind::queue, "jobs", 5);
    story.happens(trace::EventKind::put, main, jobs, 3);
    model.setSnapshot(story.snapshot());
    QCOMPARE(text(model, 0, ObjectsModel::valueColumn), QStringLiteral("3 of 5"));
  }

  void a_queue_shows_what_it_holds() {
    ObjectsModel model;
    Story story;
    const auto main = story.thread("main");
    const auto jobs = story.object(trace::ObjectKind::queue, "jobs", 5);
    story.leaves(trace::EventKind::put, main, jobs, {"4", "5", "6"});
    model.setSnapshot(story.snapshot());
    QCOMPARE(text(model, 0, ObjectsModel::nameColumn), QStringLiteral("jobs  [4, 5, 6]"));
    QVERIFY(model.index(0, ObjectsModel::nameColumn).data(Qt::ToolTipRole).toString().startsWith("jobs  [4, 5, 6]\n"));
    story.leaves(trace::EventKind::got, main, jobs, {});
    model.setSnapshot(story.snapshot());
    QCOMPARE(text(model, 0, ObjectsModel::nameColumn), QStringLiteral("jobs"));
  }

  void items_without_room_are_counted() {
    const QFontMetrics metrics{QFont()};
    model::ObjectView queue;
    queue.name = "jobs";
    queue.value = 16;
    queue.items.assign(16, "(1, 22)");
    QCOMPARE(ObjectsModel::nameWithin(queue, metrics, 1), QStringLiteral("jobs  [16 items]"));
    for (const int width : {200, 300, 500}) {
      const QString shown = ObjectsModel::nameWithin(queue, metrics, width);
      QVERIFY(metrics.horizontalAdvance(shown) <= width);
      QVERIFY(shown.endsWith(QStringLiteral(" more]")));
    }
    QVERIFY(ObjectsModel::nameWithin(queue, metrics, 5000).endsWith(QStringLiteral(", (1, 22)]")));
  }

  void another_snapshot_changes_in_place_and_appends() {
    ObjectsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Story story;
    const auto main = story.thread("main");
    const auto till = story.object(trace::ObjectKind::lock, "till");
    model.setSnapshot(story.at(1).frame()->snapshot);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    story.at(2).acquires(main, till);
    story.object(trace::ObjectKind::lock, "door");
    story.object(trace::ObjectKind::lock, "gate");
    model.setSnapshot(story.snapshot());
    QCOMPARE(reset.count(), 0);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(model.rowCount(), 3);
  }

  void what_changed_is_marked_for_a_moment() {
    ObjectsModel model;
    Story story;
    const auto main = story.thread("main");
    const auto till = story.object(trace::ObjectKind::lock, "till");
    model.setSnapshot(story.at(1).frame()->snapshot);
    QVERIFY(!model.index(0, 0).data(ObjectsModel::changedRole).toBool());
    story.at(2).acquires(main, till);
    model.setSnapshot(story.snapshot());
    QVERIFY(model.index(0, 0).data(ObjectsModel::changedRole).toBool());
    model.setSnapshot(story.at(600).frame()->snapshot);
    QVERIFY(!model.index(0, 0).data(ObjectsModel::changedRole).toBool());
  }

  void another_run_begins_anew() {
    ObjectsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Deadlock one;
    model.setSnapshot(one.story.snapshot());
    Story other;
    other.thread("main");
    model.setSnapshot(other.snapshot());
    QCOMPARE(model.rowCount(), 0);
    model.setSnapshot(nullptr);
    QCOMPARE(model.rowCount(), 0);
  }
};

QTEST_MAIN(TestObjectsModel)
#include "tst_objects_model.moc"
