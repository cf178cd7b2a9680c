#include <sys/wait.h>
#include <unistd.h>

#include <QtTest>
#include <atomic>
#include <cstdlib>
#include <functional>
#include <optional>

#include "threading/event.h"
#include "threading/executors_at_exit.h"
#include "threading/lock.h"
#include "threading/shutdown.h"
#include "threading/thread_pool_executor.h"

using namespace threading;

namespace {

constexpr int good = 7;

/// Runs `work` in a child process that ends by `exit(good)`; what it ended with.
int in_a_process_that_ends(const std::function<void()>& work) {
  const pid_t child = fork();
  if (child == 0) {
    work();
    std::exit(good);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void expect(bool holds) {
  if (!holds) _exit(1);
}

}  // namespace

/// Each in a process of its own, since it ends there.
class TestExecutorsAtExit : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_backlog_is_finished_at_the_end_of_the_process() {
    QCOMPARE(in_a_process_that_ends([] {
               static std::atomic<int>& ran = *new std::atomic<int>(0);
               std::atexit([] { expect(ran == 100); });
               auto& never_destroyed = *new ThreadPoolExecutor(2);
               for (int i = 0; i < 100; ++i) never_destroyed.submit([] { ++ran; });
             }),
             good);
  }

  void idle_workers_do_not_hold_up_the_end() {
    QCOMPARE(in_a_process_that_ends([] {
               auto& never_destroyed = *new ThreadPoolExecutor(2);
               never_destroyed.submit([] {}).result();
             }),
             good);
  }

  void nothing_can_be_submitted_once_the_process_ends() {
    QCOMPARE(in_a_process_that_ends([] {
               auto& pool = *new ThreadPoolExecutor(1);
               pool.submit([] {}).result();
               shutdown();
               expect(error_of([&] { pool.submit([] {}); }) != nullptr);
               expect(error_of([&] { ThreadPoolExecutor(1).submit([] {}); }) != nullptr);
               pool.shutdown();
             }),
             good);
  }

  void a_static_executor_may_be_destroyed_after_the_end_began() {
    QCOMPARE(in_a_process_that_ends([] {
               static ThreadPoolExecutor pool(2);
               for (int i = 0; i < 10; ++i) pool.submit([] {});
             }),
             good);
  }

  void daemonic_workers_finish_their_backlog_too() {
    QCOMPARE(in_a_process_that_ends([] {
               static std::atomic<int>& ran = *new std::atomic<int>(0);
               std::atexit([] { expect(ran == 10); });
               auto& pool = *new ThreadPoolExecutor(1);
               Thread submitter({.daemon = true}, [&pool] {
                 for (int i = 0; i < 10; ++i) pool.submit([] { ++ran; });
               });
               submitter.start();
               submitter.join();
             }),
             good);
  }
};

QTEST_APPLESS_MAIN(TestExecutorsAtExit)
#include "tst_executors_at_exit.moc"
