#include <QTest>

#include "step_story.h"
#include "ui/code_marks.h"

class TestCodeMarks : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void threads_are_gathered_by_line() {
    Deadlock deadlock;
    const auto snapshot = deadlock.story.snapshot();
    const auto marks = ui::lineMarks(*snapshot, Story::file, {10, 20});
    QCOMPARE(marks.size(), std::size_t{2});
    QCOMPARE(marks[0].line, 13);
    QCOMPARE(marks[0].threads, std::vector{deadlock.one});
    QVERIFY(marks[0].blocked);
    QCOMPARE(marks[1].line, 23);
  }

  void lines_outside_the_range_or_the_file_have_no_mark() {
    Deadlock deadlock;
    const auto snapshot = deadlock.story.snapshot();
    QCOMPARE(ui::lineMarks(*snapshot, Story::file, {10, 5}).size(), std::size_t{1});
    QVERIFY(ui::lineMarks(*snapshot, "another.cpp", {10, 20}).empty());
  }

  void lines_of_a_file_may_be_shown_out_of_order() {
    const ui::LineRange run{10, 3};
    QCOMPARE(run.row(12), 2);
    QCOMPARE(run.at(2), 12);
    QVERIFY(!run.contains(13));
    const ui::LineRange assembled{3, 4, {3, 20, 9, 4}};
    QCOMPARE(assembled.row(9), 2);
    QCOMPARE(assembled.at(2), 9);
    QVERIFY(assembled.contains(20) && !assembled.contains(5));
  }

  void finished_threads_have_no_mark() {
    Story story;
    const auto main = story.thread("main");
    story.on_line(5).happens(trace::EventKind::stored, main, story.object(trace::ObjectKind::variable, "x"), 1);
    QCOMPARE(ui::lineMarks(*story.snapshot(), Story::file, {1, 9}).size(), std::size_t{1});
    story.at(1).happens(trace::EventKind::thread_finished, main);
    QVERIFY(ui::lineMarks(*story.snapshot(), Story::file, {1, 9}).empty());
  }

  void standing_says_why_a_thread_waits() {
    Deadlock deadlock;
    const auto snapshot = deadlock.story.snapshot();
    QCOMPARE(ui::standing(*snapshot, deadlock.one),
             std::string("worker-1 is blocked, waits for lock right, held by worker-2"));
  }

  void in_step_mode_threads_stand_where_they_would_go_on() {
    const StepStory story;
    const auto marks = ui::lineMarks(story.frame, {13, 2});
    QCOMPARE(marks.size(), std::size_t{2});
    QCOMPARE(marks[0].line, 13);
    QCOMPARE(marks[0].threads, (std::vector{story.one}));
    QVERIFY(!marks[0].blocked);
    QVERIFY(marks[1].blocked);
    QCOMPARE(ui::lineMarks(story.frame, {14, 9}).size(), std::size_t{1});
    QCOMPARE(ui::standing(story.frame, story.one), std::string("worker-1 will store 1 to counter"));
    QVERIFY(ui::standing(story.frame, trace::ThreadId{9}).empty());
  }

  void crowd_leaves_room_for_the_rest() {
    QCOMPARE(ui::shownBadges(16, 16), 16);
    QCOMPARE(ui::shownBadges(17, 16), 15);
    QCOMPARE(ui::shownBadges(3, 1), 0);
  }
};

QTEST_APPLESS_MAIN(TestCodeMarks)
#include "tst_code_marks.moc"
