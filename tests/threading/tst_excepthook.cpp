#include <QtTest>
#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "threading/event.h"
#include "threading/excepthook.h"
#include "threading/printed.h"
#include "threading/thread.h"
#include "threading/warning.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

namespace {

bool contains(const std::vector<ThreadHandle>& threads, const ThreadHandle& thread) {
  return std::find(threads.begin(), threads.end(), thread) != threads.end();
}

std::string message(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& exception) {
    return exception.what();
  } catch (const SystemExit&) {
    return "SystemExit";
  }
}

/// A session whose hook notes what it was told.
struct Hooked {
  int calls = 0;
  std::string told;
  std::string in_thread;
  bool alive = false;
  bool listed = false;

  std::shared_ptr<Session> session = std::make_shared<Session>(Session::Options{
      .recorder = nullptr, .excepthook = [this](const ThreadHandle& thread, const std::exception_ptr& error) {
        ++calls;
        told = message(error);
        in_thread = current_thread() == thread ? thread.name() : "another";
        alive = thread.is_alive();
        listed = contains(enumerate(), thread);
      }});
};

}  // namespace

class TestExcepthook : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void cleanup() { set_excepthook(nullptr); }

  void an_uncaught_error_calls_excepthook_once_in_the_failing_thread_still_alive() {
    Hooked hooked;
    Thread thread({.name = "failing", .session = hooked.session}, [] { throw std::runtime_error("broken"); });
    thread.start();
    thread.join();
    QCOMPARE(hooked.calls, 1);
    QCOMPARE(hooked.told, "broken");
    QCOMPARE(hooked.in_thread, "failing");
    QVERIFY(hooked.alive);
    QVERIFY(hooked.listed);
  }

  void join_does_not_raise_the_error() {
    Thread thread([] { throw 5; });
    QCOMPARE(said_of(thread), "Exception in thread " + thread.name() + ": an error that is no std::exception\n");
  }

  void the_default_hook_names_the_thread_and_the_error() {
    Thread thread({.name = "failing"}, [] { throw std::runtime_error("broken"); });
    const auto line = said_of(thread);
    QCOMPARE(line, "Exception in thread failing: broken\n");
  }

  void system_exit_ends_the_thread_quietly() {
    Thread thread([] { throw SystemExit(); });
    QCOMPARE(said_of(thread), "");
  }

  void a_custom_excepthook_is_called_for_system_exit_too() {
    Hooked hooked;
    Thread thread({.session = hooked.session}, [] { throw SystemExit(); });
    thread.start();
    thread.join();
    QCOMPARE(hooked.calls, 1);
    QCOMPARE(hooked.told, "SystemExit");
  }

  void a_hook_that_itself_fails_is_reported_and_never_fatal() {
    const auto session = std::make_shared<Session>(Session::Options{
        .excepthook = [](const ThreadHandle&, const std::exception_ptr&) { throw std::runtime_error("hook"); }});
    Thread thread({.name = "failing", .session = session}, [] { throw std::runtime_error("broken"); });
    QCOMPARE(said_of(thread), "Exception in the excepthook of thread failing: hook\n");
  }

  void a_hook_that_exits_is_quiet_as_pythons() {
    set_excepthook([](const ThreadHandle&, const std::exception_ptr&) { throw SystemExit(); });
    Thread thread([] { throw std::runtime_error("broken"); });
    QCOMPARE(said_of(thread), "");
  }

  void a_hook_that_fails_is_reported_to_the_warning_hook() {
    std::string told;
    set_warning_hook(
        [&](const std::string& what, const std::exception_ptr& error) { told = what + '/' + message(error); });
    set_excepthook([](const ThreadHandle&, const std::exception_ptr&) { throw std::runtime_error("hook"); });
    Thread thread({.name = "failing"}, [] { throw std::runtime_error("broken"); });
    thread.start();
    thread.join();
    set_warning_hook(nullptr);
    QCOMPARE(told, "Exception in the excepthook of thread failing/hook");
  }

  void the_processs_hook_is_told_system_exit_included() {
    std::vector<std::string> told;
    set_excepthook([&](const ThreadHandle& thread, const std::exception_ptr& error) {
      told.push_back(thread.name() + '/' + message(error));
    });
    Thread failing({.name = "failing"}, [] { throw std::runtime_error("broken"); });
    QCOMPARE(said_of(failing), "");
    Thread leaving({.name = "leaving"}, [] { throw SystemExit(); });
    QCOMPARE(said_of(leaving), "");
    QCOMPARE(told, (std::vector<std::string>{"failing/broken", "leaving/SystemExit"}));
  }

  void a_sessions_own_hook_goes_before_the_processs() {
    int calls = 0;
    set_excepthook([&](const ThreadHandle&, const std::exception_ptr&) { ++calls; });
    Hooked hooked;
    Thread thread({.session = hooked.session}, [] { throw std::runtime_error("broken"); });
    thread.start();
    thread.join();
    QCOMPARE(hooked.calls, 1);
    QCOMPARE(calls, 0);
    const auto plain = std::make_shared<Session>(Session::Options{});
    Thread other({.session = plain}, [] { throw std::runtime_error("broken"); });
    other.start();
    other.join();
    QCOMPARE(calls, 1);
  }

  void the_hook_is_looked_up_when_the_thread_fails() {
    threading::Event go;
    int calls = 0;
    Thread thread([&] {
      go.wait();
      throw std::runtime_error("broken");
    });
    thread.start();
    set_excepthook([&](const ThreadHandle&, const std::exception_ptr&) { ++calls; });
    go.set();
    thread.join();
    QCOMPARE(calls, 1);
  }

  void the_default_hook_can_be_asked_for_and_called() {
    const auto error = std::make_exception_ptr(std::runtime_error("broken"));
    const std::string line = "Exception in thread MainThread: broken\n";
    QCOMPARE(printed_by([&] { excepthook()(main_thread(), error); }), line);
    set_excepthook([](const ThreadHandle&, const std::exception_ptr&) {});
    QCOMPARE(printed_by([&] { excepthook()(main_thread(), error); }), "");
    QCOMPARE(printed_by([&] { default_excepthook(main_thread(), error); }), line);
  }

  void a_hook_may_use_the_library_and_is_taken_down_with_its_session() {
    threading::Event never("never");
    Watched watched({.excepthook = [&](const ThreadHandle&, const std::exception_ptr&) { never.wait(); }});
    watched.start("failing", [] { throw std::runtime_error("broken"); });
    QVERIFY(watched.until_blocked("failing", "never"));
    watched.end();
  }

  void the_trace_tells_the_error() {
    Watched watched({.excepthook = [](const ThreadHandle&, const std::exception_ptr&) {}});
    watched.start("failing", [] { throw std::runtime_error("broken"); }).join();
    watched.start("leaving", [] { throw SystemExit(); }).join();
    const auto ends = watched.events(EventKind::thread_finished);
    QCOMPARE(ends.size(), std::size_t{2});
    QCOMPARE(watched.text(trace::TextId{static_cast<std::uint32_t>(ends[0].value)}), "broken");
    QCOMPARE(ends[1].value, 0);
  }

 private:
  /// What is written on standard error while `thread` runs.
  static std::string said_of(Thread& thread) {
    return printed_by([&] {
      thread.start();
      thread.join();
    });
  }
};

QTEST_APPLESS_MAIN(TestExcepthook)
#include "tst_excepthook.moc"
