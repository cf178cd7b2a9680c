#include <QPushButton>
#include <QTest>

#include "step_story.h"
#include "ui/elided_label.h"
#include "ui/step_threads.h"

using ui::StepThreads;

class TestStepThreads : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_thread_that_can_go_has_a_button_that_says_what_it_will_do();
  void a_thread_that_cannot_go_says_why();
  void each_way_to_go_on_has_a_button_of_its_own();
  void a_wait_that_can_be_ended_has_a_button_for_that();
  void lanes_come_and_go_with_the_threads();
  void local_variables_are_shown_before_what_a_thread_did_last();
  void where_room_is_scarce_local_variables_take_what_they_need();

 private:
  static QPushButton* button(const StepThreads& threads, const QString& text) {
    for (auto* each : threads.findChildren<QPushButton*>()) {
      if (each->text() == text && each->isVisibleTo(&threads)) return each;
    }
    return nullptr;
  }
};

void TestStepThreads::a_thread_that_can_go_has_a_button_that_says_what_it_will_do() {
  StepThreads threads;
  const StepStory story;
  threads.setStep(story.pointer());
  trace::ThreadId chosen;
  int choice = -1;
  connect(&threads, &StepThreads::chosen, this, [&](trace::ThreadId thread, quint16 way) {
    chosen = thread;
    choice = way;
  });
  QPushButton* store = button(threads, QStringLiteral("store 1 to counter"));
  QVERIFY(store != nullptr && store->isEnabled());
  QCOMPARE(store->accessibleName(), QStringLiteral("worker-1: store 1 to counter (1)"));
  QTest::mouseClick(store, Qt::LeftButton);
  QCOMPARE(chosen, story.one);
  QCOMPARE(choice, 0);
}

void TestStepThreads::local_variables_are_shown_before_what_a_thread_did_last() {
  StepThreads threads;
  StepStory story;
  story.frame.threads[0].locals = {{"seen", 0, true}, {"copy", 7, false}};
  const auto shown = [&threads](int width) {
    threads.resize(width, 200);
    threads.show();
    QStringList texts;
    for (const auto* label : threads.findChildren<ui::ElidedLabel*>()) {
      if (label->isVisible()) texts += label->text();
    }
    return texts;
  };
  threads.setStep(story.pointer());
  const QString locals = QStringLiteral("\u25B8 seen = 0 \u00B7 copy = 7");
  const int em = threads.fontMetrics().averageCharWidth();
  QCOMPARE(shown(em * 100).value(0), locals + QStringLiteral(" \u00B7 read 0 from counter"));
  QCOMPARE(shown(em * 60).value(0), locals);
  QVERIFY(shown(em * 30).isEmpty());
  threads.setStep(StepStory().pointer());
  QVERIFY(shown(em * 60).isEmpty());
}

void TestStepThreads::where_room_is_scarce_local_variables_take_what_they_need() {
  StepThreads threads;
  StepStory story;
  story.frame.threads[0].locals = {{"seen", 0, false}};
  threads.setStep(story.pointer());
  threads.resize(threads.fontMetrics().averageCharWidth() * 60, 200);
  threads.show();
  const auto* locals = threads.findChild<ui::ElidedLabel*>();
  QCOMPARE(locals->text(), QStringLiteral("seen = 0"));
  const int needed = threads.fontMetrics().horizontalAdvance(QStringLiteral("\u25B8 seen = 0"));
  QVERIFY(locals->width() > needed);
  QVERIFY(locals->width() < 2 * needed);
}

void TestStepThreads::a_thread_that_cannot_go_says_why() {
  StepThreads threads;
  threads.setStep(StepStory().pointer());
  const QPushButton* reason = button(threads, QStringLiteral("waits for lock till, held by worker-1"));
  QVERIFY(reason != nullptr && !reason->isEnabled());
  QCOMPARE(threads.spoken(1), QStringLiteral("2, worker-2: waits for lock till, held by worker-1"));
}

void TestStepThreads::each_way_to_go_on_has_a_button_of_its_own() {
  StepThreads threads;
  StepStory story;
  const course::StepOption wakeUp{course::StepOption::Kind::wake_up, 3, "wake up for no reason"};
  story.frame.threads[0].options.push_back(wakeUp);
  threads.setStep(story.pointer());
  int choice = -1;
  connect(&threads, &StepThreads::chosen, this, [&](trace::ThreadId, quint16 way) { choice = way; });
  QTest::mouseClick(button(threads, QStringLiteral("wake up for no reason")), Qt::LeftButton);
  QCOMPARE(choice, 3);
}

void TestStepThreads::a_wait_that_can_be_ended_has_a_button_for_that() {
  StepThreads threads;
  StepStory story;
  story.frame.threads[1].standing = course::StepThread::Standing::can_go;
  story.frame.threads[1].options = {{course::StepOption::Kind::time_out, 0, "give up waiting for lock till"}};
  threads.setStep(story.pointer());
  QVERIFY(button(threads, QStringLiteral("give up waiting for lock till"))->isEnabled());
  QCOMPARE(threads.spoken(1), QStringLiteral("2, worker-2: waits for lock till, held by worker-1"));
}

void TestStepThreads::lanes_come_and_go_with_the_threads() {
  StepThreads threads;
  StepStory story;
  threads.setStep(story.pointer());
  QVERIFY(!threads.spoken(1).isEmpty());
  story.frame.threads.pop_back();
  threads.setStep(story.pointer());
  QVERIFY(threads.spoken(1).isEmpty());
  QVERIFY(!threads.spoken(0).isEmpty());
  threads.setStep(nullptr);
  QVERIFY(threads.spoken(0).isEmpty());
}

QTEST_MAIN(TestStepThreads)
#include "tst_step_threads.moc"
