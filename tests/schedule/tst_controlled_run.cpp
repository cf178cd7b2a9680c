#include <QtTest>
#include <algorithm>
#include <stdexcept>

#include "schedule/bench.h"
#include "schedule/counting.h"
#include "schedule/programs.h"
#include "schedule/random_walk.h"
#include "schedule/replay.h"
#include "threading/as_completed.h"
#include "threading/current_thread.h"
#include "threading/event.h"
#include "threading/thread_pool_executor.h"
#include "threading/wait.h"
#include "threading/with.h"

using namespace schedule;
using namespace std::chrono_literals;
using threading::Lock;
using threading::Shared;
using threading::Thread;

namespace {

std::vector<OperationKind> kinds(const Execution& execution) {
  std::vector<OperationKind> kinds;
  for (const Step& step : execution.steps) kinds.push_back(step.kind);
  return kinds;
}

template <class Wait>
bool is_refused(Wait wait) {
  try {
    wait();
  } catch (const threading::OverflowError&) {
    return true;
  }
  return false;
}

}  // namespace

class TestControlledRun : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  /// Comes first, as the process's session is made once.
  void what_the_process_makes_at_first_use_is_no_object_of_the_run() {
    Bench bench;
    bench.go([](Program& program) {
      program.thread([] { threading::ThreadPoolExecutor(1).submit([] { return 1; }).result(); });
    });
    for (ObjectNumber object = 1; object < bench.identities.objects(); ++object) {
      QVERIFY(bench.identities[object].name != "all threads of the session");
    }
  }

  void steps_are_the_operations_of_the_threads_in_the_order_of_the_decisions() {
    Bench bench;
    const Execution& execution = bench.go(programs::racing(2, 1), {{1}, {2}, {1}, {2}, {1}, {2}});
    QCOMPARE(execution.verdict, Verdict::holds);
    QCOMPARE(kinds(execution), (std::vector{OperationKind::load, OperationKind::load, OperationKind::store,
                                            OperationKind::store, OperationKind::end, OperationKind::end}));
    QCOMPARE(execution.steps[2].value, 1);
    QCOMPARE(bench.identities[execution.steps[0].object].path, std::string("main#0"));
    QCOMPARE(bench.identities[execution.steps[1].thread].path, std::string("main/1"));
    QVERIFY(execution.steps[0].source.line > 0);
  }

  void a_lost_update_is_a_matter_of_the_schedule() {
    Bench bench;
    const SetUp set_up = [](Program& program) {
      auto& counter = program.make<Shared<int>>(0, "counter");
      for (int i = 0; i < 2; ++i) program.thread([&] { counter.store(counter.load() + 1); });
      program.at_end([&] { check(counter.load() == 2, "no increment is lost"); });
    };
    QCOMPARE(bench.go(set_up).verdict, Verdict::holds);
    const Execution& lost = bench.go(set_up, {{1}, {2}});
    QCOMPARE(lost.verdict, Verdict::fails);
    QCOMPARE(lost.what, std::string("no increment is lost"));
  }

  void a_deadlock_says_who_waits_for_what() {
    Bench bench;
    const Execution& execution = bench.go(programs::opposite_order, {{1}, {2}});
    QCOMPARE(execution.verdict, Verdict::deadlocks);
    QCOMPARE(execution.what, std::string("a waits for 'right', held by b; b waits for 'left', held by a"));
    QCOMPARE(execution.waits.size(), std::size_t{2});
  }

  void a_wait_for_a_notify_that_nobody_gives_is_a_deadlock() {
    Bench bench;
    const Execution& execution = bench.go(programs::missed_wake_up, {{1}, {2}, {2}, {2}, {2}});
    QCOMPARE(execution.verdict, Verdict::deadlocks);
    QCOMPARE(execution.what, std::string("waiter waits for 'ready'"));
  }

  void who_was_woken_knows_by_which_step() {
    Bench bench;
    const SetUp set_up = [](Program& program) {
      auto& lock = program.make<Lock>("lock");
      auto& news = program.make<threading::Condition>(lock, "news");
      const auto waiting = [&] {
        const threading::With with(lock);
        news.wait();
      };
      program.thread("first", waiting);
      program.thread("second", waiting);
      program.thread("notifier", [&] {
        const threading::With with(lock);
        news.notify();
        news.notify();
      });
    };
    const Execution& execution = bench.go(set_up, {{1}, {1}, {2}, {2}, {3}, {3}, {3}, {3}});
    QCOMPARE(execution.verdict, Verdict::holds);
    std::vector<std::pair<ThreadIndex, std::size_t>> woken;
    for (const Step& step : execution.steps) {
      QCOMPARE(step.woken_by.has_value(), step.kind == OperationKind::reacquire);
      if (!step.woken_by) continue;
      QCOMPARE(execution.steps[*step.woken_by].kind, OperationKind::notify);
      woken.emplace_back(step.thread, *step.woken_by);
    }
    QCOMPARE(woken, (std::vector<std::pair<ThreadIndex, std::size_t>>{{1, 5}, {2, 6}}));
  }

  void a_wait_that_ends_by_itself_was_woken_by_nobody() {
    Bench bench({.time_outs = 1});
    const Execution& execution = bench.go(
        [](Program& program) {
          auto& news = program.make<threading::Condition>("news");
          program.thread([&] {
            const threading::With with(news);
            news.wait(1s);
          });
        },
        {});
    QCOMPARE(execution.verdict, Verdict::holds);
    const auto reacquired = std::ranges::find(execution.steps, OperationKind::reacquire, &Step::kind);
    QVERIFY(reacquired != execution.steps.end() && reacquired->ending == Ending::time_out);
    QVERIFY(!reacquired->woken_by);
  }

  void an_error_that_no_one_catches_fails_the_execution() {
    Bench bench;
    const Execution& execution =
        bench.go([](Program& program) { program.thread("unlucky", [] { throw std::runtime_error("no luck"); }); });
    QCOMPARE(execution.verdict, Verdict::fails);
    QCOMPARE(execution.what, std::string("unlucky raised: no luck"));
  }

  void system_exit_ends_a_thread_quietly() {
    Bench bench;
    QCOMPARE(bench.go([](Program& program) { program.thread([] { throw threading::SystemExit{}; }); }).verdict,
             Verdict::holds);
  }

  void an_error_of_the_set_up_or_the_end_fails_the_execution() {
    Bench bench;
    QCOMPARE(bench.go([](Program&) { throw std::runtime_error("no"); }).what, std::string("the set-up raised: no"));
    const Execution& at_end =
        bench.go([](Program& program) { program.at_end([] { throw std::runtime_error("no"); }); });
    QCOMPARE(at_end.what, std::string("the end raised: no"));
  }

  void the_set_up_cannot_wait() {
    Bench bench;
    const Execution& execution = bench.go([](Program& program) {
      auto& event = program.make<threading::Event>("go");
      event.wait();
    });
    QCOMPARE(execution.verdict, Verdict::fails);
    QVERIFY(execution.what.find("cannot wait for 'go'") != std::string::npos);
  }

  void threads_start_threads_and_join_them() {
    Bench bench;
    const Execution& execution = bench.go([](Program& program) {
      auto& sum = program.make<Shared<int>>(0);
      program.thread([&] {
        threading::Thread child([&] { sum.fetch_add(1); });
        child.start();
        QVERIFY(child.is_alive());
        child.join();
        check(sum.load() == 1, "what a thread did is there after join()");
      });
    });
    QCOMPARE(execution.verdict, Verdict::holds);
    QVERIFY(bench.identities.find_thread("main/0/0").has_value());
  }

  void daemons_are_not_waited_for() {
    Bench bench;
    const Execution& execution = bench.go([](Program& program) {
      auto& never = program.make<threading::Event>();
      program.thread([&] {
        threading::Thread daemon({.daemon = true}, [&] { never.wait(); });
        daemon.start();
      });
      program.at_end([] { check(true, "the end is reached"); });
    });
    QCOMPARE(execution.verdict, Verdict::holds);
  }

  void an_object_of_a_run_refuses_a_thread_that_the_run_does_not_control() {
    Bench bench;
    Lock* lock = nullptr;
    std::string refused;
    bench.go([&](Program& program) {
      lock = &program.make<Lock>("mine");
      program.thread([&] {
        lock->acquire();
        std::thread([&] {
          try {
            lock->acquire();
          } catch (const threading::RuntimeError& error) {
            refused = error.what();
          }
        }).join();
        lock->release();
      });
    });
    QCOMPARE(refused, std::string("'mine' belongs to a controlled run: only the threads of that run may use it"));
  }

  void an_object_that_outlives_its_run_is_refused_in_the_next() {
    Bench bench;
    Lock lock("old");
    const SetUp set_up = [&](Program& program) { program.thread([&] { lock.acquire(), lock.release(); }); };
    QCOMPARE(bench.go(set_up).verdict, Verdict::holds);
    const Execution& second = bench.go(set_up);
    QCOMPARE(second.verdict, Verdict::fails);
    QVERIFY(second.what.find("'old' belongs to another run") != std::string::npos);
  }

  void one_run_cannot_start_another() {
    Bench bench;
    const Execution& execution = bench.go([](Program& program) {
      program.thread([] {
        Bench inner;
        inner.go([](Program&) {});
      });
    });
    QVERIFY(execution.what.find("cannot be started inside of another one") != std::string::npos);
  }

  void a_run_has_room_for_63_threads_and_says_so() {
    const std::string no_room = "a controlled run has room for 63 threads: start fewer";
    Bench bench;
    const Execution& in_the_set_up = bench.go([](Program& program) {
      for (int i = 0; i < 64; ++i) program.thread([] {});
    });
    QCOMPARE(in_the_set_up.verdict, Verdict::fails);
    QVERIFY(in_the_set_up.what.find(no_room) != std::string::npos);
    Bench other;
    const Execution& in_a_thread = other.go([](Program& program) {
      program.thread("starter", [] {
        for (int i = 0; i < 63; ++i) {
          threading::Thread child([] {});
          child.start();
          child.join();
        }
      });
    });
    QCOMPARE(in_a_thread.verdict, Verdict::fails);
    QVERIFY(in_a_thread.what.starts_with("starter raised: "));
    QVERIFY(in_a_thread.what.find(no_room) != std::string::npos);
  }

  void a_thread_that_the_run_refuses_was_not_started() {
    Bench bench;
    const Execution& execution = bench.go([](Program& program) {
      for (int i = 0; i < 62; ++i) program.thread([] {});
      program.thread("starter", [] {
        threading::Thread child([] {});
        try {
          child.start();
        } catch (const threading::RuntimeError&) {
        }
        check(!child.is_alive() && threading::active_count() <= 63, "the child is not there");
      });
    });
    QCOMPARE(execution.verdict, Verdict::holds);
  }

  void check_is_for_threads_of_a_run() { QVERIFY_THROWS_EXCEPTION(threading::RuntimeError, check(true, "x")); }

  void replays_of_a_schedule_all_have_one_hash() {
    Bench bench;
    RandomWalk walk(7, 1.0);
    const Execution first = bench.go(programs::buffer(programs::Waiting::once), walk);
    for (int i = 0; i < endurance_rounds(); ++i) {
      QCOMPARE(bench.go(programs::buffer(programs::Waiting::once), moves_of(first.steps)).hash, first.hash);
    }
  }

  void more_than_timeout_max_is_refused_where_a_future_would_be_waited_for() {
    const SetUp set_up = [](Program& program) {
      auto& answer = program.make<threading::Future<int>>("answer");
      auto& go_on = program.make<threading::Event>("go on");
      program.thread([&] {
        const auto timeout = threading::TIMEOUT_MAX + 1s;
        const std::vector futures{answer};
        check(is_refused([&] { answer.result(timeout); }), "result() takes it");
        check(is_refused([&] { static_cast<void>(answer.exception(timeout)); }), "exception() takes it");
        check(is_refused([&] { threading::wait(futures, timeout); }), "wait() takes it");
        check(is_refused([&] { threading::as_completed(futures, timeout).begin(); }), "as_completed() takes it");
        threading::ThreadPoolExecutor pool(1);
        auto results = pool.map(
            timeout, [&](int) { go_on.wait(); }, std::vector{1});
        check(is_refused([&] { results.begin(); }), "map() takes it");
        go_on.set();
        answer.set_result(1);
        check(answer.result(timeout) == 1, "result() of what is done looks at it");
      });
    };
    Bench bench;
    QCOMPARE(bench.go(set_up).what, std::string());
  }
};

QTEST_APPLESS_MAIN(TestControlledRun)
#include "tst_controlled_run.moc"
