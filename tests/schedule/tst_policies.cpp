#include <QtTest>
#include <set>

#include "schedule/bench.h"
#include "schedule/counting.h"
#include "threading/as_completed.h"
#include "threading/condition.h"
#include "threading/event.h"
#include "threading/future.h"
#include "threading/lock.h"
#include "threading/monotonic.h"
#include "threading/shared.h"
#include "threading/sleep.h"
#include "threading/with.h"

using namespace schedule;
using namespace std::chrono_literals;
using threading::Lock;
using threading::Shared;

class TestPolicies : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_program_without_end_is_ended_after_so_many_steps() {
    Bench bench({.most_steps = 100});
    const Execution& execution = bench.go([](Program& program) {
      auto& flag = program.make<Shared<bool>>(false);
      program.thread([&] {
        while (!flag.load()) {
        }
      });
    });
    QCOMPARE(execution.verdict, Verdict::does_not_end);
    QCOMPARE(execution.what, std::string("did not finish within 100 steps"));
  }

  void time_passes_only_when_nobody_can_go() {
    Bench bench({.time_outs = 0, .sleep = Policies::Sleep::lasts});
    const Execution& execution = bench.go([](Program& program) {
      auto& order = program.make<std::vector<int>>();
      program.thread([&] { threading::sleep_for(2h), order.push_back(2); });
      program.thread([&] { threading::sleep_for(1h), order.push_back(1); });
      program.at_end([&] { check(order == std::vector{1, 2}, "whoever sleeps less wakes up first"); });
    });
    QCOMPARE(execution.verdict, Verdict::holds);
  }

  void the_clock_tells_virtual_time() {
    Bench bench({.time_outs = 0, .sleep = Policies::Sleep::lasts});
    const Execution& execution = bench.go([](Program& program) {
      program.thread([&] {
        const auto began = threading::monotonic();
        threading::sleep_for(1h);
        check(threading::monotonic() - began == 1h, "an hour has passed");
      });
    });
    QCOMPARE(execution.verdict, Verdict::holds);
  }

  void a_timed_wait_ends_by_itself_rather_than_in_a_deadlock() {
    Bench bench({.time_outs = 0});
    const Execution& execution = bench.go([](Program& program) {
      auto& event = program.make<threading::Event>();
      program.thread([&] { check(!event.wait(1h), "nobody sets the event"); });
    });
    QCOMPARE(execution.verdict, Verdict::holds);
    QCOMPARE(execution.steps[1].ending, Ending::time_out);
  }

  void a_wait_may_end_by_time_out_while_others_can_go_if_there_is_a_budget() {
    const SetUp set_up = [](Program& program) {
      auto& lock = program.make<Lock>();
      program.thread([&] { lock.acquire(), lock.release(); });
      program.thread([&] { check(lock.acquire(1h), "one hour is enough"), lock.release(); });
    };
    Bench with({.time_outs = 1});
    QCOMPARE(with.go(set_up, {{1}, {2}}).verdict, Verdict::fails);
    Bench without({.time_outs = 0});
    QCOMPARE(without.go(set_up, {{1}, {2}}).verdict, Verdict::holds);
  }

  void a_condition_wakes_up_for_no_reason_if_there_is_a_budget() {
    const SetUp set_up = [](Program& program) {
      auto& condition = program.make<threading::Condition>();
      program.thread([&] {
        const threading::With with(condition);
        check(condition.wait(), "a wait without time-out is true");
      });
    };
    Bench with({.wake_ups = 1});
    const Execution& execution = with.go(set_up);
    QCOMPARE(execution.verdict, Verdict::holds);
    QCOMPARE(execution.steps[2].ending, Ending::wake_up);
    Bench without;
    QCOMPARE(without.go(set_up).verdict, Verdict::deadlocks);
  }

  void a_notify_may_choose_any_waiter_if_the_policy_says_so() {
    const SetUp set_up = [](Program& program) {
      auto& condition = program.make<threading::Condition>();
      auto& woken = program.make<Shared<int>>(0);
      for (int i = 1; i <= 2; ++i) {
        program.thread([&, i] {
          const threading::With with(condition);
          condition.wait();
          if (woken.load() == 0) woken.store(i);
        });
      }
      program.thread([&] {
        const threading::With with(condition);
        condition.notify();
      });
      program.thread([&] {
        while (woken.load() == 0) {
        }
        check(woken.load() == 1, "the first that waits is woken first");
      });
    };
    const std::vector<Move> both_wait_then_the_second{{1}, {1}, {2}, {2}, {3}, {3, 1}, {3}, {2}, {2}, {2}, {4}};
    Bench any({.woken = Policies::Woken::any});
    QCOMPARE(any.go(set_up, both_wait_then_the_second).verdict, Verdict::fails);
  }

  void as_completed_gives_what_was_done_before_in_any_order_if_the_policy_says_so() {
    const auto orders = [](int futures, Policies policies) {
      auto seen = std::make_shared<std::set<std::vector<int>>>();
      const SetUp set_up = [seen, futures](Program& program) {
        program.thread([seen, futures] {
          std::vector<threading::Future<int>> done(static_cast<std::size_t>(futures));
          for (int i = 0; i < futures; ++i) done[static_cast<std::size_t>(i)].set_result(i);
          std::vector<int> order;
          for (const auto& future : threading::as_completed(done)) order.push_back(future.result());
          seen->insert(order);
        });
      };
      const Count counted = count(set_up, Reduction::source_dpor, TreeSearch::unbounded, policies);
      return std::pair(counted.runs(), static_cast<int>(seen->size()));
    };
    QCOMPARE(orders(3, {}), std::pair(1, 1));
    QCOMPARE(orders(3, {.woken = Policies::Woken::any}), std::pair(6, 6));
    // Eight can be put in order in 40,320 ways, which is all that a step can choose among.
    Bench bench({.woken = Policies::Woken::any});
    const Execution& many = bench.go([](Program& program) {
      program.thread([] {
        std::vector<threading::Future<int>> done(12);
        for (auto& future : done) future.set_result(1);
        int sum = 0;
        for (const auto& future : threading::as_completed(done)) sum += future.result();
        check(sum == 12, "each is given out once");
      });
    });
    QCOMPARE(many.verdict, Verdict::holds);
  }
};

QTEST_APPLESS_MAIN(TestPolicies)
#include "tst_policies.moc"
