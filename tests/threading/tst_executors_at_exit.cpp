#include <unistd.h>

#include <QProcess>
#include <QtTest>
#include <atomic>
#include <cstdlib>
#include <map>
#include <string>

#include "threading/executors_at_exit.h"
#include "threading/shutdown.h"
#include "threading/thread_pool_executor.h"

// The end of a process is seen from outside: this program runs itself, with the name of a story.

using namespace threading;

namespace {

constexpr int good = 7;

void expect(bool holds) {
  if (!holds) _exit(1);
}

/// Counts what runs, and is there up to the last moment.
std::atomic<int>& ran() {
  static auto& ran = *new std::atomic<int>(0);
  return ran;
}

ThreadPoolExecutor& never_destroyed(int max_workers) {
  static auto& pool = *new ThreadPoolExecutor(max_workers);
  return pool;
}

void leave_a_backlog() {
  std::atexit([] { expect(ran() == 100); });
  ThreadPoolExecutor& pool = never_destroyed(2);
  for (int i = 0; i < 100; ++i) pool.submit([] { ++ran(); });
}

void leave_idle_workers() {
  never_destroyed(2).submit([] {}).result();
}

void submit_too_late() {
  ThreadPoolExecutor& pool = never_destroyed(1);
  pool.submit([] {}).result();
  shutdown();
  expect(error_of([&] { pool.submit([] {}); }) != nullptr);
  expect(error_of([&] { ThreadPoolExecutor(1).submit([] {}); }) != nullptr);
  pool.shutdown();
}

void leave_a_static_executor() {
  static ThreadPoolExecutor pool(2);
  for (int i = 0; i < 10; ++i) pool.submit([] {});
}

void leave_daemons_with_a_backlog() {
  std::atexit([] { expect(ran() == 10); });
  ThreadPoolExecutor& pool = never_destroyed(1);
  Thread submitter({.daemon = true}, [&pool] {
    for (int i = 0; i < 10; ++i) pool.submit([] { ++ran(); });
  });
  submitter.start();
  submitter.join();
}

const std::map<std::string, void (*)()>& stories() {
  static const std::map<std::string, void (*)()> stories{
      {"backlog", leave_a_backlog},
      {"idle", leave_idle_workers},
      {"late", submit_too_late},
      {"static", leave_a_static_executor},
      {"daemons", leave_daemons_with_a_backlog},
  };
  return stories;
}

int status_of(const QString& story) {
  QProcess process;
  process.setProcessChannelMode(QProcess::ForwardedChannels);
  process.start("/proc/self/exe", {story});
  if (!process.waitForFinished(60'000)) {
    process.kill();
    process.waitForFinished();
  }
  return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
}

}  // namespace

class TestExecutorsAtExit : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_backlog_is_finished_at_the_end_of_the_process() { QCOMPARE(status_of("backlog"), good); }
  void idle_workers_do_not_hold_up_the_end() { QCOMPARE(status_of("idle"), good); }
  void nothing_can_be_submitted_once_the_process_ends() { QCOMPARE(status_of("late"), good); }
  void a_static_executor_may_be_destroyed_after_the_end_began() { QCOMPARE(status_of("static"), good); }
  void daemonic_workers_finish_their_backlog_too() { QCOMPARE(status_of("daemons"), good); }
};

int main(int argc, char** argv) {
  if (argc == 2 && stories().contains(argv[1])) {
    stories().at(argv[1])();
    return good;
  }
  TestExecutorsAtExit test;
  return QTest::qExec(&test, argc, argv);
}
#include "tst_executors_at_exit.moc"
