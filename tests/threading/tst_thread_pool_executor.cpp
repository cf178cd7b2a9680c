#include <QtTest>
#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "threading/current_thread.h"
#include "threading/error_text.h"
#include "threading/event.h"
#include "threading/thread_pool_executor.h"
#include "threading/wait.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

namespace {

/// Counts the threads inside, and lets them go together.
class Meeting {
 public:
  void operator()() {
    int inside = ++inside_;
    int most = most_;
    while (inside > most && !most_.compare_exchange_weak(most, inside)) {
    }
    open_.wait();
    --inside_;
  }
  bool until_inside(int count) {
    return until([&] { return inside_ == count; });
  }
  void open() { open_.set(); }
  int most() const { return most_; }

 private:
  std::atomic<int> inside_{0};
  std::atomic<int> most_{0};
  threading::Event open_;
};

}  // namespace

class TestThreadPoolExecutor : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void max_workers_below_one_raises_value_error() {
    for (const int count : {0, -1}) QVERIFY_THROWS_EXCEPTION(ValueError, ThreadPoolExecutor{count});
  }

  void a_non_callable_initializer_does_not_compile_and_null_raises_type_error() {
    using Options = ThreadPoolExecutor::Options;
    static_assert(!std::is_constructible_v<ThreadPoolExecutor, Options, int>);
    static_assert(!std::is_constructible_v<ThreadPoolExecutor, Options, void (*)(int)>);
    using Function = void (*)();
    QVERIFY_THROWS_EXCEPTION(TypeError, ThreadPoolExecutor(Options{}, Function{nullptr}));
    QVERIFY_THROWS_EXCEPTION(TypeError, ThreadPoolExecutor(Options{}, std::function<void()>{}));
  }

  void there_are_four_more_workers_than_processors_but_not_above_32() {
    const int expected = std::min(32, static_cast<int>(std::thread::hardware_concurrency()) + 4);
    QCOMPARE(ThreadPoolExecutor().max_workers(), expected);
    QCOMPARE(ThreadPoolExecutor(3).max_workers(), 3);
  }

  void workers_are_called_by_prefix_and_number() {
    ThreadPoolExecutor pool({.max_workers = 2, .thread_name_prefix = "crew"});
    Meeting meeting;
    std::vector<Future<std::string>> names;
    for (int i = 0; i < 2; ++i) {
      names.push_back(pool.submit([&] {
        meeting();
        return current_thread().name();
      }));
    }
    QVERIFY(meeting.until_inside(2));
    meeting.open();
    QCOMPARE((std::set{names[0].result(), names[1].result()}), (std::set<std::string>{"crew_0", "crew_1"}));
  }

  void without_a_prefix_executors_are_numbered_in_their_session() {
    Watched watched;
    for (const std::string number : {"0", "1"}) {
      ThreadPoolExecutor pool({.session = watched.session()});
      const std::string name = pool.submit([] { return current_thread().name(); }).result();
      QCOMPARE(name, "ThreadPoolExecutor-" + number + "_0");
    }
  }

  void workers_belong_to_the_session_of_the_thread_that_made_the_executor() {
    Watched watched;
    std::string path;
    watched
        .start("maker",
               [&] {
                 ThreadPoolExecutor pool(1);
                 const auto future = pool.submit([] { return Context::current().session(); });
                 if (future.result() == watched.session().get()) path = "the same";
               })
        .join();
    QCOMPARE(path, "the same");
  }

  void whatever_the_callable_throws_lands_in_the_future_and_the_worker_survives() {
    ThreadPoolExecutor pool(1);
    const auto number = pool.submit([] { throw 5; });
    const auto exit = pool.submit([] { throw SystemExit(); });
    const auto error = pool.submit([]() -> int { throw std::domain_error("broken"); });
    const auto fine = pool.submit([] { return get_ident(); });
    QVERIFY_THROWS_EXCEPTION(std::domain_error, error.result());
    QVERIFY(is_system_exit(exit.exception()));
    QVERIFY(number.exception() != nullptr);
    QVERIFY(fine.result() != get_ident());
    QCOMPARE(pool.worker_count(), 1);
  }

  void arguments_are_handed_over_and_results_come_back() {
    ThreadPoolExecutor pool(2);
    QCOMPARE(pool.submit([](int a, const std::string& b) { return b + std::to_string(a); }, 7, "x").result(), "x7");
    QCOMPARE(*pool.submit([](std::unique_ptr<int> p) { return p; }, std::make_unique<int>(3)).result(), 3);
    pool.submit([p = std::make_unique<int>(1)] {}).result();
  }

  void cancelling_a_queued_task_it_never_runs() {
    Meeting meeting;
    std::atomic<bool> ran{false};
    ThreadPoolExecutor pool(1);
    const auto first = pool.submit([&] { meeting(); });
    QVERIFY(meeting.until_inside(1));
    const auto queued = pool.submit([&] { ran = true; });
    QVERIFY(!first.cancel());
    QVERIFY(queued.cancel());
    // Done to wait() only when a worker has passed it.
    QVERIFY(threading::wait(std::vector{queued}, 0s).done.empty());
    meeting.open();
    QCOMPARE(threading::wait(std::vector{queued}).done.size(), std::size_t{1});
    pool.shutdown();
    QVERIFY(!ran);
  }

  void submit_from_inside_a_task_works() {
    ThreadPoolExecutor pool(2);
    const auto outer = pool.submit([&] { return pool.submit([] { return 5; }).result() + 1; });
    QCOMPARE(outer.result(), 6);
  }

  void submit_from_a_done_callback_works() {
    ThreadPoolExecutor pool(1);
    const Future<int> second;
    pool.submit([] { return 5; }).add_done_callback([&](const Future<int>& first) {
      pool.submit([second, value = first.result()] { second.set_result(value + 1); });
    });
    QCOMPARE(second.result(), 6);
  }

  void workers_are_started_one_by_one_only_when_none_is_idle() {
    ThreadPoolExecutor pool(3);
    QCOMPARE(pool.worker_count(), 0);
    for (int i = 0; i < 20; ++i) {
      pool.submit([] {}).result();
      QVERIFY(until([&] { return pool.idle_worker_count() == 1; }));
      QCOMPARE(pool.worker_count(), 1);
    }
    Meeting meeting;
    for (int expected : {1, 2, 3, 3, 3}) {
      pool.submit([&] { meeting(); });
      QVERIFY(meeting.until_inside(expected));
      QCOMPARE(pool.worker_count(), expected);
      QCOMPARE(pool.idle_worker_count(), 0);
    }
    meeting.open();
    QVERIFY(until([&] { return pool.idle_worker_count() == 3; }));
    QCOMPARE(pool.worker_count(), 3);
  }

  void max_workers_tasks_really_run_at_the_same_time_and_not_more() {
    Meeting meeting;
    ThreadPoolExecutor pool(4);
    for (int i = 0; i < 12; ++i) pool.submit([&] { meeting(); });
    QVERIFY(meeting.until_inside(4));
    meeting.open();
    pool.shutdown();
    QCOMPARE(meeting.most(), 4);
  }

  void a_task_is_let_go_before_its_worker_idles() {
    const auto token = std::make_shared<int>(1);
    ThreadPoolExecutor pool(1);
    const auto future = pool.submit([token](const std::shared_ptr<int>&) {}, token);
    QVERIFY(until([&] { return pool.idle_worker_count() == 1; }));
    QCOMPARE(token.use_count(), 1);
    QVERIFY(future.done());
  }

  void the_initializer_runs_once_per_worker_in_the_worker_before_its_first_task() {
    thread_local int prepared = 0;
    std::atomic<int> calls{0};
    Meeting meeting;
    ThreadPoolExecutor pool(
        {.max_workers = 2},
        [&](int number, const std::string& text) {
          prepared = number + static_cast<int>(text.size());
          ++calls;
        },
        40, std::string("ab"));
    std::vector<Future<int>> seen;
    for (int i = 0; i < 2; ++i) {
      seen.push_back(pool.submit([&] {
        meeting();
        return prepared;
      }));
    }
    QVERIFY(meeting.until_inside(2));
    meeting.open();
    for (int i = 0; i < 10; ++i) seen.push_back(pool.submit([&] { return prepared; }));
    for (const auto& future : seen) QCOMPARE(future.result(), 42);
    pool.shutdown();
    QCOMPARE(calls.load(), 2);
  }

  void the_trace_tells_what_waits_in_the_queue() {
    Watched watched;
    watched
        .start("maker",
               [&] {
                 ThreadPoolExecutor pool({.max_workers = 1, .thread_name_prefix = "crew"});
                 pool.submit([] {}).result();
               })
        .join();
    const auto history = watched.history("crew pool");
    std::vector<EventKind> kinds;
    for (const trace::Event& event : history) {
      if (event.kind == EventKind::put || event.kind == EventKind::got) kinds.push_back(event.kind);
    }
    QCOMPARE(kinds, (std::vector{EventKind::put, EventKind::got}));
    QCOMPARE(watched.objects().begin()->second.kind, trace::ObjectKind::executor);
    const auto put =
        std::find_if(history.begin(), history.end(), [](const auto& e) { return e.kind == EventKind::put; });
    QCOMPARE(put->value, 1);
    QVERIFY(put->source.file().ends_with("tst_thread_pool_executor.cpp"));
  }

  void futures_are_called_by_the_number_of_their_task() {
    Event submitted;
    Watched watched;
    watched.start("main", [&] {
      ThreadPoolExecutor pool({.max_workers = 1, .thread_name_prefix = "worker"});
      pool.submit([&] {
        submitted.wait();
        pool.submit([] {}).result();  // for ever: the only worker is here
      });
      const auto second = pool.submit([] {});
      submitted.set();
      second.result();
    });
    QVERIFY(watched.until_blocked("main", "task 2"));
    QVERIFY(watched.until_blocked("worker_0", "task 3"));
  }

  void an_exception_inside_its_scope_is_not_swallowed_and_all_is_waited_for() {
    std::atomic<int> ran{0};
    QVERIFY_THROWS_EXCEPTION(std::domain_error, [&] {
      ThreadPoolExecutor pool(2);
      for (int i = 0; i < 50; ++i) pool.submit([&] { ++ran; });
      throw std::domain_error("broken");
    }());
    QCOMPARE(ran.load(), 50);
  }
};

QTEST_APPLESS_MAIN(TestThreadPoolExecutor)
#include "tst_thread_pool_executor.moc"
