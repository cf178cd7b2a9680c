#include <QtTest>
#include <stdexcept>

#include "schedule/beside.h"
#include "schedule/counting.h"
#include "schedule/explore.h"
#include "schedule/programs.h"
#include "schedule/random_program.h"
#include "schedule/replay.h"
#include "threading/event.h"
#include "threading/rlock.h"
#include "threading/with.h"

using namespace schedule;
using namespace std::chrono_literals;
using beside::add_bystander;
using beside::executed;
using threading::Event;
using threading::Lock;
using threading::RLock;
using threading::Shared;

namespace {

void opposite_order_beside_another(Program& program) {
  programs::opposite_order(program);
  add_bystander(program);
}

/// Takes the one, then the other in the way that is given.
template <class ALock>
SetUp opposite(std::function<void(ALock&)> take) {
  return [take](Program& program) {
    auto& left = program.make<ALock>("left");
    auto& right = program.make<ALock>("right");
    const auto both = [take](ALock& first, ALock& second) {
      const threading::With with(first);
      take(second);
    };
    program.thread("a", [&, both] { both(left, right); });
    program.thread("b", [&, both] { both(right, left); });
    add_bystander(program);
  };
}

/// No deadlock, since c gives up what a took.
void left_is_a_signal(Program& program) {
  auto& left = program.make<Lock>("left");
  auto& right = program.make<Lock>("right");
  auto& taken = program.make<Event>("taken");
  auto& ready = program.make<Event>("ready");
  program.thread("a", [&] {
    left.acquire();
    taken.set();
    ready.wait();
    const threading::With with(right);
  });
  program.thread("b", [&] {
    const threading::With with(right);
    ready.set();
    const threading::With inner(left);
  });
  program.thread("c", [&] {
    taken.wait();
    left.release();
  });
}

bool can_deadlock(RandomProgram& program, const Policies& policies, std::size_t most) {
  Identities identities;
  Crew crew(Crew::Placement::one_core);
  ControlledRun run(identities, crew, policies);
  TreeSearch search(Reduction::none);
  std::size_t executions = 0;
  do {
    if (run.execute(program.set_up(), search).verdict == Verdict::deadlocks) return true;
    if (++executions == most) throw std::length_error("too many schedules");
  } while (search.advance());
  return false;
}

}  // namespace

class TestPartialDeadlock : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void it_ends_the_execution_and_says_who_waits_and_who_goes_on() {
    const Execution execution = executed(opposite_order_beside_another, {{3}, {1}, {2}});
    QCOMPARE(execution.verdict, Verdict::deadlocks);
    QCOMPARE(execution.what, std::string("partial deadlock: a waits for 'right', held by b; b waits for 'left', held "
                                         "by a; still going: bystander"));
    QCOMPARE(execution.steps.size(), std::size_t{3});
    QCOMPARE(execution.waits.size(), std::size_t{2});
    QCOMPARE(execution.bystanders, std::vector<ThreadIndex>{3});
  }

  void the_others_go_on_if_the_policy_says_so() {
    const Policies patient{.at_partial_deadlock = Policies::AtFailure::go_on, .most_steps = 200};
    QCOMPARE(executed(opposite_order_beside_another, {{3}, {1}, {2}}, patient).verdict, Verdict::does_not_end);
  }

  void a_deadlock_of_all_is_not_partial() {
    const Execution execution = executed(programs::opposite_order, {{1}, {2}});
    QVERIFY(execution.bystanders.empty());
    QCOMPARE(execution.what, std::string("a waits for 'right', held by b; b waits for 'left', held by a"));
  }

  void re_entrant_locks_make_one_too_whatever_was_taken_and_given_up_before() {
    const SetUp set_up = opposite<RLock>([](RLock& second) {
      const threading::With with(second);
      const threading::With again(second);
    });
    QCOMPARE(executed(set_up, {{1}, {2}}).verdict, Verdict::deadlocks);
    const Execution holds = executed(set_up, {{1}, {1}, {1}, {1}, {1}, {1}, {1}, {2}});
    QCOMPARE(holds.verdict, Verdict::does_not_end);
  }

  void who_waits_with_a_time_out_is_in_none() {
    const SetUp set_up = opposite<Lock>([](Lock& second) {
      if (second.acquire(1h)) second.release();
    });
    const Execution execution = executed(set_up, {{1}, {2}});
    QVERIFY(execution.waits.empty());
  }

  void a_join_of_a_thread_that_waits_for_the_joiner_makes_one() {
    const Execution execution = executed(
        [](Program& program) {
          auto& lock = program.make<Lock>("lock");
          program.thread("a", [&] {
            const threading::With with(lock);
            threading::Thread child({.name = "child"}, [&] { const threading::With inner(lock); });
            child.start();
            child.join();
          });
          add_bystander(program);
        },
        {{1}, {1}, {1}});
    QCOMPARE(execution.verdict, Verdict::deadlocks);
    QCOMPARE(execution.what,
             std::string("partial deadlock: a waits for the end of child; child waits for 'lock', held by a; still "
                         "going: bystander"));
  }

  void who_was_notified_waits_for_the_lock_like_anybody() {
    const Execution execution = executed(
        [](Program& program) {
          auto& lock = program.make<Lock>("lock");
          auto& other = program.make<Lock>("other");
          auto& condition = program.make<threading::Condition>(lock, "ready");
          program.thread("waiter", [&] {
            const threading::With with(other);
            const threading::With inner(lock);
            condition.wait(1h);
          });
          program.thread("notifier", [&] {
            const threading::With with(lock);
            condition.notify();
            const threading::With inner(other);
          });
          add_bystander(program);
        },
        {{1}, {1}, {1}, {2}, {2}});
    QCOMPARE(execution.verdict, Verdict::deadlocks);
    QCOMPARE(execution.waits.size(), std::size_t{2});
  }

  void a_lock_taken_again_by_its_own_thread_is_one() {
    const Execution execution = executed(
        [](Program& program) {
          auto& lock = program.make<Lock>("lock");
          program.thread("a", [&] {
            const threading::With with(lock);
            const threading::With again(lock);
          });
          add_bystander(program);
        },
        {{1}});
    QCOMPARE(execution.verdict, Verdict::deadlocks);
    QCOMPARE(execution.what, std::string("partial deadlock: a waits for 'lock', held by a; still going: bystander"));
  }

  void what_anybody_could_give_is_awaited_as_long_as_somebody_goes_on() {
    const Execution execution = executed(
        [](Program& program) {
          auto& door = program.make<threading::Semaphore>(1, "door");
          auto& lock = program.make<Lock>("lock");
          program.thread("a", [&] {
            door.acquire();
            const threading::With with(lock);
            door.acquire();
          });
          program.thread("b", [&] { const threading::With with(lock); });
          add_bystander(program);
        },
        {{1}, {1}, {1}});
    QCOMPARE(execution.verdict, Verdict::does_not_end);
    QVERIFY(execution.waits.empty());
  }

  /// Until it was seen that another thread gives the lock up, it looks like a deadlock.
  void a_thread_that_waits_for_itself_may_be_helped_by_another() {
    const SetUp set_up = [](Program& program) {
      auto& signal = program.make<Lock>("signal");
      auto& go = program.make<Event>("go");
      program.thread("waiter", [&] {
        signal.acquire();
        go.set();
        signal.acquire();
      });
      program.thread("helper", [&] {
        go.wait();
        signal.release();
      });
    };
    QCOMPARE(executed(set_up, {}).verdict, Verdict::deadlocks);
    QCOMPARE(explore(set_up, {.budget = 60s}).outcome, Report::Outcome::proved);
  }

  void of_daemons_alone_it_does_not_matter() {
    const Execution execution = executed(
        [](Program& program) {
          auto& left = program.make<Lock>("left");
          auto& right = program.make<Lock>("right");
          auto& done = program.make<Shared<int>>(0, "done");
          program.thread("starter", [&] {
            const auto both = [&done](Lock& first, Lock& second) {
              const threading::With with(first);
              done.fetch_add(1);
              const threading::With inner(second);
            };
            threading::Thread({.name = "a", .daemon = true}, [&] { both(left, right); }).start();
            threading::Thread({.name = "b", .daemon = true}, [&] { both(right, left); }).start();
            while (done.load() < 2) {
            }
          });
        },
        {{1}, {1}, {2}, {3}, {2}, {3}});
    QCOMPARE(execution.verdict, Verdict::holds);
  }

  void a_lock_that_another_thread_is_about_to_give_up_is_in_none() {
    const Execution execution = executed(left_is_a_signal, {{1}, {1}, {3}, {2}, {2}, {1}});
    QCOMPARE(execution.verdict, Verdict::holds);
  }

  /// Already the first execution looks like a deadlock.
  void exploring_learns_that_a_lock_is_a_signal() {
    QCOMPARE(executed(left_is_a_signal, {}).verdict, Verdict::deadlocks);
    const Report report = explore(left_is_a_signal, {.budget = 60s});
    QCOMPARE(report.outcome, Report::Outcome::proved);
    const Report other = explore(opposite_order_beside_another, {.budget = 60s});
    QCOMPARE(other.outcome, Report::Outcome::fails);
    QVERIFY(!replay(opposite_order_beside_another, *other.found).divergence.has_value());
  }

  void a_failure_beyond_what_only_looked_like_a_deadlock_can_be_replayed() {
    const SetUp set_up = [](Program& program) {
      left_is_a_signal(program);
      program.at_end([] { check(false, "it never comes here"); });
    };
    const Report report = explore(set_up, {.budget = 60s});
    QCOMPARE(report.outcome, Report::Outcome::fails);
    QCOMPARE(report.found->what, std::string("it never comes here"));
    QCOMPARE(replay(set_up, *report.found).divergence.value_or(""), std::string());
  }

  void exploring_finds_a_deadlock_of_random_programs_if_and_only_if_there_is_one() {
    constexpr std::size_t most = 1'500;
    const Policies patient{.at_partial_deadlock = Policies::AtFailure::go_on};
    int broken = 0;
    int sound = 0;
    for (std::uint64_t seed = 1; broken + sound < (sanitized ? 10 : 60); ++seed) {
      RandomProgram program(seed);
      bool expected = false;
      try {
        expected = can_deadlock(program, patient, most);
      } catch (const std::length_error&) {
        continue;
      }
      const Report report = explore(program.set_up(), {.budget = 60s});
      if ((report.outcome == Report::Outcome::fails) != expected) qWarning() << seed << program.text().c_str();
      QCOMPARE(report.outcome, expected ? Report::Outcome::fails : Report::Outcome::proved);
      ++(expected ? broken : sound);
    }
    QVERIFY(broken > 0 && sound > 0);
  }
};

QTEST_APPLESS_MAIN(TestPartialDeadlock)
#include "tst_partial_deadlock.moc"
