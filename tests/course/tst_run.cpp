#include <QtTest>
#include <atomic>

#include "course/lesson_fixture.h"
#include "course/run.h"
#include "course/stage.h"
#include "threading/event.h"
#include "threading/lock.h"
#include "threading/session.h"
#include "threading/shared.h"
#include "threading/sleep.h"
#include "threading/thread.h"
#include "threading/with.h"

using namespace std::chrono_literals;
using course::Ending;
using course::Run;
using course::RunState;
using course::Stage;
using course::Verdict;

namespace {

/// Frames until one fulfils the condition; handed to Run::Options::on_frame.
class FrameWatch {
 public:
  using Condition = std::function<bool(const course::Frame&)>;
  explicit FrameWatch(Condition condition) : condition_(std::move(condition)) {}

  std::function<void(std::shared_ptr<const course::Frame>)> receiver() {
    return [this](const std::shared_ptr<const course::Frame>& frame) {
      ++frames_;
      if (frame->state == RunState::over) ++finals_;
      if (condition_(*frame)) seen_.set();
    };
  }
  bool seen() { return seen_.wait(30s); }
  int frames() const { return frames_; }
  int finals() const { return finals_; }

 private:
  Condition condition_;
  threading::Event seen_;
  std::atomic<int> frames_{0};
  std::atomic<int> finals_{0};
};

bool thread_waits(const course::Frame& frame, std::string_view name) {
  for (const auto& thread : frame.snapshot->threads) {
    if (thread.name == name && thread.state == model::ThreadState::blocked) return true;
  }
  return false;
}

void deadlock_of_two(Stage&) {
  threading::Lock left("left");
  threading::Lock right("right");
  threading::Event left_taken;
  threading::Event right_taken;
  threading::Thread one({.name = "one"}, [&] {
    const threading::With with_left(left);
    left_taken.set();
    right_taken.wait();
    const threading::With with_right(right);
  });
  threading::Thread two({.name = "two"}, [&] {
    const threading::With with_right(right);
    right_taken.set();
    left_taken.wait();
    const threading::With with_left(left);
  });
  one.start();
  two.start();
  one.join();
  two.join();
}

void wait_for_ever(Stage&) {
  threading::Event never("never");
  never.wait(1h);
}

}  // namespace

class TestRun : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_program_that_returns_is_finished() {
    const LessonFixture lesson([](Stage& stage) { stage.print("hello", 42); });
    const course::Outcome outcome = lesson.outcome();
    QCOMPARE(outcome.ending, Ending::finished);
    QCOMPARE(outcome.output, std::vector<std::string>{"hello 42"});
    QCOMPARE(outcome.threads, std::uint64_t{1});
    QCOMPARE(outcome.events.dropped, std::uint64_t{0});
    QVERIFY(outcome.duration > 0ns);
  }

  void time_begins_when_the_program_does_and_lasts_as_long() {
    const LessonFixture lesson([](Stage& stage) { stage.print("hello"); });
    const auto run = lesson.run();
    run->start();
    QVERIFY(run->wait(30s));
    const auto snapshot = run->frame()->snapshot;
    const auto& slices = snapshot->timeline.lanes.at(0).slices();
    QCOMPARE(slices[0].begin, std::int64_t{0});
    QCOMPARE(std::chrono::nanoseconds(slices[slices.end() - 1].begin), run->outcome().duration);
    QCOMPARE(snapshot->now, run->outcome().duration);
    QVERIFY(snapshot->output[0].at > 0ns);
    QVERIFY(snapshot->output[0].at < snapshot->now);
  }

  void the_run_lasts_until_the_last_thread_has_ended() {
    const LessonFixture lesson([](Stage& stage) {
      threading::Thread({.name = "left behind"}, [&stage, program = threading::current_thread()] {
        program.join();
        stage.print("still here");
      }).start();
    });
    const course::Outcome outcome = lesson.outcome();
    QCOMPARE(outcome.output, std::vector<std::string>{"still here"});
  }

  void a_daemon_is_cut_off_when_all_others_have_ended() {
    LessonFixture lesson([](Stage& stage) {
      threading::Thread({.name = "daemon", .daemon = true}, [&stage] {
        auto never = std::make_shared<threading::Event>("never");
        never->wait();
        stage.print("never printed");
      }).start();
    });
    lesson.entry.lesson.claims = {course::never_stuck()};
    const course::Outcome outcome = lesson.outcome();
    QCOMPARE(outcome.ending, Ending::finished);
    QCOMPARE(outcome.claims.at(0).judgement.verdict, Verdict::holds);
    QVERIFY(outcome.output.empty());
  }

  void a_daemon_lives_as_long_as_a_thread_that_is_none() {
    const LessonFixture lesson([](Stage& stage) {
      auto asked = std::make_shared<threading::Event>("asked");
      auto answered = std::make_shared<threading::Event>("answered");
      threading::Thread({.name = "daemon", .daemon = true}, [asked, answered] {
        asked->wait();
        answered->set();
      }).start();
      threading::Thread({.name = "left behind"}, [&stage, asked, answered, program = threading::current_thread()] {
        program.join();
        asked->set();
        if (answered->wait(30s)) stage.print("answered");
      }).start();
    });
    QCOMPARE(lesson.outcome().output, std::vector<std::string>{"answered"});
  }

  void outcome_names_lesson_variant_parameters_and_seed() {
    const LessonFixture lesson([](Stage&) {});
    const course::Outcome outcome = lesson.outcome({.seed = 7});
    QCOMPARE(outcome.lesson, std::string("fixture"));
    QCOMPARE(outcome.variant, std::string("only"));
    QCOMPARE(outcome.seed, std::uint64_t{7});
    QCOMPARE(outcome.parameters.at("count"), std::string("3"));
    QCOMPARE(outcome.parameters.at("order"), std::string("last"));
  }

  void claims_are_judged_by_gauges_and_parameters() {
    LessonFixture lesson([](Stage& stage) { stage.gauge("sum").set(stage.integer("count")); });
    lesson.entry.lesson.claims = {
        course::ends_with("right", "Right.", "sum", [](const auto& facts) { return facts.setting("count"); }),
        course::ends_with("wrong", "Wrong.", "sum", [](const auto&) { return 99; }),
    };
    const course::Outcome outcome = lesson.outcome();
    QCOMPARE(outcome.claims.at(0).judgement.verdict, Verdict::holds);
    QCOMPARE(outcome.claims.at(1).judgement.verdict, Verdict::fails);
    QVERIFY(!outcome.holds());
  }

  void a_deadlock_is_named_and_taken_down_when_asked_to() {
    LessonFixture lesson(deadlock_of_two);
    lesson.entry.lesson.claims = {course::never_stuck()};
    const course::Outcome outcome = lesson.outcome({.end_when_stuck = true});
    QCOMPARE(outcome.ending, Ending::stuck);
    QVERIFY2(outcome.stuck.find("one holds lock left") != std::string::npos, outcome.stuck.c_str());
    QCOMPARE(outcome.claims.at(0).judgement.verdict, Verdict::fails);
  }

  void a_deadlock_stands_until_it_is_stopped() {
    const LessonFixture lesson(deadlock_of_two);
    FrameWatch watch([](const course::Frame& frame) { return !frame.snapshot->stuck.empty(); });
    const auto run = lesson.run({.on_frame = watch.receiver()});
    run->start();
    QVERIFY(watch.seen());
    QCOMPARE(run->state(), RunState::running);
    run->request_stop();
    run->wait();
    QCOMPARE(run->outcome().ending, Ending::stuck);
  }

  void a_run_that_was_stopped_says_so() {
    const LessonFixture lesson(wait_for_ever);
    FrameWatch watch([](const course::Frame& frame) { return thread_waits(frame, "main"); });
    const auto run = lesson.run({.on_frame = watch.receiver()});
    run->start();
    QVERIFY(watch.seen());
    run->request_stop();
    QVERIFY(run->wait(30s));
    QCOMPARE(run->outcome().ending, Ending::stopped);
    QCOMPARE(watch.finals(), 1);
  }

  void destroying_a_run_stops_it() {
    const LessonFixture lesson(wait_for_ever);
    {
      FrameWatch watch([](const course::Frame& frame) { return thread_waits(frame, "main"); });
      const auto run = lesson.run({.on_frame = watch.receiver()});
      run->start();
      QVERIFY(watch.seen());
    }
  }

  void a_run_that_was_never_started_can_be_destroyed() {
    const LessonFixture lesson([](Stage&) {});
    const auto run = lesson.run();
    QCOMPARE(run->state(), RunState::ready);
  }

  void starting_twice_is_an_error() {
    const LessonFixture lesson([](Stage&) {});
    const auto run = lesson.run();
    run->start();
    QVERIFY_THROWS_EXCEPTION(threading::RuntimeError, run->start());
  }

  void an_unknown_variant_is_bad_input() {
    const LessonFixture lesson([](Stage&) {});
    QVERIFY_THROWS_EXCEPTION(course::BadInput, Run(lesson.entry, "other", lesson.settings(), {}));
  }

  void a_program_that_fails_takes_its_workers_down() {
    const LessonFixture lesson([](Stage&) {
      static threading::Event never("never");
      threading::Thread({.name = "worker"}, [] { never.wait(); }).start();
      throw std::runtime_error("out of coffee");
    });
    const course::Outcome outcome = lesson.outcome();
    QCOMPARE(outcome.ending, Ending::failed);
    QCOMPARE(outcome.error, std::string("Exception in thread main: out of coffee"));
    QCOMPARE(outcome.output, std::vector<std::string>{outcome.error});
  }

  void a_worker_that_fails_is_reported_and_the_program_goes_on() {
    const LessonFixture lesson([](Stage& stage) {
      threading::Thread worker({.name = "worker"}, [] { throw std::runtime_error("no luck"); });
      worker.start();
      worker.join();
      stage.print("done");
    });
    const course::Outcome outcome = lesson.outcome();
    QCOMPARE(outcome.ending, Ending::finished);
    QCOMPARE(outcome.error, std::string("Exception in thread worker: no luck"));
    QCOMPARE(outcome.output.back(), std::string("done"));
  }

  void a_thread_that_exits_is_no_failure() {
    const LessonFixture lesson([](Stage&) { throw threading::SystemExit{}; });
    const course::Outcome outcome = lesson.outcome();
    QCOMPARE(outcome.ending, Ending::finished);
    QCOMPARE(outcome.error, std::string());
  }

  void pause_holds_every_thread_and_resume_lets_them_go_on() {
    threading::Event may_end;
    const LessonFixture lesson([&may_end](Stage&) {
      threading::Shared<int> steps(0, "steps");
      while (!may_end.is_set()) steps.fetch_add(1);
    });
    FrameWatch watch([](const course::Frame& frame) {
      const auto& log = frame.snapshot->log;
      return !log.empty() && log.back().kind == trace::EventKind::reached;
    });
    const auto run = lesson.run({.on_frame = watch.receiver()});
    run->start();
    run->pause();
    QVERIFY(watch.seen());
    QCOMPARE(run->state(), RunState::paused);
    may_end.set();
    QVERIFY(!run->wait(20ms));
    run->resume();
    QVERIFY(run->wait(30s));
    QCOMPARE(run->outcome().ending, Ending::finished);
  }

  void a_paused_run_can_be_stopped() {
    const LessonFixture lesson([](Stage&) {
      for (threading::Shared<int> steps(0);;) steps.fetch_add(1);
    });
    const auto run = lesson.run();
    run->start();
    run->pause();
    run->request_stop();
    QVERIFY(run->wait(30s));
    QCOMPARE(run->outcome().ending, Ending::stopped);
  }

  void slow_motion_stops_before_every_visible_operation() {
    const LessonFixture lesson([](Stage&) {
      threading::Shared<int> steps(0);
      for (int i = 0; i < 5; ++i) steps.fetch_add(1);
    });
    const course::Outcome outcome = lesson.outcome({.pace = 2ms});
    QVERIFY(outcome.duration >= 10ms);
  }

  void slow_motion_ends_as_soon_as_the_pace_is_taken_back() {
    const LessonFixture lesson([](Stage&) {
      threading::Shared<int> steps(0);
      for (int i = 0; i < 5; ++i) steps.fetch_add(1);
    });
    const auto run = lesson.run({.pace = 1h});
    run->start();
    run->set_pace(0ns);
    QVERIFY(run->wait(30s));
  }

  void only_parameters_that_apply_at_once_change_during_a_run() {
    const LessonFixture lesson([](Stage& stage) {
      while (stage.duration("period") < 1s) threading::sleep_for(1ms);
    });
    const auto run = lesson.run();
    run->start();
    QVERIFY_THROWS_EXCEPTION(course::BadInput, run->set("count", 5));
    QVERIFY_THROWS_EXCEPTION(course::BadInput, run->set("period", -1));
    run->set("period", std::chrono::nanoseconds(2s).count());
    QVERIFY(run->wait(30s));
  }

  void frames_come_from_one_thread_and_the_last_one_is_final() {
    const LessonFixture lesson([](Stage&) { threading::sleep_for(40ms); });
    FrameWatch watch([](const course::Frame& frame) { return frame.state == RunState::over; });
    const auto run = lesson.run({.on_frame = watch.receiver()});
    run->start();
    QVERIFY(watch.seen());
    QVERIFY(watch.frames() >= 2);
    QCOMPARE(watch.finals(), 1);
    QCOMPARE(run->frame()->state, RunState::over);
  }

  void the_trace_of_a_run_is_json_with_its_threads() {
    const LessonFixture lesson([](Stage&) {
      threading::Thread worker({.name = "worker-7"}, [] {});
      worker.start();
      worker.join();
    });
    const auto run = lesson.run({.keep_events = true});
    run->start();
    run->wait();
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(run->trace_json()));
    QVERIFY(!document.isNull());
    QVERIFY(run->trace_json().find("worker-7") != std::string::npos);
  }

  void many_runs_stopped_at_once_leave_nothing_behind() {
    const LessonFixture lesson(deadlock_of_two);
    for (int i = 0; i < 50; ++i) {
      const auto run = lesson.run();
      run->start();
      if (i % 2 == 0) run->request_stop();
    }
    QCOMPARE(threading::Session::process()->threads().size(), std::size_t{0});
  }
};

QTEST_APPLESS_MAIN(TestRun)
#include "tst_run.moc"
