#include <QtTest>
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "threading/chance.h"
#include "threading/condition.h"
#include "threading/event.h"
#include "threading/lock.h"
#include "threading/rlock.h"
#include "threading/semaphore.h"
#include "threading/session.h"
#include "threading/watched.h"
#include "threading/with.h"

// What plain threads do in one step of their own must fit what others do in the monitor at the same time.
// Random choices come from a seed that is printed; THREADLAB_SEED repeats it.

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

namespace {

/// Runs `work(random)` in some threads of a watched session and some that nobody watches, until all have returned.
template <class Work>
void in_watched_and_plain_threads(Watched& watched, Work work) {
  std::vector<Thread> threads;
  for (std::uint64_t i = 0; i < 4; ++i) {
    const auto named = [&work, i] {
      std::mt19937_64 random(seed_of_this_run() + i);
      work(random);
    };
    threads.push_back(i % 2 == 0 ? watched.start("watched", named) : Thread(named));
    if (i % 2 == 1) threads.back().start();
  }
  for (const Thread& thread : threads) thread.join();
}

/// Lets others in between, or not.
void hesitate(std::mt19937_64& random) {
  if (random() % 8 == 0) std::this_thread::yield();
}

/// A session that nobody watches.
std::shared_ptr<Session> unwatched() { return std::make_shared<Session>(Session::Options{}); }

}  // namespace

class TestPlainThreads : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void watched_and_plain_threads_exclude_each_other_by_one_lock() {
    Lock lock("till");
    int counter = 0;
    Watched watched;
    in_watched_and_plain_threads(watched, [&](std::mt19937_64& random) {
      for (int n = 0; n < 3'000; ++n) {
        if (random() % 4 == 0) {
          if (!lock.acquire(random() % 2 == 0 ? Timeout(0s) : Timeout(20us))) continue;
        } else {
          lock.acquire();
        }
        const int before = counter;
        hesitate(random);
        counter = before + 1;
        lock.release();
        hesitate(random);
      }
    });
    QVERIFY(counter > 6'000);
    QVERIFY(!lock.locked());
  }

  void watched_and_plain_threads_exclude_each_other_by_one_rlock() {
    RLock lock("till");
    int counter = 0;
    Watched watched;
    in_watched_and_plain_threads(watched, [&](std::mt19937_64& random) {
      for (int n = 0; n < 3'000; ++n) {
        const With outer(lock);
        const int before = counter;
        {
          const With inner(lock);
          hesitate(random);
          if (lock.depth() == 2 && lock.is_owned()) counter = before + 1;
        }
      }
    });
    QCOMPARE(counter, 4 * 3'000);
    QCOMPARE(lock.depth(), 0);
  }

  void no_permit_is_lost_between_watched_and_plain_threads() {
    Semaphore semaphore(2, "seats");
    std::atomic<int> inside{0};
    std::atomic<int> most{0};
    Watched watched;
    in_watched_and_plain_threads(watched, [&](std::mt19937_64& random) {
      for (int n = 0; n < 3'000; ++n) {
        const With with(semaphore);
        const int now = ++inside;
        if (now > most) most = now;
        hesitate(random);
        --inside;
      }
    });
    QCOMPARE(semaphore.value(), 2);
    QVERIFY(most <= 2);
  }

  void no_wake_up_is_lost_between_watched_and_plain_threads_that_take_turns() {
    constexpr int rounds = 3'000;
    threading::Event there("there");
    threading::Event back("back");
    Watched watched;
    const Thread other = watched.start("other", [&] {
      for (int n = 0; n < rounds; ++n) {
        there.wait();
        there.clear();
        back.set();
      }
    });
    Thread plain([&] {
      for (int n = 0; n < rounds; ++n) {
        there.set();
        back.wait();
        back.clear();
      }
    });
    plain.start();
    plain.join();
    other.join();
  }

  void no_notify_is_lost_between_watched_and_plain_threads() {
    Lock lock("till");
    Condition changed(lock, "changed");
    int turn = 0;
    std::atomic<int> next{0};
    Watched watched;
    in_watched_and_plain_threads(watched, [&](std::mt19937_64& random) {
      const int mine = next++;
      for (int n = 0; n < 1'000; ++n) {
        const With with(lock);
        changed.wait_for([&] { return turn % 4 == mine; });
        ++turn;
        hesitate(random);
        changed.notify_all();
      }
    });
    QCOMPARE(turn, 4 * 1'000);
  }

  void a_watched_thread_waits_for_a_plain_one_and_is_woken() {
    Lock lock("till");
    Watched watched;
    QVERIFY(Context::current().session() == nullptr);
    lock.acquire();
    QVERIFY(Context::plain());
    const Thread other = watched.start("other", [&] { const With with(lock); });
    QVERIFY(watched.until_blocked("other", "till"));
    QVERIFY(!watched.events(EventKind::blocked).front().peer);
    lock.release();
    other.join();
    QVERIFY(!lock.locked());
  }

  void a_plain_thread_may_release_what_a_watched_one_took() {
    Lock lock("till");
    Watched watched;
    watched.start("taker", [&] { lock.acquire(); }).join();
    lock.release();
    lock.acquire();
    const Thread other = watched.start("other", [&] { lock.acquire(); });
    QVERIFY(watched.until_blocked("other", "till"));
    QVERIFY(!watched.events(EventKind::blocked).back().peer);
    lock.release();
    other.join();
  }

  void a_thread_that_waits_for_a_lock_that_a_plain_thread_has_is_taken_down() {
    Lock lock("till");
    RLock rlock("safe");
    lock.acquire();
    rlock.acquire();
    Watched watched;
    const Thread one = watched.start("one", [&] { const With with(lock); });
    const Thread two = watched.start("two", [&] { const With with(rlock); });
    QVERIFY(watched.until_blocked("one", "till"));
    QVERIFY(watched.until_blocked("two", "safe"));
    watched.end();
    QVERIFY(lock.locked());
    QVERIFY(rlock.is_owned());
    lock.release();
    rlock.release();
    QVERIFY(lock.acquire(non_blocking));
    lock.release();
  }

  void a_thread_on_its_way_down_does_not_release_what_a_plain_thread_has_taken_since() {
    Lock lock("till");
    Condition changed(lock, "changed");
    Watched watched;
    const Thread waiter = watched.start("waiter", [&] {
      const With with(lock);
      changed.wait();
    });
    QVERIFY(watched.until_blocked("waiter", "changed"));
    lock.acquire();
    watched.end();
    QVERIFY(lock.locked());
    lock.release();
  }

  void a_paused_session_stops_its_unwatched_threads_at_a_free_lock() {
    Lock lock;
    Semaphore semaphore(1);
    std::atomic<bool> go{false};
    std::atomic<int> steps{0};
    const auto session = unwatched();
    Thread worker({.session = session}, [&] {
      lock.acquire();
      lock.release();
      while (!go) std::this_thread::yield();
      lock.acquire();
      ++steps;
      semaphore.acquire();
      ++steps;
    });
    worker.start();
    session->pause();
    go = true;
    for (int i = 0; i < 200; ++i) std::this_thread::yield();
    QCOMPARE(steps.load(), 0);
    session->resume();
    worker.join();
    QCOMPARE(steps.load(), 2);
  }

  void unwatched_threads_are_taken_down_at_any_step() {
    std::mt19937_64 random(seed_of_this_run());
    for (int round = 0; round < 300; ++round) {
      Lock lock;
      Semaphore semaphore(1);
      threading::Event event;
      const auto session = unwatched();
      for (int i = 0; i < 2; ++i) {
        Thread worker({.session = session}, [&] {
          for (;;) {
            const With with(lock);
            const With also(semaphore);
            event.set();
            event.wait();
            event.clear();
          }
        });
        worker.start();
      }
      for (std::uint64_t n = random() % 10'000; n > 0; --n) lock.locked();
      session->take_down();
      QVERIFY(session->wait_until_empty());
      QVERIFY(!lock.locked());
      QCOMPARE(semaphore.value(), 1);
    }
  }
};

QTEST_APPLESS_MAIN(TestPlainThreads)
#include "tst_plain_threads.moc"
