#include <QtTest>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "threading/error_text.h"
#include "threading/event.h"
#include "threading/thread_pool_executor.h"
#include "threading/wait.h"
#include "threading/warning.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;

namespace {

constexpr Shutdown without_waiting{.wait = Shutdown::Wait::not_at_all};
constexpr Shutdown cancelling{.wait = Shutdown::Wait::not_at_all, .backlog = Shutdown::Backlog::cancel};

/// An executor with one worker, which is busy until told.
struct Busy {
  Busy() {
    working = pool->submit([this] {
      began.set();
      go_on.wait();
    });
    began.wait();
  }
  ~Busy() { go_on.set(); }
  Busy(const Busy&) = delete;
  Busy& operator=(const Busy&) = delete;

  threading::Event began;
  threading::Event go_on;
  std::optional<ThreadPoolExecutor> pool{1};
  std::optional<Future<void>> working;
};

/// Keeps what the warning hook is told.
class Warnings {
 public:
  Warnings()
      : before_(set_warning_hook([this](const std::string& what, const std::exception_ptr& error) {
          monitor_.note([&](Turn&) { told_.push_back(what + ": " + error_text(error)); });
        })) {}
  ~Warnings() { set_warning_hook(before_); }
  Warnings(const Warnings&) = delete;
  Warnings& operator=(const Warnings&) = delete;

  std::vector<std::string> told() {
    std::vector<std::string> told;
    monitor_.note([&](Turn&) { told = told_; });
    return told;
  }

 private:
  Monitor monitor_;
  std::vector<std::string> told_;  // guarded by monitor_
  WarningHook before_;
};

}  // namespace

class TestExecutorShutdown : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void shutdown_may_be_repeated() {
    ThreadPoolExecutor pool(2);
    pool.submit([] {}).result();
    pool.shutdown();
    pool.shutdown();
    pool.shutdown(cancelling);
    QCOMPARE(pool.worker_count(), 0);
  }

  void an_executor_that_was_never_used_shuts_down() {
    ThreadPoolExecutor pool;
    pool.shutdown();
  }

  void submit_and_map_after_it_raise_runtime_error() {
    ThreadPoolExecutor pool(1);
    pool.shutdown();
    QVERIFY_THROWS_EXCEPTION(RuntimeError, pool.submit([] {}));
    QVERIFY_THROWS_EXCEPTION(RuntimeError, pool.map([](int i) { return i; }, std::vector{1}));
  }

  void queued_work_is_still_done() {
    std::atomic<int> ran{0};
    ThreadPoolExecutor pool(2);
    for (int i = 0; i < 100; ++i) pool.submit([&] { ++ran; });
    pool.shutdown();
    QCOMPARE(ran.load(), 100);
    QCOMPARE(pool.worker_count(), 0);
  }

  void without_waiting_it_returns_at_once_and_the_queued_work_is_still_done() {
    Busy busy;
    const auto queued = busy.pool->submit([] { return 5; });
    busy.pool->shutdown(without_waiting);
    QVERIFY(!busy.working->done());
    QVERIFY_THROWS_EXCEPTION(RuntimeError, busy.pool->submit([] {}));
    busy.go_on.set();
    QCOMPARE(queued.result(), 5);
  }

  void cancel_futures_cancels_what_has_not_begun_and_only_that() {
    Busy busy;
    std::vector<Future<void>> queued;
    std::atomic<bool> ran{false};
    for (int i = 0; i < 3; ++i) queued.push_back(busy.pool->submit([&] { ran = true; }));
    int told = 0;
    queued[1].add_done_callback([&](const Future<void>& future) { told += future.cancelled() ? 1 : 100; });
    busy.pool->shutdown(cancelling);
    for (const auto& future : queued) QVERIFY(future.cancelled());
    QCOMPARE(told, 1);
    QVERIFY(busy.working->running());
    busy.go_on.set();
    busy.pool->shutdown();
    busy.working->result();
    QVERIFY(!ran);
  }

  void after_cancel_futures_wait_on_those_never_returns() {
    Busy busy;
    const auto queued = busy.pool->submit([] {});
    busy.pool->shutdown(cancelling);
    busy.go_on.set();
    busy.pool->shutdown();
    QVERIFY(queued.cancelled());
    QVERIFY(threading::wait(std::vector{queued}, 0s).done.empty());
    Watched watched;
    watched.start("waiter", [&] { threading::wait(std::vector{queued}); });
    QVERIFY(watched.until_blocked("waiter", "1 futures"));
  }

  void cancel_futures_lets_the_callables_go() {
    const auto token = std::make_shared<int>(1);
    Busy busy;
    const auto queued = busy.pool->submit([token] {});
    busy.pool->shutdown(cancelling);
    QCOMPARE(token.use_count(), 1);
  }

  void a_worker_cannot_wait_for_its_own_end() {
    ThreadPoolExecutor pool(1);
    const auto future = pool.submit([&] { pool.shutdown(); });
    QVERIFY_THROWS_EXCEPTION(RuntimeError, future.result());
    pool.submit([&] { pool.shutdown(without_waiting); }).result();
    QVERIFY_THROWS_EXCEPTION(RuntimeError, pool.submit([] {}));
  }

  void several_threads_may_shut_down() {
    std::atomic<int> ran{0};
    ThreadPoolExecutor pool(3);
    for (int i = 0; i < 30; ++i) pool.submit([&] { ++ran; });
    std::vector<Thread> threads;
    for (int i = 0; i < 3; ++i) {
      threads.emplace_back([&] { pool.shutdown(); });
      threads.back().start();
    }
    for (const Thread& thread : threads) thread.join();
    QCOMPARE(ran.load(), 30);
  }

  void its_destructor_waits() {
    std::atomic<int> ran{0};
    {
      ThreadPoolExecutor pool(2);
      for (int i = 0; i < 100; ++i) pool.submit([&] { ++ran; });
    }
    QCOMPARE(ran.load(), 100);
  }

  void futures_outlive_their_executor() {
    std::optional<Future<std::string>> future;
    {
      ThreadPoolExecutor pool(1);
      future = pool.submit([] { return std::string("still here"); });
    }
    QCOMPARE(future->result(), "still here");
    QVERIFY(!future->cancel());
  }

  void the_last_owner_of_an_executor_may_be_one_of_its_tasks() {
    const Future<void> done;
    auto pool = std::make_shared<ThreadPoolExecutor>(1);
    threading::Event go;
    pool->submit([&go, done, pool] {
      go.wait();
      pool->submit([done] { done.set_result(); });
    });
    pool.reset();
    go.set();
    done.result();
  }

  void handles_dropped_inside_callbacks_do_no_harm() {
    for (int round = 0; round < 200; ++round) {
      ThreadPoolExecutor pool(2);
      auto future = std::make_shared<Future<std::string>>(pool.submit([] { return std::string("text"); }));
      future->add_done_callback([mine = future](const Future<std::string>& done) mutable {
        mine.reset();
        done.result();
      });
    }
  }

  void a_failing_initializer_breaks_the_pool() {
    Warnings warnings;
    threading::Event go;
    ThreadPoolExecutor pool({.max_workers = 1, .thread_name_prefix = "crew"}, [&] {
      go.wait();
      throw std::runtime_error("cannot begin");
    });
    std::vector<Future<void>> queued;
    for (int i = 0; i < 3; ++i) queued.push_back(pool.submit([] {}));
    queued[1].cancel();
    go.set();
    QVERIFY_THROWS_EXCEPTION(BrokenThreadPool, queued[0].result());
    QVERIFY_THROWS_EXCEPTION(BrokenThreadPool, queued[2].result());
    QVERIFY(queued[1].cancelled());
    QVERIFY_THROWS_EXCEPTION(BrokenThreadPool, pool.submit([] {}));
    QVERIFY_THROWS_EXCEPTION(RuntimeError, pool.map([](int) {}, std::vector{1}));
    pool.shutdown();
    QVERIFY_THROWS_EXCEPTION(BrokenThreadPool, pool.submit([] {}));
    QCOMPARE(warnings.told(), (std::vector<std::string>{"Exception in an initializer of crew: cannot begin"}));
  }

  void a_worker_whose_initializer_succeeded_outlives_one_whose_failed() {
    Warnings warnings;
    std::atomic<int> calls{0};
    threading::Event go;
    ThreadPoolExecutor pool({.max_workers = 2}, [&] {
      if (++calls == 2) throw std::runtime_error("second");
    });
    const auto first = pool.submit([&] { go.wait(); });
    QVERIFY(until([&] { return first.running(); }));
    const auto second = pool.submit([] {});
    QVERIFY_THROWS_EXCEPTION(BrokenThreadPool, second.result());
    go.set();
    first.result();
    QVERIFY(until([&] { return pool.worker_count() == 1; }));
  }

  void a_future_that_somebody_else_resolved_is_reported_and_the_worker_survives() {
    Warnings warnings;
    ThreadPoolExecutor pool({.max_workers = 1, .thread_name_prefix = "crew"});
    threading::Event go;
    const auto future = pool.submit([&] {
      go.wait();
      return 1;
    });
    QVERIFY(until([&] { return future.running(); }));
    future.set_result(2);
    go.set();
    QCOMPARE(pool.submit([] { return 3; }).result(), 3);
    QCOMPARE(future.result(), 2);
    pool.shutdown();
    QCOMPARE(warnings.told().size(), std::size_t{1});
    QVERIFY(warnings.told().front().starts_with("Exception in a worker of crew: cannot give the future an outcome"));
  }
};

QTEST_APPLESS_MAIN(TestExecutorShutdown)
#include "tst_executor_shutdown.moc"
