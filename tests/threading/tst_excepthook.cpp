#include <QtTest>
#include <algorithm>
#include <iostream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "threading/thread.h"
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

  std::shared_ptr<Session> session = std::make_shared<Session>(
      Session::Options{.recorder = nullptr, .excepthook = [this](const ThreadHandle& thread, std::exception_ptr error) {
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
    QCOMPARE(printed_by(thread), "Exception in thread " + thread.name() + ": an error that is no std::exception\n");
  }

  void the_default_hook_names_the_thread_and_the_error() {
    Thread thread({.name = "failing"}, [] { throw std::runtime_error("broken"); });
    const auto line = printed_by(thread);
    QCOMPARE(line, "Exception in thread failing: broken\n");
  }

  void system_exit_ends_the_thread_quietly() {
    Thread thread([] { throw SystemExit(); });
    QCOMPARE(printed_by(thread), "");
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
    QCOMPARE(printed_by(thread), "Exception in the excepthook of thread failing: hook\n");
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
  /// What the default hook says on standard error while `thread` runs.
  static std::string printed_by(Thread& thread) {
    std::ostringstream text;
    std::streambuf* const before = std::cerr.rdbuf(text.rdbuf());
    thread.start();
    thread.join();
    std::cerr.rdbuf(before);
    return text.str();
  }
};

QTEST_APPLESS_MAIN(TestExcepthook)
#include "tst_excepthook.moc"
