#include <QProcess>
#include <QtTest>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>

#include "threading/event.h"
#include "threading/printed.h"
#include "threading/shutdown.h"
#include "threading/sleep.h"
#include "threading/thread.h"
#include "threading/watched.h"

// What happens at the end of a process is seen from outside: this program runs itself, with the name of a story, and
// looks at what that said.

using namespace std::chrono_literals;
using namespace threading;

namespace {

void say(const std::string& word) { std::cout << word + '\n' << std::flush; }

/// Says that static objects go from now on.
struct Static {
  ~Static() { say("static objects go"); }
};

void start(bool daemon, std::function<void()> work) {
  Thread thread({.daemon = daemon}, std::move(work));
  thread.start();
}

threading::Event& main_has_returned() {
  static auto& event = *new threading::Event;
  return event;
}

/// Waits until the main thread is past main(): until its thread-local objects go.
void let_main_return() {
  struct Announcer {
    ~Announcer() { main_has_returned().set(); }
    bool used = false;
  };
  thread_local Announcer announcer;
  announcer.used = true;
}

int leave_a_thread_behind() {
  static const Static before;
  let_main_return();
  start(false, [] {
    main_has_returned().wait();
    say("thread done");
  });
  say("main returns");
  return 3;
}

int leave_a_daemon_behind() {
  start(true, [] { threading::Event().wait(); });
  start(true, [] {
    for (;;) sleep_for(1ms);
  });
  say("main returns");
  return 0;
}

int leave_a_thread_that_starts_another() {
  let_main_return();
  start(false, [] {
    main_has_returned().wait();
    start(false, [] { say("grandchild done"); });
    say("child done");
  });
  return 0;
}

int register_actions() {
  let_main_return();
  static threading::Event& go = *new threading::Event;
  start(false, [] {
    go.wait();
    say("thread done");
  });
  at_shutdown([] {
    say("first registered");
    go.set();
  });
  at_shutdown([] { throw std::runtime_error("broken"); });
  at_shutdown([] { say("last registered"); });
  say("main returns");
  return 0;
}

int register_too_late() {
  at_shutdown([] {
    try {
      at_shutdown([] {});
    } catch (const RuntimeError&) {
      say("too late in an action");
    }
  });
  shutdown();
  try {
    at_shutdown([] {});
  } catch (const RuntimeError&) {
    say("too late afterwards");
  }
  return 0;
}

int shut_down_by_hand() {
  threading::Event go;
  start(false, [&] {
    go.wait();
    say("thread done");
  });
  start(false, [&] { go.set(); });
  shutdown();
  say("shut down");
  shutdown();
  start(false, [] { say("another done"); });
  shutdown();
  return 0;
}

int exit_in_a_thread() {
  start(false, [] {
    at_shutdown([] { say("shutdown"); });
    std::exit(4);
  });
  threading::Event().wait();
  return 0;
}

int join_the_main_thread() {
  start(false, [] {
    main_thread().join();
    say(main_thread().is_alive() ? "main is alive" : "main has ended");
  });
  return 0;
}

int leave_a_session_behind() {
  const auto session = std::make_shared<Session>(Session::Options{});
  Thread thread({.daemon = false, .session = session}, [] { threading::Event().wait(); });
  thread.start();
  say("main returns");
  return 0;
}

const std::map<std::string, int (*)()>& stories() {
  static const std::map<std::string, int (*)()> stories{
      {"thread", leave_a_thread_behind},
      {"daemon", leave_a_daemon_behind},
      {"children", leave_a_thread_that_starts_another},
      {"actions", register_actions},
      {"late", register_too_late},
      {"by hand", shut_down_by_hand},
      {"exit", exit_in_a_thread},
      {"join main", join_the_main_thread},
      {"session", leave_a_session_behind},
  };
  return stories;
}

struct Told {
  QStringList words;
  QString errors;
  int status = -1;
};

Told run(const QString& story) {
  QProcess process;
  process.start("/proc/self/exe", {story});
  if (!process.waitForFinished(60'000)) {
    process.kill();
    process.waitForFinished();
    return {};
  }
  const QString words = process.readAllStandardOutput();
  return {words.split('\n', Qt::SkipEmptyParts), process.readAllStandardError(),
          process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1};
}

}  // namespace

class TestShutdown : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void threads_that_are_no_daemons_finish_at_the_end_of_the_process() {
    const Told told = run("thread");
    QCOMPARE(told.words, QStringList({"main returns", "thread done", "static objects go"}));
    QCOMPARE(told.status, 3);
  }

  void daemons_are_not_waited_for() {
    const Told told = run("daemon");
    QCOMPARE(told.words, QStringList({"main returns"}));
    QCOMPARE(told.status, 0);
  }

  void threads_that_are_started_meanwhile_are_waited_for_too() {
    QStringList words = run("children").words;
    words.sort();
    QCOMPARE(words, QStringList({"child done", "grandchild done"}));
  }

  void actions_run_the_last_registered_first_before_threads_are_waited_for() {
    const Told told = run("actions");
    QCOMPARE(told.words, QStringList({"main returns", "last registered", "first registered", "thread done"}));
    QCOMPARE(told.errors, "Exception in an action at shutdown: broken\n");
    QCOMPARE(told.status, 0);
  }

  void registering_once_shutdown_began_raises_runtime_error() {
    QCOMPARE(run("late").words, QStringList({"too late in an action", "too late afterwards"}));
  }

  void a_program_may_shut_down_by_itself_and_again() {
    const Told told = run("by hand");
    QCOMPARE(told.words, QStringList({"thread done", "shut down", "another done"}));
    QCOMPARE(told.status, 0);
  }

  void a_thread_that_exits_does_not_wait_for_itself() {
    const Told told = run("exit");
    QCOMPARE(told.words, QStringList({"shutdown"}));
    QCOMPARE(told.status, 4);
  }

  void the_main_thread_has_ended_for_those_who_join_it() {
    QCOMPARE(run("join main").words, QStringList({"main has ended"}));
  }

  void threads_of_other_sessions_are_not_waited_for() {
    const Told told = run("session");
    QCOMPARE(told.words, QStringList({"main returns"}));
    QCOMPARE(told.status, 0);
  }
};

int main(int argc, char** argv) {
  if (argc == 2 && stories().contains(argv[1])) return stories().at(argv[1])();
  TestShutdown test;
  return QTest::qExec(&test, argc, argv);
}
#include "tst_shutdown.moc"
