#include <QtTest>
#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

#include "threading/errors.h"
#include "threading/rw_lock.h"
#include "threading/semaphore.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

namespace {

bool readable_for_others(RWLock& lock) {
  bool got = false;
  in_foreign_thread([&] {
    got = lock.try_lock_shared();
    if (got) lock.unlock_shared();
  });
  return got;
}

bool writable_for_others(RWLock& lock) {
  bool got = false;
  in_foreign_thread([&] {
    got = lock.try_lock();
    if (got) lock.unlock();
  });
  return got;
}

/// Threads that hold a lock called "book" until they are told to go on.
class Holders {
 public:
  explicit Holders(RWLock& lock) : lock_(lock) {}
  ~Holders() { watched_.end(); }

  void start_reader(const std::string& name) {
    threads_.push_back(watched_.start(name, [this] {
      const Reading reading(lock_);
      inside_ += 1;
      go_.acquire();
      inside_ -= 1;
    }));
  }
  void start_writer(const std::string& name) {
    threads_.push_back(watched_.start(name, [this] {
      const Writing writing(lock_);
      inside_ += 100;
      go_.acquire();
      inside_ -= 100;
    }));
  }
  bool are_inside(int readers, int writers) {
    return until([&] { return inside_ == readers + 100 * writers; });
  }
  bool waits(const std::string& name) { return watched_.until_blocked(name, "book"); }
  void let_go(int n = 1) { go_.release(n); }
  void join() {
    for (const Thread& thread : threads_) thread.join();
  }
  Watched& watched() { return watched_; }

 private:
  RWLock& lock_;
  threading::Semaphore go_{0};
  std::atomic<int> inside_{0};
  std::vector<Thread> threads_;
  Watched watched_;
};

}  // namespace

class TestRWLock : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void many_may_read_at_a_time() {
    RWLock lock("book");
    Holders holders(lock);
    holders.start_reader("a");
    holders.start_reader("b");
    QVERIFY(holders.are_inside(2, 0));
    QCOMPARE(lock.readers(), 2);
    QVERIFY(!lock.writing());
    QVERIFY(readable_for_others(lock));
    QVERIFY(!writable_for_others(lock));
    holders.let_go(2);
    holders.join();
    QCOMPARE(lock.readers(), 0);
  }

  void one_may_write_and_nobody_else_is_inside() {
    RWLock lock("book");
    lock.acquire_write();
    QVERIFY(lock.writing());
    QVERIFY(!readable_for_others(lock));
    QVERIFY(!writable_for_others(lock));
    lock.release_write();
    QVERIFY(!lock.writing());
    QVERIFY(writable_for_others(lock));
  }

  void a_writer_waits_for_the_last_reader() {
    RWLock lock("book");
    Holders holders(lock);
    holders.start_reader("a");
    holders.start_reader("b");
    QVERIFY(holders.are_inside(2, 0));
    holders.start_writer("w");
    QVERIFY(holders.waits("w"));
    holders.let_go();
    QVERIFY(holders.are_inside(1, 0));
    QVERIFY(holders.waits("w"));
    holders.let_go();
    QVERIFY(holders.are_inside(0, 1));
    holders.let_go();
    holders.join();
  }

  void readers_that_waited_for_a_writer_go_together() {
    for (const RWPolicy policy : {RWPolicy::fair, RWPolicy::prefer_readers}) {
      RWLock lock(policy, "book");
      Holders holders(lock);
      holders.start_writer("w");
      QVERIFY(holders.are_inside(0, 1));
      for (const std::string name : {"a", "b", "c"}) {
        holders.start_reader(name);
        QVERIFY(holders.waits(name));
      }
      holders.let_go();
      QVERIFY(holders.are_inside(3, 0));
      holders.let_go(3);
      holders.join();
    }
  }

  void a_fair_one_lets_a_reader_wait_for_a_writer_that_came_before() {
    RWLock lock(RWPolicy::fair, "book");
    Holders holders(lock);
    holders.start_reader("first");
    QVERIFY(holders.are_inside(1, 0));
    holders.start_writer("w");
    QVERIFY(holders.waits("w"));
    QVERIFY(!readable_for_others(lock));
    holders.start_reader("late");
    QVERIFY(holders.waits("late"));
    holders.let_go();
    QVERIFY(holders.are_inside(0, 1));
    QVERIFY(holders.waits("late"));
    holders.let_go();
    QVERIFY(holders.are_inside(1, 0));
    holders.let_go();
    holders.join();
  }

  void a_fair_one_admits_in_the_order_of_coming() {
    RWLock lock(RWPolicy::fair, "book");
    Holders holders(lock);
    holders.start_writer("w1");
    QVERIFY(holders.are_inside(0, 1));
    for (const std::string name : {"r1", "r2", "w2", "r3", "w3"}) {
      name[0] == 'r' ? holders.start_reader(name) : holders.start_writer(name);
      QVERIFY(holders.waits(name));
    }
    holders.let_go();
    QVERIFY(holders.are_inside(2, 0));
    holders.let_go(2);
    QVERIFY(holders.are_inside(0, 1));
    QVERIFY(!holders.watched().is_waiting(EventKind::blocked, "w2", "book"));
    holders.let_go();
    QVERIFY(holders.are_inside(1, 0));
    holders.let_go();
    QVERIFY(holders.are_inside(0, 1));
    holders.let_go();
    holders.join();
  }

  void a_writer_that_gave_up_lets_those_behind_it_go() {
    RWLock lock(RWPolicy::fair, "book");
    Holders holders(lock);
    holders.start_reader("first");
    QVERIFY(holders.are_inside(1, 0));
    bool got = true;
    const Thread writer = holders.watched().start("w", [&] { got = lock.acquire_write(50ms); });
    QVERIFY(holders.watched().until_happened(EventKind::blocked, "w"));
    holders.start_reader("late");
    QVERIFY(holders.are_inside(2, 0));
    writer.join();
    QVERIFY(!got);
    holders.let_go(2);
    holders.join();
  }

  void one_that_prefers_readers_lets_them_pass_a_writer_that_waits() {
    RWLock lock(RWPolicy::prefer_readers, "book");
    QVERIFY(lock.policy() == RWPolicy::prefer_readers);
    Holders holders(lock);
    holders.start_reader("first");
    QVERIFY(holders.are_inside(1, 0));
    holders.start_writer("w");
    QVERIFY(holders.waits("w"));
    QVERIFY(readable_for_others(lock));
    holders.start_reader("late");
    QVERIFY(holders.are_inside(2, 0));
    holders.let_go(2);
    QVERIFY(holders.are_inside(0, 1));
    holders.let_go();
    holders.join();
  }

  void one_that_prefers_readers_lets_a_waiting_reader_go_before_a_writer_that_waited_longer() {
    RWLock lock(RWPolicy::prefer_readers, "book");
    Holders holders(lock);
    holders.start_writer("w1");
    QVERIFY(holders.are_inside(0, 1));
    holders.start_writer("w2");
    QVERIFY(holders.waits("w2"));
    holders.start_reader("r");
    QVERIFY(holders.waits("r"));
    holders.let_go();
    QVERIFY(holders.are_inside(1, 0));
    holders.let_go();
    QVERIFY(holders.are_inside(0, 1));
    holders.let_go();
    holders.join();
  }

  void a_thread_may_read_several_times_and_gives_each_up() {
    RWLock lock;
    lock.acquire_read();
    lock.acquire_read();
    QCOMPARE(lock.readers(), 2);
    lock.release_read();
    QVERIFY(!writable_for_others(lock));
    lock.release_read();
    QVERIFY(writable_for_others(lock));
  }

  void a_release_without_holding_it_raises_and_changes_nothing() {
    RWLock lock;
    QVERIFY_THROWS_EXCEPTION(RuntimeError, lock.release_read());
    QVERIFY_THROWS_EXCEPTION(RuntimeError, lock.release_write());
    lock.acquire_read();
    QVERIFY_THROWS_EXCEPTION(RuntimeError, lock.release_write());
    in_foreign_thread([&] { QVERIFY_THROWS_EXCEPTION(RuntimeError, lock.release_read()); });
    QCOMPARE(lock.readers(), 1);
    lock.release_read();
    lock.acquire_write();
    QVERIFY_THROWS_EXCEPTION(RuntimeError, lock.release_read());
    in_foreign_thread([&] { QVERIFY_THROWS_EXCEPTION(RuntimeError, lock.release_write()); });
    QVERIFY(lock.writing());
    lock.release_write();
  }

  void timed_forms_give_up_after_the_timeout() {
    RWLock lock;
    lock.acquire_write();
    in_foreign_thread([&] {
      const auto began = std::chrono::steady_clock::now();
      QVERIFY(!lock.acquire_read(10ms));
      QVERIFY(!lock.acquire_write(10ms));
      QVERIFY(std::chrono::steady_clock::now() - began >= 20ms);
      QVERIFY(!lock.acquire_read(0s));
      QVERIFY(!lock.acquire_write(-5s));
      QVERIFY(!lock.acquire_read(non_blocking));
      QVERIFY(!lock.acquire_write(non_blocking));
      QVERIFY_THROWS_EXCEPTION(OverflowError, lock.acquire_read(TIMEOUT_MAX + 1s));
      QVERIFY_THROWS_EXCEPTION(OverflowError, lock.acquire_write(TIMEOUT_MAX + 1s));
    });
    lock.release_write();
    QVERIFY(lock.acquire_read(TIMEOUT_MAX + 1s));
    lock.release_read();
    QVERIFY(writable_for_others(lock));
  }

  void scopes_hold_it_also_when_an_error_ends_them() {
    RWLock lock;
    {
      const Reading reading(lock);
      QCOMPARE(lock.readers(), 1);
    }
    QCOMPARE(lock.readers(), 0);
    try {
      const Writing writing(lock);
      QVERIFY(lock.writing());
      throw std::logic_error("inside");
    } catch (const std::logic_error&) {
      QVERIFY(!lock.writing());
    }
  }

  void readers_never_see_half_a_write() {
    for (const RWPolicy policy : {RWPolicy::fair, RWPolicy::prefer_readers}) {
      RWLock lock(policy);
      int left = 0;
      int right = 0;
      std::atomic<int> torn{0};
      Watched watched;
      std::vector<Thread> threads;
      for (int i = 0; i < 3; ++i) {
        threads.push_back(watched.start("reader", [&] {
          for (int n = 0; n < 300; ++n) {
            const Reading reading(lock);
            if (left != right) ++torn;
          }
        }));
        threads.push_back(watched.start("writer", [&] {
          for (int n = 0; n < 300; ++n) {
            const Writing writing(lock);
            ++left;
            ++right;
          }
        }));
      }
      for (const Thread& thread : threads) thread.join();
      QCOMPARE(torn.load(), 0);
      QCOMPARE(left, 900);
    }
  }

  void taken_down_it_is_left_free() {
    for (const RWPolicy policy : {RWPolicy::fair, RWPolicy::prefer_readers}) {
      RWLock lock(policy, "book");
      {
        Holders holders(lock);
        holders.start_reader("r");
        QVERIFY(holders.are_inside(1, 0));
        holders.start_writer("w");
        QVERIFY(holders.waits("w"));
      }
      QCOMPARE(lock.readers(), 0);
      QVERIFY(writable_for_others(lock));
    }
  }

  void a_pause_between_queueing_and_waiting_may_end_in_a_take_down() {
    RWLock lock("book");
    lock.acquire_read();
    {
      Watched watched;
      watched.session()->set_pace(1h);
      watched.start("w", [&] { lock.acquire_write(); });
      QVERIFY(watched.until_happened(EventKind::reached, "w"));
    }
    QVERIFY(readable_for_others(lock));
    lock.release_read();
    QVERIFY(writable_for_others(lock));
  }

  void the_trace_tells_for_whom_one_waits_if_it_is_one() {
    RWLock lock("book");
    Holders holders(lock);
    holders.start_reader("reader");
    QVERIFY(holders.are_inside(1, 0));
    holders.start_writer("writer");
    QVERIFY(holders.waits("writer"));
    const auto blocked = holders.watched().events(EventKind::blocked);
    const auto of_writer = std::find_if(blocked.begin(), blocked.end(), [&](const trace::Event& event) {
      return holders.watched().name(event.thread) == "writer";
    });
    QCOMPARE(holders.watched().name(of_writer->peer), "reader");
    holders.let_go(2);
    holders.join();
  }
};

QTEST_APPLESS_MAIN(TestRWLock)
#include "tst_rw_lock.moc"
