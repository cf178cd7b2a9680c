#include <QtTest>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "threading/as_completed.h"
#include "threading/event.h"
#include "threading/thread_pool_executor.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;

namespace {

/// Counts those of its kind, as a task's own object.
class Counted {
 public:
  explicit Counted(std::atomic<int>& count) : count_(&count) { ++*count_; }
  Counted(const Counted& other) : count_(other.count_) { ++*count_; }
  Counted& operator=(const Counted&) = delete;
  ~Counted() { --*count_; }

 private:
  std::atomic<int>* count_;
};

}  // namespace

/// What becomes of executors and futures when their session is taken down.
class TestExecutorTakeDown : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void who_waits_for_a_future_that_is_never_resolved_is_unwound() {
    const Future<int> never("never");
    std::atomic<int> went_on{0};
    Watched watched;
    watched.start("result", [&] { went_on += never.result(); });
    watched.start("exception", [&] {
      never.exception();
      ++went_on;
    });
    QVERIFY(watched.until_blocked("result", "never"));
    QVERIFY(watched.until_blocked("exception", "never"));
    watched.end();
    QCOMPARE(went_on.load(), 0);
    QVERIFY(!never.done());
  }

  void workers_unwind_whether_they_idle_or_work() {
    threading::Event never("never");
    Watched watched;
    watched.start("maker", [&] {
      ThreadPoolExecutor pool({.max_workers = 3, .thread_name_prefix = "crew"});
      pool.submit([&] { never.wait(); });
      pool.submit([&] { never.wait(); });
      never.wait();
    });
    QVERIFY(watched.until_blocked("crew_1", "never"));
    QVERIFY(watched.until_blocked("maker", "never"));
    watched.session()->take_down();
    QVERIFY(watched.session()->wait_until_empty(Deadline::after(60s)));
  }

  void a_destructor_that_waits_is_unwound_once_its_workers_are_gone() {
    threading::Event never("never");
    std::atomic<int> inside{0};
    std::atomic<int> seen{-1};
    Watched watched;
    watched.start("maker", [&] {
      struct AtEnd {
        ~AtEnd() { seen = inside.load(); }
        std::atomic<int>& inside;
        std::atomic<int>& seen;
      } const at_end{inside, seen};
      ThreadPoolExecutor pool({.max_workers = 2, .thread_name_prefix = "crew"});
      for (int i = 0; i < 5; ++i) {
        pool.submit([&] {
          const Counted counted(inside);
          never.wait();
        });
      }
    });
    QVERIFY(watched.until_blocked("crew_1", "never"));
    QVERIFY(watched.until_blocked("maker", "crew pool"));
    watched.end();
    QCOMPARE(seen.load(), 0);
  }

  void a_destructor_that_waits_while_an_error_unwinds_leaves_no_worker_behind_either() {
    for (int round = 0; round < 50; ++round) {
      threading::Event never("never");
      std::atomic<bool> safe{true};
      Watched watched({.excepthook = [](const ThreadHandle&, const std::exception_ptr&) {}});
      watched.start("maker", [&] {
        std::atomic<int> on_the_stack{0};
        struct AtEnd {
          ~AtEnd() { safe = count == 0; }
          std::atomic<int>& count;
          std::atomic<bool>& safe;
        } const at_end{on_the_stack, safe};
        ThreadPoolExecutor pool({.max_workers = 2, .thread_name_prefix = "crew"});
        for (int i = 0; i < 2; ++i) {
          pool.submit([&] {
            const Counted counted(on_the_stack);
            never.wait();
          });
        }
        throw std::domain_error("broken");
      });
      QVERIFY(watched.until_blocked("crew_1", "never"));
      QVERIFY(watched.until_blocked("maker", "crew pool"));
      watched.end();
      QVERIFY(safe);
    }
  }

  void queued_tasks_are_let_go_with_the_executor() {
    threading::Event never("never");
    std::atomic<int> tasks{0};
    std::optional<Future<void>> queued;
    Watched watched;
    watched.start("maker", [&] {
      ThreadPoolExecutor pool({.max_workers = 1, .thread_name_prefix = "crew"});
      pool.submit([&, counted = Counted(tasks)] { never.wait(); });
      queued = pool.submit([counted = Counted(tasks)] {});
      never.wait();
    });
    QVERIFY(watched.until_blocked("crew_0", "never"));
    QVERIFY(watched.until_blocked("maker", "never"));
    watched.end();
    QCOMPARE(tasks.load(), 0);
    QVERIFY(!queued->done());
  }

  void taken_down_is_no_error_of_the_task() {
    threading::Event never("never");
    std::optional<Future<void>> future;
    Watched watched;
    watched.start("maker", [&] {
      ThreadPoolExecutor pool({.max_workers = 1, .thread_name_prefix = "crew"});
      future = pool.submit([&] { never.wait(); });
    });
    QVERIFY(watched.until_blocked("maker", "crew pool"));
    QVERIFY(watched.until_blocked("crew_0", "never"));
    watched.end();
    QVERIFY(future->running());
  }

  void an_executor_of_another_thread_notices_that_its_workers_were_taken_down() {
    threading::Event never("never");
    Watched watched;
    ThreadPoolExecutor pool({.max_workers = 2, .thread_name_prefix = "crew", .session = watched.session()});
    const auto running = pool.submit([&] { never.wait(); });
    QVERIFY(watched.until_blocked("crew_0", "never"));
    watched.end();
    pool.shutdown();
    QCOMPARE(pool.worker_count(), 0);
    QVERIFY(running.running());
  }

  void destructors_on_the_way_down_find_operations_that_return_at_once() {
    threading::Event never("never");
    const Future<int> number;
    const Future<std::vector<int>> list;
    const Future<void> nothing;
    const Future<int> cancelled;
    cancelled.cancel();
    std::atomic<bool> all_done{false};
    Watched watched;
    watched.start("worker", [&] {
      ThreadPoolExecutor pool(2);
      const auto use = [&] {
        number.result();
        QVERIFY(list.result().empty());
        nothing.result();
        QVERIFY(number.exception() == nullptr);
        QCOMPARE(cancelled.result(), 0);
        cancelled.set_result(1);
        cancelled.set_running_or_notify_cancel();
        threading::wait(std::vector{number});
        for ([[maybe_unused]] const auto& each : as_completed(std::vector{number})) std::terminate();
        pool.submit([] { std::terminate(); });
        pool.shutdown();
        pool.submit([] { std::terminate(); });
        ThreadPoolExecutor another(1);
        another.submit([] { std::terminate(); });
        all_done = true;
      };
      struct AtEnd {
        ~AtEnd() { work(); }
        std::function<void()> work;
      } const at_end{use};
      never.wait();
    });
    QVERIFY(watched.until_blocked("worker", "never"));
    watched.end();
    QVERIFY(all_done);
  }

  void a_done_callback_may_be_taken_down() {
    threading::Event never("never");
    std::atomic<bool> second{false};
    const Future<int> future;
    future.add_done_callback([&](const Future<int>&) { never.wait(); });
    future.add_done_callback([&](const Future<int>&) { second = true; });
    Watched watched;
    watched.start("resolver", [&] { future.set_result(1); });
    QVERIFY(watched.until_blocked("resolver", "never"));
    QCOMPARE(future.result(), 1);
    watched.end();
    QVERIFY(!second);
  }
};

QTEST_APPLESS_MAIN(TestExecutorTakeDown)
#include "tst_executor_take_down.moc"
