#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include "step_story.h"
#include "ui/objects_model.h"
#include "ui/objects_view.h"

class TestObjectsView : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void nothing_ran_shows_an_invitation() {
    ui::ObjectsView view;
    view.showFrame(nullptr);
    QVERIFY(!view.isContentShown());
  }

  void selection_and_scrolling_survive_a_frame() {
    ui::ObjectsView view;
    view.resize(400, 80);
    view.show();
    Story story;
    const auto main = story.thread("main");
    std::vector<trace::ObjectId> locks;
    for (int i = 0; i < 40; ++i) {
      locks.push_back(story.object(trace::ObjectKind::lock, "lock-" + std::to_string(i)));
    }
    view.showFrame(story.at(1).frame());
    QVERIFY(view.isContentShown());
    view.table().selectRow(20);
    view.table().verticalScrollBar()->setValue(15);
    story.at(2).acquires(main, locks[20]);
    view.showFrame(story.frame());
    QCOMPARE(view.table().selectionModel()->selectedRows().first().row(), 20);
    QCOMPARE(view.table().verticalScrollBar()->value(), 15);
  }

  void enter_chooses_the_holder() {
    ui::ObjectsView view;
    view.show();
    Deadlock deadlock;
    view.showFrame(deadlock.story.frame());
    QSignalSpy chosen(&view, &ui::ObjectsView::threadChosen);
    view.table().setCurrentIndex(view.model().index(1, 0));
    QTest::keyClick(&view.table(), Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().value<trace::ThreadId>(), deadlock.two);
  }

  void what_a_queue_holds_has_the_room_of_the_holder_that_it_never_has() {
    ui::ObjectsView view;
    StepStory story;
    const auto jobs = story.story.object(trace::ObjectKind::queue, "jobs", 5);
    story.story.leaves(trace::EventKind::put, story.one, jobs, {"4", "5"});
    story.frame.frame.snapshot = story.story.snapshot();
    view.showStep(story.pointer());
    QCOMPARE(view.table().columnSpan(0, ui::ObjectsModel::nameColumn), 1);
    QCOMPARE(view.table().columnSpan(1, ui::ObjectsModel::nameColumn), 2);
    story.story.leaves(trace::EventKind::got, story.one, jobs, {});
    story.frame.frame.snapshot = story.story.snapshot();
    view.showStep(story.pointer());
    QCOMPARE(view.table().columnSpan(1, ui::ObjectsModel::nameColumn), 1);
  }

  void what_no_row_has_leaves_its_room_to_the_names() {
    ui::ObjectsView view;
    Story story;
    const auto main = story.thread("main");
    const auto lock = story.object(trace::ObjectKind::lock, "of the whole warehouse");
    view.resize(view.fontMetrics().horizontalAdvance(QLatin1Char('M')) * 40, 200);
    view.show();
    view.showFrame(story.at(1).frame());
    const auto width = [&](int column) { return view.table().columnWidth(column); };
    const auto header = [&](int column) { return view.table().horizontalHeader()->sectionSizeHint(column); };
    const QFontMetrics metrics = view.table().fontMetrics();
    QVERIFY(width(ui::ObjectsModel::nameColumn) > metrics.horizontalAdvance(QStringLiteral("of the whole warehouse")));
    QCOMPARE(width(ui::ObjectsModel::ownerColumn), header(ui::ObjectsModel::ownerColumn));
    QCOMPARE(width(ui::ObjectsModel::waitersColumn), header(ui::ObjectsModel::waitersColumn));
    story.at(2).acquires(main, lock);
    view.showFrame(story.frame());
    const int held = width(ui::ObjectsModel::ownerColumn);
    QVERIFY(held >= metrics.horizontalAdvance(QStringLiteral("A main")));
    story.at(3).happens(trace::EventKind::released, main, lock, 0);
    view.showFrame(story.frame());
    QCOMPARE(width(ui::ObjectsModel::ownerColumn), held);
  }

  void in_step_mode_what_changed_is_marked_in_words_and_weight() {
    ui::ObjectsView view;
    StepStory story;
    story.frame.changed = {story.counter};
    view.showStep(story.pointer());
    const QModelIndex value = view.model().index(0, ui::ObjectsModel::valueColumn);
    QVERIFY(value.data().toString().startsWith(QStringLiteral("\u25B8")));
    QVERIFY(value.data(Qt::FontRole).value<QFont>().bold());
    story.frame.changed.clear();
    view.showStep(story.pointer());
    QVERIFY(!value.data().toString().startsWith(QStringLiteral("\u25B8")));
    QVERIFY(!value.data(Qt::FontRole).isValid());
  }

  void nothing_is_marked_once_the_run_is_over() {
    ui::ObjectsView view;
    Story story;
    const auto main = story.thread("main");
    const auto counter = story.object(trace::ObjectKind::variable, "counter");
    view.showFrame(story.at(1).frame());
    story.at(2).happens(trace::EventKind::stored, main, counter, 5);
    view.showFrame(story.frame());
    const QModelIndex value = view.model().index(0, ui::ObjectsModel::valueColumn);
    QVERIFY(value.data(ui::ObjectsModel::changedRole).toBool());
    view.showFrame(story.frame(course::RunState::over));
    QVERIFY(!value.data(ui::ObjectsModel::changedRole).toBool());
  }

  void clear_invites_again() {
    ui::ObjectsView view;
    Deadlock deadlock;
    view.showFrame(deadlock.story.frame());
    view.clear();
    QVERIFY(!view.isContentShown());
    QCOMPARE(view.model().rowCount(), 0);
  }
};

QTEST_MAIN(TestObjectsView)
#include "tst_objects_view.moc"
