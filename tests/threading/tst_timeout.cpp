#include <QtTest>
#include <atomic>
#include <cmath>
#include <exception>
#include <functional>
#include <limits>
#include <string>
#include <tuple>
#include <vector>

#include "threading/as_completed.h"
#include "threading/condition.h"
#include "threading/event.h"
#include "threading/excepthook.h"
#include "threading/future.h"
#include "threading/queue.h"
#include "threading/simple_queue.h"
#include "threading/thread_pool_executor.h"
#include "threading/timeout.h"
#include "threading/timer.h"
#include "threading/wait.h"
#include "threading/watched.h"
#include "threading/with.h"

using namespace std::chrono_literals;
using namespace threading;

namespace {

const std::string too_large = "timeout value is too large: at most TIMEOUT_MAX can be waited for";

/// What an OverflowError says; empty if none is raised.
std::string refusal(const std::function<void()>& wait) {
  try {
    wait();
  } catch (const OverflowError& error) {
    return error.what();
  }
  return {};
}

}  // namespace

class TestTimeout : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void timeout_max_is_pythons() { QCOMPARE(TIMEOUT_MAX.count(), 9'223'372'036); }

  void any_duration_is_a_timeout() {
    QCOMPARE(Timeout(1500ms).seconds(), 1.5L);
    QCOMPARE(Timeout(2min).seconds(), 120.0L);
    QCOMPARE(Timeout(std::chrono::duration<double>(0.25)).seconds(), 0.25L);
  }

  void signs_are_told() {
    QVERIFY(Timeout(-1ns).negative());
    QVERIFY(Timeout(0s).zero_or_negative());
    QVERIFY(!Timeout(0s).negative());
    QVERIFY(!Timeout(1ns).zero_or_negative());
    QVERIFY(Timeout(-1s).minus_one());
    QVERIFY(Timeout(-1000ms).minus_one());
    QVERIFY(!Timeout(-1ms).minus_one());
  }

  void what_is_not_a_number_raises_value_error() {
    const std::chrono::duration<double> nan(std::nan(""));
    QVERIFY_THROWS_EXCEPTION(ValueError, Timeout{nan});
  }

  void zero_and_negative_are_at_once() {
    for (const Timeout timeout : {Timeout(0s), Timeout(-1s), Timeout(std::chrono::hours::min())}) {
      const Deadline deadline = Deadline::after(timeout);
      QVERIFY(deadline.is_at_once());
      QVERIFY(deadline.passed());
      QCOMPARE(deadline.remaining(), 0);
    }
  }

  void never_never_passes() {
    QVERIFY(Deadline::never().is_never());
    QVERIFY(!Deadline::never().passed());
    QCOMPARE(Deadline::never().remaining(), -1);
    QVERIFY(Deadline::never().checked().is_never());
  }

  void a_deadline_passes_when_its_time_has_come() {
    const auto began = Deadline::Clock::now();
    const Deadline deadline = Deadline::after(10ms);
    QVERIFY(deadline.remaining() <= 10'000'000);
    QVERIFY(until([&] { return deadline.passed(); }));
    QVERIFY(Deadline::Clock::now() - began >= 10ms);
    QCOMPARE(deadline.remaining(), 0);
  }

  void timeout_max_saturates_instead_of_overflowing() {
    const Deadline deadline = Deadline::after(TIMEOUT_MAX);
    QVERIFY(!deadline.passed());
    QVERIFY(!deadline.checked().passed());
    QVERIFY(deadline.is_never() || deadline.remaining() > 0);
    QVERIFY(!Deadline::after(TIMEOUT_MAX - 1s).passed());
    QVERIFY(!Deadline::after(TIMEOUT_MAX / 2).passed());
    QVERIFY(Deadline::after(TIMEOUT_MAX / 2).remaining() > 0);
  }

  void waiting_for_timeout_max_really_blocks() {
    const std::vector<Future<int>> futures{Future<int>("answer")};
    Queue<int> full(1, "full");
    full.put(1);
    SimpleQueue<int> simple("simple");
    Condition changed("changed");
    bool change = false;
    const std::vector<std::tuple<std::string, std::string, std::function<void()>>> waits{
        {"result", "answer", [&] { futures[0].result(TIMEOUT_MAX); }},
        {"exception", "answer", [&] { static_cast<void>(futures[0].exception(TIMEOUT_MAX)); }},
        {"wait", "1 futures", [&] { threading::wait(futures, TIMEOUT_MAX); }},
        {"as_completed", "1 futures",
         [&] {
           for (const auto& done : as_completed(futures, TIMEOUT_MAX)) done.result();
         }},
        {"put", "full", [&] { full.put(2, TIMEOUT_MAX); }},
        {"get", "simple", [&] { simple.get(TIMEOUT_MAX); }},
        {"wait_for", "changed",
         [&] {
           const With with(changed);
           changed.wait_for([&] { return change; }, TIMEOUT_MAX);
         }},
    };
    Watched watched;
    std::vector<Thread> threads;
    for (const auto& [name, object, wait] : waits) {
      threads.push_back(watched.start(name, wait));
      QVERIFY2(watched.until_blocked(name, object), name.c_str());
    }
    futures[0].set_result(1);
    full.get();
    simple.put(1);
    {
      const With with(changed);
      change = true;
      changed.notify_all();
    }
    for (const Thread& thread : threads) thread.join();
  }

  void map_with_timeout_max_really_blocks() {
    Event go_on("go on");
    ThreadPoolExecutor pool(1);
    std::vector<int> results;
    Watched watched;
    const Thread asker = watched.start("asker", [&] {
      const auto answer = [&](int number) { return go_on.wait() ? number : 0; };
      for (const int result : pool.map(TIMEOUT_MAX, answer, std::vector{4, 5})) results.push_back(result);
    });
    QVERIFY(watched.until_blocked("asker", "task 1"));
    go_on.set();
    asker.join();
    QCOMPARE(results, (std::vector{4, 5}));
  }

  void more_than_timeout_max_is_refused_by_whoever_would_wait_for_a_future() {
    const std::vector<Future<int>> futures{Future<int>("answer")};
    const Timeout timeout = TIMEOUT_MAX + 1s;
    const std::vector<std::pair<std::string, std::function<void()>>> waits{
        {"result", [&] { futures[0].result(timeout); }},
        {"exception", [&] { static_cast<void>(futures[0].exception(timeout)); }},
        {"wait", [&] { threading::wait(futures, timeout); }},
        {"as_completed",
         [&] {
           for (const auto& done : as_completed(futures, timeout)) done.result();
         }},
    };
    for (const auto& [name, wait] : waits) QCOMPARE(name + ": " + refusal(wait), name + ": " + too_large);
    QVERIFY(!futures[0].done());
    futures[0].set_result(1);
    for (const auto& [name, wait] : waits) QCOMPARE(name + ": " + refusal(wait), name + ": ");
  }

  void map_refuses_more_than_timeout_max_where_it_would_wait_and_cancels_what_is_left() {
    Event begun("begun");
    Event go_on("go on");
    std::atomic<int> ran{0};
    ThreadPoolExecutor pool(1);
    const auto answer = [&](int number) {
      begun.set();
      go_on.wait();
      return ran += number;
    };
    auto results = pool.map(TIMEOUT_MAX + 1s, answer, std::vector{1, 1});
    begun.wait();
    QCOMPARE(refusal([&] { static_cast<void>(results.begin()); }), too_large);
    go_on.set();
    QCOMPARE(refusal([&] {
               for (const int result : pool.map(TIMEOUT_MAX + 1s, answer, std::vector<int>())) ran += result;
             }),
             std::string());
    pool.shutdown();
    QCOMPARE(ran.load(), 1);
  }

  void a_timer_of_more_than_timeout_max_dies_of_it() {
    std::string sentence;
    set_excepthook([&](const ThreadHandle&, const std::exception_ptr& error) {
      sentence = refusal([&] { std::rethrow_exception(error); });
    });
    Timer timer(TIMEOUT_MAX + 1s, [] {});
    timer.start();
    timer.join();
    set_excepthook(nullptr);
    QCOMPARE(sentence, too_large);
  }

  void beyond_timeout_max_raises_for_whoever_would_wait() {
    for (const Timeout timeout : {Timeout(TIMEOUT_MAX + 1s), Timeout(std::chrono::hours::max()),
                                  Timeout(std::chrono::duration<double>(std::numeric_limits<double>::infinity()))}) {
      const Deadline deadline = Deadline::after(timeout);
      QVERIFY_THROWS_EXCEPTION(OverflowError, deadline.checked());
      QVERIFY(!deadline.passed());
    }
  }
};

QTEST_APPLESS_MAIN(TestTimeout)
#include "tst_timeout.moc"
