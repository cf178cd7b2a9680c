#include <QtTest>
#include <set>

#include "course/headless_event_loop.h"
#include "course/lesson_fixture.h"
#include "course/run_stage.h"
#include "threading/event.h"
#include "threading/thread.h"

using namespace std::chrono_literals;
using course::Ending;
using course::Stage;

class TestRunStage : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void parameters_are_read_by_their_kind() {
    const LessonFixture lesson([](Stage& stage) {
      stage.print(stage.integer("count"), stage.real("share"), stage.duration("period").count(), stage.choice("order"));
    });
    QCOMPARE(lesson.outcome().output, std::vector<std::string>{"3 0.25 1000000 last"});
  }

  void a_parameter_of_another_kind_or_name_fails_the_program_with_a_sentence() {
    const LessonFixture wrong_kind([](Stage& stage) { stage.integer("share"); });
    QCOMPARE(wrong_kind.outcome().error,
             std::string("Exception in thread main: Parameter share is a real number, not an integer."));
    const LessonFixture unknown([](Stage& stage) { stage.integer("shares"); });
    QCOMPARE(unknown.outcome().ending, Ending::failed);
  }

  void random_numbers_depend_on_seed_and_thread_only() {
    const LessonFixture lesson([](Stage& stage) {
      stage.print(stage.random(1'000'000));
      threading::Thread worker([&stage] { stage.print(stage.random(1'000'000)); });
      worker.start();
      worker.join();
    });
    const auto first = lesson.outcome({.seed = 5}).output;
    QCOMPARE(lesson.outcome({.seed = 5}).output, first);
    QVERIFY(lesson.outcome({.seed = 6}).output != first);
    QVERIFY(first.at(0) != first.at(1));
  }

  void random_stays_below_its_bound() {
    const LessonFixture lesson([](Stage& stage) {
      for (int i = 0; i < 100; ++i) {
        if (stage.random(1) != 0 || stage.random(3) > 2) stage.print("out of bounds");
      }
    });
    QVERIFY(lesson.outcome().output.empty());
  }

  void computing_takes_that_much_of_the_threads_own_cpu_time() {
    const LessonFixture lesson([](Stage& stage) { stage.compute(5ms); });
    QVERIFY(lesson.outcome().duration >= 5ms);
  }

  void a_computation_can_be_stopped_and_paused() {
    threading::Event computing;
    const LessonFixture lesson([&computing](Stage& stage) {
      computing.set();
      stage.compute(10h);
    });
    const auto run = lesson.run();
    run->start();
    computing.wait();
    run->pause();
    run->request_stop();
    QVERIFY(run->wait(30s));
    QCOMPARE(run->outcome().ending, Ending::stopped);
  }

  void jobs_run_on_the_event_loop_in_order() {
    course::HeadlessEventLoop loop;
    const LessonFixture lesson([&loop](Stage& stage) {
      const auto finished = std::make_shared<threading::Event>("finished");
      if (loop.is_current()) stage.print("the program is on the event loop");
      for (int i = 1; i <= 3; ++i) {
        stage.post([&stage, &loop, finished, i] {
          stage.print("job", i, loop.is_current());
          stage.show_progress(i, 3);
          if (i == 3) finished->set();
        });
      }
      finished->wait();
    });
    const course::Outcome outcome = lesson.outcome({.event_loop = &loop});
    QCOMPARE(outcome.output, (std::vector<std::string>{"job 1 1", "job 2 1", "job 3 1"}));
    QCOMPARE(loop.progress(), std::pair(3, 3));
    QVERIFY(outcome.observed.at("interface pending").greatest >= 1);
    QCOMPARE(outcome.observed.at("interface busy").times, std::uint64_t{3});
  }

  void the_event_loop_has_a_lane_of_its_own() {
    const LessonFixture lesson([](Stage& stage) {
      const auto finished = std::make_shared<threading::Event>("finished");
      stage.post([finished] { finished->set(); });
      finished->wait();
    });
    const auto run = lesson.run();
    run->start();
    run->wait();
    QCOMPARE(run->frame()->snapshot->threads.at(1).name, std::string("interface"));
  }

  void who_waits_for_a_job_that_has_not_begun_is_not_stuck() {
    course::HeadlessEventLoop loop;
    threading::Event may_go_on;
    threading::Event seen_waiting;
    loop.post([&may_go_on] { may_go_on.wait(); });
    const LessonFixture lesson([](Stage& stage) {
      const auto finished = std::make_shared<threading::Event>("finished");
      stage.post([finished] { finished->set(); });
      finished->wait();
    });
    int frames = 0;
    const auto run = lesson.run({.on_frame =
                                     [&](const std::shared_ptr<const course::Frame>& frame) {
                                       const auto& threads = frame->snapshot->threads;
                                       if (threads.empty() || threads[0].state != model::ThreadState::blocked) return;
                                       if (++frames == 5) seen_waiting.set();
                                     },
                                 .event_loop = &loop});
    run->start();
    seen_waiting.wait();
    QVERIFY(run->frame()->snapshot->stuck.empty());
    may_go_on.set();
    run->wait();
    QCOMPARE(run->outcome().ending, Ending::finished);
    QCOMPARE(run->outcome().stuck, std::string());
  }

  void progress_is_for_the_interface_thread_only() {
    const LessonFixture lesson([](Stage& stage) { stage.show_progress(1, 2); });
    QCOMPARE(lesson.outcome().ending, Ending::failed);
  }

  void a_job_that_fails_is_reported_as_the_interfaces() {
    const LessonFixture lesson([](Stage& stage) {
      const auto finished = std::make_shared<threading::Event>("finished");
      stage.post([] { throw std::runtime_error("no such widget"); });
      stage.post([finished] { finished->set(); });
      finished->wait();
    });
    QCOMPARE(lesson.outcome().error, std::string("Exception in thread interface: no such widget"));
  }

  void jobs_left_over_when_the_program_returns_are_dropped() {
    course::HeadlessEventLoop loop;
    threading::Event may_go_on;
    threading::Event looked;
    std::atomic<bool> ran{false};
    loop.post([&may_go_on] { may_go_on.wait(); });
    const LessonFixture lesson([&ran](Stage& stage) { stage.post([&ran] { ran = true; }); });
    QCOMPARE(lesson.outcome({.event_loop = &loop}).ending, Ending::finished);
    loop.post([&looked] { looked.set(); });
    may_go_on.set();
    looked.wait();
    QVERIFY(!ran);
  }
};

QTEST_APPLESS_MAIN(TestRunStage)
#include "tst_run_stage.moc"
