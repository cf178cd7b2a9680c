#include <QtTest>
#include <algorithm>
#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "threading/event.h"
#include "threading/thread.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

namespace {

/// A Thread as Python's users derive it.
class Overriding final : public Thread {
 public:
  explicit Overriding(int& result) : result_(result) {}
  void run() override { result_ = 42; }

 private:
  int& result_;
};

bool contains(const std::vector<ThreadHandle>& threads, const ThreadHandle& thread) {
  return std::find(threads.begin(), threads.end(), thread) != threads.end();
}

}  // namespace

class TestThread : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void runs_its_callable_with_its_arguments_in_another_thread() {
    int sum = 0;
    std::uint64_t ident = 0;
    Thread thread(
        [&](int a, const std::unique_ptr<int>& b) {
          sum = a + *b;
          ident = get_ident();
        },
        1, std::make_unique<int>(2));
    thread.start();
    thread.join();
    QCOMPARE(sum, 3);
    QVERIFY(ident != get_ident());
  }

  void an_overridden_run_is_what_the_thread_does() {
    int result = 0;
    Overriding thread(result);
    thread.start();
    thread.join();
    QCOMPARE(result, 42);
  }

  void run_called_directly_runs_in_the_caller_and_once() {
    int calls = 0;
    Thread thread([&] { ++calls; });
    thread.run();
    thread.run();
    QCOMPARE(calls, 1);
    QVERIFY(!thread.is_alive());
  }

  void the_default_name_counts_and_an_explicit_one_uses_no_number() {
    const auto session = std::make_shared<Session>(Session::Options{});
    const Thread first({.session = session}, [] {});
    const Thread named({.name = "worker", .session = session}, [] {});
    const Thread second({.session = session}, [] {});
    QCOMPARE(first.name(), "Thread-1");
    QCOMPARE(named.name(), "worker");
    QCOMPARE(second.name(), "Thread-2");
  }

  void the_default_name_tells_its_target_if_it_has_a_name() {
    const auto session = std::make_shared<Session>(Session::Options{});
    const Thread first({.target_name = "work", .session = session}, [] {});
    const Thread named({.name = "worker", .target_name = "work", .session = session}, [] {});
    const Thread second({.session = session}, [] {});
    QCOMPARE(first.name(), "Thread-1 (work)");
    QCOMPARE(named.name(), "worker");
    QCOMPARE(second.name(), "Thread-2");
  }

  void a_thread_may_be_renamed_and_the_trace_knows_it() {
    Watched watched;
    Thread thread({.name = "old", .session = watched.session()}, [] {});
    thread.set_name("new");
    QCOMPARE(thread.name(), "new");
    thread.start();
    thread.join();
    QCOMPARE(watched.name(watched.events(EventKind::thread_finished).front().thread), "new");
  }

  void ident_and_native_id_are_none_before_start_and_kept_after_the_end() {
    std::uint64_t ident = 0;
    int native_id = 0;
    Thread thread([&] {
      ident = get_ident();
      native_id = get_native_id();
    });
    QCOMPARE(thread.ident(), std::nullopt);
    QCOMPARE(thread.native_id(), std::nullopt);
    thread.start();
    QVERIFY(thread.ident().has_value());
    QVERIFY(thread.native_id().has_value());
    thread.join();
    QCOMPARE(thread.ident(), std::optional(ident));
    QCOMPARE(thread.native_id(), std::optional(native_id));
  }

  void is_alive_is_false_then_true_then_false() {
    threading::Event go;
    Thread thread([&] { go.wait(); });
    QVERIFY(!thread.is_alive());
    thread.start();
    QVERIFY(thread.is_alive());
    go.set();
    thread.join();
    QVERIFY(!thread.is_alive());
  }

  void start_returns_only_once_the_thread_is_alive_with_its_ident() {
    for (int i = 0; i < 200; ++i) {
      threading::Event go;
      Thread thread([&] { go.wait(); });
      thread.start();
      QVERIFY(thread.is_alive());
      QVERIFY(thread.ident().has_value());
      QVERIFY(thread.native_id().has_value());
      QVERIFY(contains(enumerate(), thread));
      go.set();
      thread.join();
    }
  }

  void starting_twice_raises_runtime_error_also_when_it_has_ended() {
    threading::Event go;
    Thread thread([&] { go.wait(); });
    thread.start();
    QVERIFY_THROWS_EXCEPTION(RuntimeError, thread.start());
    go.set();
    thread.join();
    QVERIFY_THROWS_EXCEPTION(RuntimeError, thread.start());
  }

  void join_before_start_raises_runtime_error() {
    const Thread thread([] {});
    QVERIFY_THROWS_EXCEPTION(RuntimeError, thread.join());
    QVERIFY_THROWS_EXCEPTION(RuntimeError, thread.join(0s));
  }

  void joining_oneself_raises_runtime_error() {
    std::atomic<bool> raised{false};
    Thread thread([&] {
      try {
        current_thread().join();
      } catch (const RuntimeError&) {
        raised = true;
      }
    });
    thread.start();
    thread.join();
    QVERIFY(raised);
    QVERIFY_THROWS_EXCEPTION(RuntimeError, current_thread().join());
  }

  void setting_daemon_after_start_raises_runtime_error() {
    Thread thread([] {});
    thread.set_daemon(true);
    QVERIFY(thread.daemon());
    thread.start();
    QVERIFY_THROWS_EXCEPTION(RuntimeError, thread.set_daemon(false));
    thread.join();
    QVERIFY_THROWS_EXCEPTION(RuntimeError, thread.set_daemon(false));
    QVERIFY(thread.daemon());
    QVERIFY_THROWS_EXCEPTION(RuntimeError, current_thread().set_daemon(true));
  }

  void a_timed_join_returns_after_the_timeout_with_the_thread_alive() {
    threading::Event go;
    Thread thread([&] { go.wait(); });
    thread.start();
    const auto began = std::chrono::steady_clock::now();
    QVERIFY(!thread.join(20ms));
    QVERIFY(std::chrono::steady_clock::now() - began >= 20ms);
    QVERIFY(thread.is_alive());
    go.set();
    QVERIFY(thread.join(1h));
  }

  void zero_and_negative_timeouts_of_join_poll() {
    threading::Event go;
    Thread thread([&] { go.wait(); });
    thread.start();
    QVERIFY(!thread.join(0s));
    QVERIFY(!thread.join(-5s));
    go.set();
    thread.join();
    QVERIFY(thread.join(0s));
    QVERIFY(thread.join(-5s));
  }

  void join_may_be_repeated_and_by_several_threads_at_once() {
    threading::Event go;
    Watched watched;
    const Thread thread = watched.start("joined", [&] { go.wait(); });
    std::vector<Thread> joiners;
    for (int i = 0; i < 4; ++i) {
      const std::string name = "joiner-" + std::to_string(i);
      joiners.push_back(watched.start(name, [&] { thread.join(); }));
      QVERIFY(watched.until_blocked(name, "joined"));
    }
    go.set();
    for (const Thread& joiner : joiners) joiner.join();
    thread.join();
    thread.join();
  }

  void join_with_timeout_max_really_waits() {
    threading::Event go;
    Watched watched;
    const Thread thread = watched.start("joined", [&] { go.wait(); });
    const Thread joiner = watched.start("joiner", [&] { thread.join(TIMEOUT_MAX); });
    QVERIFY(watched.until_blocked("joiner", "joined"));
    go.set();
    joiner.join();
  }

  void the_callable_and_its_arguments_are_let_go_before_join_returns() {
    for (int i = 0; i < 200; ++i) {
      const auto captured = std::make_shared<int>(1);
      const auto argument = std::make_shared<int>(2);
      Thread thread([captured](const std::shared_ptr<int>&) {}, argument);
      QCOMPARE(captured.use_count(), 2);
      thread.start();
      thread.join();
      QCOMPARE(captured.use_count(), 1);
      QCOMPARE(argument.use_count(), 1);
    }
  }

  void a_callable_that_never_ran_goes_with_the_thread() {
    const auto captured = std::make_shared<int>(1);
    {
      const Thread thread([captured] {});
    }
    QCOMPARE(captured.use_count(), 1);
  }

  void may_be_dropped_while_it_runs() {
    threading::Event go;
    std::atomic<int> ended{0};
    for (int i = 0; i < 20; ++i) {
      Thread thread([&] {
        go.wait();
        ++ended;
      });
      thread.start();
    }
    go.set();
    QVERIFY(until([&] { return ended == 20 && active_count() == 1; }));
  }

  void may_be_moved_while_it_runs() {
    threading::Event go;
    std::atomic<int> result{0};
    Thread thread(
        [&](int argument) {
          go.wait();
          result = argument;
        },
        9);
    thread.start();
    const Thread moved = std::move(thread);
    go.set();
    moved.join();
    QCOMPARE(result.load(), 9);
  }

  void a_copy_of_the_handle_means_the_same_thread() {
    threading::Event go;
    std::optional<ThreadHandle> handle;
    {
      Thread thread({.name = "worker"}, [&] { go.wait(); });
      thread.start();
      handle = thread;
    }
    QVERIFY(handle->is_alive());
    QCOMPARE(handle->name(), "worker");
    go.set();
    handle->join();
    QVERIFY(!handle->is_alive());
  }

  void what_was_done_before_start_and_in_the_thread_is_visible_to_the_other() {
    for (int i = 0; i < 200; ++i) {
      int value = 1;
      Thread thread([&] { ++value; });
      thread.start();
      thread.join();
      QCOMPARE(value, 2);
    }
  }

  void the_trace_tells_its_life() {
    Watched watched;
    const Thread parent = watched.start("parent", [] {
      Thread child(Thread::Options{.name = "child"}, [] {});
      child.start();
      child.join();
    });
    parent.join();
    const auto created = watched.events(EventKind::thread_created);
    const auto joined = watched.events(EventKind::joined);
    QCOMPARE(created.size(), std::size_t{1});
    QCOMPARE(watched.name(created[0].thread), "parent");
    QCOMPARE(watched.name(created[0].peer), "child");
    QCOMPARE(joined.size(), std::size_t{1});
    QCOMPARE(watched.name(joined[0].peer), "child");
    using K = EventKind;
    std::vector<K> life = watched.kinds("child");
    std::erase_if(life, [](K kind) { return kind == K::blocked || kind == K::woke || kind == K::resumed; });
    QCOMPARE(life, (std::vector{K::thread_launched, K::thread_started, K::thread_finished, K::joined}));
    for (const std::string name : {"parent", "child"}) {
      std::vector<EventKind> kinds;
      for (const trace::Event& event : watched.events()) {
        if (watched.name(event.thread) == name) kinds.push_back(event.kind);
      }
      QCOMPARE(kinds.front(), EventKind::thread_started);
      QCOMPARE(kinds.back(), EventKind::thread_finished);
    }
  }

  void paths_tell_how_threads_came_to_be() {
    Watched watched;
    std::vector<std::string> paths(3);
    watched
        .start("main",
               [&] {
                 paths[0] = Context::current().path();
                 Thread first([&] {
                   Thread grandchild([&] { paths[2] = Context::current().path(); });
                   grandchild.start();
                   grandchild.join();
                 });
                 Thread second([&] { paths[1] = Context::current().path(); });
                 first.start();
                 second.start();
                 first.join();
                 second.join();
               })
        .join();
    QCOMPARE(paths, (std::vector<std::string>{"main", "main/1", "main/0/0"}));
  }
};

QTEST_APPLESS_MAIN(TestThread)
#include "tst_thread.moc"
