#include <QtTest>
#include <algorithm>
#include <stdexcept>

#include "model/history.h"
#include "schedule/controlled_run.h"
#include "schedule/programs.h"
#include "schedule/random_program.h"
#include "schedule/random_walk.h"
#include "threading/event.h"
#include "threading/rlock.h"
#include "threading/sleep.h"
#include "threading/with.h"

using namespace schedule;
using namespace std::chrono_literals;
using model::ThreadState;
using threading::Lock;
using threading::Shared;
using trace::Event;
using trace::EventKind;

namespace {

/// Makes these decisions, then lets nobody go any further.
class Following final : public Scheduler {
 public:
  explicit Following(std::vector<Move> moves) : moves_(std::move(moves)) {}
  std::optional<Move> choose(const Situation& situation) override {
    if (situation.done.size() == moves_.size()) return {};
    return moves_[situation.done.size()];
  }

 private:
  const std::vector<Move> moves_;
};

/// One execution, watched up to its end.
class Watched {
 public:
  Watched(const SetUp& set_up, Scheduler& scheduler, Policies policies = {}) {
    Identities identities;
    Crew crew;
    ControlledRun run(identities, crew, policies);
    const auto recorder = std::make_shared<trace::Recorder>(trace::Timekeeping::by_hand);
    execution = run.execute(set_up, scheduler, recorder);
    batch = recorder->drain();
    model::History history;
    history.apply(batch);
    history.snapshot();
    snapshot = history.snapshot();
  }
  Watched(const SetUp& set_up, std::vector<Move> moves, Policies policies = {})
      : Watched(set_up, *std::make_unique<Following>(std::move(moves)), policies) {}

  const model::ThreadView& thread(const std::string& name) const {
    return *std::ranges::find(snapshot->threads, name, &model::ThreadView::name);
  }
  std::string state(const std::string& name) const { return std::string(model::name(thread(name).state)); }
  std::string awaited_by(const std::string& name) const { return snapshot->describe(thread(name).waits_for); }
  std::string holder_of_what_awaits(const std::string& name) const { return snapshot->describe(thread(name).held_by); }

  /// "running 0, ready 1": the thread's states and the steps in which they began; several in one step: the last.
  std::string lane(const std::string& name) const {
    const auto& slices = snapshot->timeline.lanes[thread(name).id.value - 1].slices();
    std::string text;
    for (std::size_t i = slices.begin(); i < slices.end(); ++i) {
      const auto step = slices[i].begin / 1'000'000;
      if (i + 1 < slices.end() && slices[i + 1].begin / 1'000'000 == step) continue;
      text +=
          (text.empty() ? "" : ", ") + std::string(model::name(slices[i].thread_state())) + " " + std::to_string(step);
    }
    return text;
  }

  std::vector<Event> events(EventKind kind) const {
    std::vector<Event> found;
    std::ranges::copy_if(batch.events, std::back_inserter(found), [kind](const Event& e) { return e.kind == kind; });
    return found;
  }

  Execution execution;
  trace::Batch batch;
  std::shared_ptr<const model::Snapshot> snapshot;
};

bool same(const Event& left, const Event& right) {
  const auto fields = [](const Event& e) {
    return std::tuple(e.time, e.value, e.thread, e.peer, e.object, e.sequence, e.source, e.kind);
  };
  return fields(left) == fields(right);
}

void waiting_with_time_out(Program& program) {
  auto& event = program.make<threading::Event>("go");
  program.thread("waiter", [&] { event.wait(2s); });
  program.thread("other", [&] { event.is_set(); });
}

void notifying(Program& program) {
  auto& lock = program.make<Lock>("lock");
  auto& condition = program.make<threading::Condition>(lock, "ready");
  program.thread("waiter", [&] {
    const threading::With with(lock);
    condition.wait();
  });
  program.thread("notifier", [&] {
    const threading::With with(lock);
    condition.notify();
  });
}

}  // namespace

class TestWatchedRun : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void before_the_first_step_everybody_is_ready() {
    const Watched watched(programs::opposite_order, {});
    QCOMPARE(watched.state("a"), std::string("ready"));
    QCOMPARE(watched.state("b"), std::string("ready"));
    QCOMPARE(watched.snapshot->threads.size(), std::size_t{2});
    QVERIFY(watched.snapshot->now < 1ms);
  }

  void whoever_is_chosen_runs_and_who_else_could_go_is_ready() {
    const Watched watched(programs::racing(2, 1), {{1}, {1}, {2}, {1}});
    QCOMPARE(watched.lane("Thread-1"), std::string("running 0, ready 2, finished 3"));
    QCOMPARE(watched.lane("Thread-2"), std::string("ready 0, running 2, ready 3"));
    QCOMPARE(watched.snapshot->now / 1ms, std::int64_t{4});
  }

  void in_each_step_exactly_the_thread_that_was_chosen_runs() {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
      RandomProgram program(seed);
      RandomWalk walk(seed, 1.0);
      const Watched watched(program.set_up(), walk, {.time_outs = 2, .wake_ups = 1});
      for (std::size_t step = 0; step < watched.execution.steps.size(); ++step) {
        std::vector<std::size_t> running;
        for (std::size_t i = 0; i < watched.snapshot->threads.size(); ++i) {
          const model::Lane& lane = watched.snapshot->timeline.lanes[i];
          const std::size_t slice = lane.slice_at(step * 1ms + 500us);
          if (slice != lane.slices().end() && lane.slices()[slice].thread_state() == ThreadState::running) {
            running.push_back(i);
          }
        }
        const Step& done = watched.execution.steps[step];
        QCOMPARE(running.size(), std::size_t{done.kind == OperationKind::end ? 0U : 1U});
        // Of two, index 1 is the first.
        if (running.empty() || watched.snapshot->threads.size() != 2) continue;
        QCOMPARE(running.front() + 1, std::size_t{done.thread});
      }
    }
  }

  void a_deadlock_is_told_as_in_a_free_run() {
    const Watched watched(programs::opposite_order, {{1}, {2}});
    QCOMPARE(watched.execution.verdict, Verdict::deadlocks);
    QCOMPARE(watched.lane("a"), std::string("running 0, blocked 1"));
    QCOMPARE(watched.lane("b"), std::string("ready 0, running 1, blocked 2"));
    QCOMPARE(watched.awaited_by("a"), std::string("lock right"));
    QCOMPARE(watched.holder_of_what_awaits("a"), std::string("b"));
    QCOMPARE(watched.snapshot->stuck.size(), std::size_t{1});
    QCOMPARE(watched.snapshot->stuck[0].kind, model::StuckKind::lock_cycle);
    QVERIFY(!watched.snapshot->stuck[0].partial);
    QCOMPARE(watched.snapshot->stuck[0].sentence,
             std::string("a holds lock left and waits for lock right, which b holds; b waits for lock left, which a "
                         "holds."));
  }

  void a_partial_deadlock_is_told_as_in_a_free_run() {
    const Watched watched(
        [](Program& program) {
          programs::opposite_order(program);
          auto& event = program.make<threading::Event>("never");
          program.thread("bystander", [&] {
            while (!event.wait(10ms)) {
            }
          });
        },
        {{3}, {1}, {2}});
    QCOMPARE(watched.execution.verdict, Verdict::deadlocks);
    QCOMPARE(watched.snapshot->stuck.size(), std::size_t{1});
    QVERIFY(watched.snapshot->stuck[0].partial);
    QCOMPARE(watched.lane("a"), std::string("ready 0, running 1, blocked 2"));
    QCOMPARE(watched.state("bystander"), std::string("blocked"));
  }

  void a_missed_wake_up_is_told_as_in_a_free_run() {
    const Watched watched(programs::missed_wake_up, {{1}, {2}, {2}, {2}, {2}, {2}, {1}, {1}});
    QCOMPARE(watched.execution.verdict, Verdict::deadlocks);
    QCOMPARE(watched.snapshot->stuck.size(), std::size_t{1});
    QCOMPARE(watched.snapshot->stuck[0].sentence,
             std::string("waiter waits for a notify of condition ready; no thread is left that could let it go on."));
  }

  void a_join_waits_for_the_thread() {
    const Watched watched(
        [](Program& program) {
          program.thread("maker", [] {
            threading::Thread child({.name = "child"}, [] { threading::sleep_for(1s); });
            child.start();
            child.join();
          });
        },
        {{1}});
    QCOMPARE(watched.state("maker"), std::string("blocked"));
    QCOMPARE(watched.holder_of_what_awaits("maker"), std::string("child"));
    QCOMPARE(watched.state("child"), std::string("sleeping"));
    QCOMPARE(watched.events(EventKind::sleeping).front().value, std::int64_t{1'000'000'000});
    QVERIFY(watched.snapshot->stuck.empty());
  }

  void whoever_gives_the_lock_up_wakes_who_waits_for_it() {
    const Watched watched(programs::locked(2, 1), {{1}, {1}, {1}, {1}, {2}});
    QCOMPARE(watched.lane("Thread-1"), std::string("running 0, ready 4"));
    QCOMPARE(watched.lane("Thread-2"), std::string("blocked 0, ready 3, running 4, ready 5"));
    const auto arrows = watched.snapshot->timeline.arrows_between(0ms, 10ms, 100);
    QCOMPARE(arrows.size(), std::size_t{1});
    QCOMPARE(arrows[0].from, watched.thread("Thread-1").id);
    QCOMPARE(arrows[0].to, watched.thread("Thread-2").id);
    QCOMPARE(watched.snapshot->describe(arrows[0].object), std::string("lock lock"));
  }

  void who_was_ready_for_a_lock_is_blocked_when_another_thread_takes_it() {
    const Watched watched(programs::locked(2, 1), {{1}});
    QCOMPARE(watched.lane("Thread-2"), std::string("blocked 0"));
    QCOMPARE(watched.holder_of_what_awaits("Thread-2"), std::string("Thread-1"));
    QVERIFY(watched.thread("Thread-2").source.line() > 0);
  }

  void a_notified_thread_waits_for_the_lock() {
    const Watched before(notifying, {{1}, {1}, {2}});
    QCOMPARE(before.awaited_by("waiter"), std::string("condition ready"));
    const Watched after(notifying, {{1}, {1}, {2}, {2}});
    QCOMPARE(after.awaited_by("waiter"), std::string("lock lock"));
    QCOMPARE(after.holder_of_what_awaits("waiter"), std::string("notifier"));
    QCOMPARE(after.snapshot->waits.size(), std::size_t{1});
    const Watched released(notifying, {{1}, {1}, {2}, {2}, {2}});
    QCOMPARE(released.state("waiter"), std::string("ready"));
  }

  void a_wait_that_may_time_out_is_no_deadlock_and_ends_as_timed_out() {
    const Watched waiting(waiting_with_time_out, {{1}});
    QCOMPARE(waiting.state("waiter"), std::string("blocked"));
    QCOMPARE(waiting.events(EventKind::blocked).front().value, std::int64_t{2'000'000'000});
    QVERIFY(!waiting.snapshot->waits.front().forever);
    const Watched over(waiting_with_time_out, {{1}, {1}});
    QCOMPARE(over.events(EventKind::resumed).back().value, std::int64_t{0});
    QCOMPARE(over.lane("waiter"), std::string("running 0, running 1, ready 2"));
  }

  void a_sleeper_sleeps_until_its_time_has_come_and_time_still_counts_steps() {
    const SetUp set_up = [](Program& program) {
      program.thread("short", [] { threading::sleep_for(1h); });
      program.thread("long", [] { threading::sleep_for(2h); });
      program.thread("same", [] { threading::sleep_for(1h); });
    };
    const Policies policies{.sleep = Policies::Sleep::lasts};
    const Watched watched(set_up, {{1}}, policies);
    QCOMPARE(watched.lane("short"), std::string("running 0, ready 1"));
    QCOMPARE(watched.events(EventKind::sleeping).front().value, std::int64_t{3'600'000'000'000});
    QCOMPARE(watched.lane("same"), std::string("ready 0"));
    QCOMPARE(watched.lane("long"), std::string("sleeping 0"));
    QCOMPARE(watched.snapshot->now / 1ms, std::int64_t{1});
  }

  void at_a_failed_claim_the_moment_is_frozen() {
    const Watched watched(
        [](Program& program) {
          auto& value = program.make<Shared<int>>(0, "value");
          auto& lock = program.make<Lock>("lock");
          program.thread("checks", [&] {
            const threading::With with(lock);
            check(value.load() == 1, "it is one");
          });
          program.thread("waits", [&] { const threading::With with(lock); });
        },
        {{1}, {1}});
    QCOMPARE(watched.execution.verdict, Verdict::fails);
    QCOMPARE(watched.lane("checks"), std::string("running 0"));
    QCOMPARE(watched.lane("waits"), std::string("blocked 0"));
  }

  void unwinding_is_not_told() {
    const Watched watched(
        [](Program& program) {
          auto& lock = program.make<threading::RLock>("lock");
          auto& event = program.make<threading::Event>("never");
          struct Late {
            ~Late() {
              threading::Thread({.name = "late"}, [] {}).start();
            }
          };
          program.thread("waiter", [&] {
            const Late late;
            const threading::With with(lock);
            event.wait();
          });
        },
        {{1}, {1}});
    QCOMPARE(watched.execution.verdict, Verdict::deadlocks);
    QVERIFY(watched.events(EventKind::released).empty());
    QVERIFY(watched.events(EventKind::thread_finished).empty());
    QCOMPARE(watched.snapshot->threads.size(), std::size_t{1});
    QCOMPARE(watched.state("waiter"), std::string("blocked"));
    QCOMPARE(watched.batch.totals.dropped, std::uint64_t{0});
  }

  void the_end_is_not_told() {
    const Watched watched(
        [](Program& program) {
          auto& value = program.make<Shared<int>>(0, "value");
          program.thread("writer", [&] { value.store(1); });
          program.at_end([&] { check(value.load() == 1, "it was written"); });
        },
        {{1}, {1}});
    QCOMPARE(watched.execution.verdict, Verdict::holds);
    QVERIFY(watched.events(EventKind::loaded).empty());
    QCOMPARE(watched.lane("writer"), std::string("running 0, finished 1"));
  }

  void the_same_schedule_is_always_told_the_same() {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
      RandomProgram program(seed);
      RandomWalk first_walk(seed, 0.5);
      RandomWalk second_walk(seed, 0.5);
      const Watched first(program.set_up(), first_walk);
      const Watched second(program.set_up(), second_walk);
      QCOMPARE(first.batch.now, second.batch.now);
      QCOMPARE(first.batch.names.size(), second.batch.names.size());
      QVERIFY(std::ranges::equal(first.batch.events, second.batch.events, same));
    }
  }

  void events_have_the_order_in_which_they_happened() {
    const Watched watched(programs::locked(2, 1), {{1}, {1}, {1}, {1}, {2}});
    const auto at = [&](EventKind kind) {
      return std::ranges::find(watched.batch.events, kind, &Event::kind) - watched.batch.events.begin();
    };
    QVERIFY(at(EventKind::acquired) < at(EventKind::loaded));
    QVERIFY(at(EventKind::released) < at(EventKind::woke));
    QVERIFY(at(EventKind::woke) < at(EventKind::resumed));
  }

  void a_recorder_with_a_time_of_its_own_is_refused() {
    Identities identities;
    Crew crew;
    ControlledRun run(identities, crew, {});
    Following nobody({});
    QVERIFY_THROWS_EXCEPTION(std::logic_error,
                             run.execute(programs::opposite_order, nobody, std::make_shared<trace::Recorder>()));
    QCOMPARE(run.execute(programs::opposite_order, nobody).verdict, Verdict::abandoned);
  }
};

QTEST_APPLESS_MAIN(TestWatchedRun)
#include "tst_watched_run.moc"
