#include <QtTest>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "threading/word_lock.h"

using threading::WordLock;

class TestWordLock : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void the_value_is_seen_by_others_once_it_is_unlocked() {
    WordLock lock(3);
    lock.lock();
    QCOMPARE(lock.value(), std::uint64_t{3});
    lock.set_value(4);
    QCOMPARE(lock.glance(), std::uint64_t{3});
    lock.unlock();
    QCOMPARE(lock.glance(), std::uint64_t{4});
  }

  void a_value_of_61_bits_is_kept() {
    constexpr std::uint64_t most = ~std::uint64_t{0} >> 3U;
    WordLock lock(most);
    lock.lock();
    QCOMPARE(lock.value(), most);
    lock.unlock();
    QCOMPARE(lock.glance(), most);
  }

  void replace_changes_only_the_value_that_was_expected() {
    WordLock lock(1);
    QVERIFY(!lock.replace(2, 3));
    QCOMPARE(lock.glance(), std::uint64_t{1});
    QVERIFY(lock.replace(1, 3));
    QCOMPARE(lock.glance(), std::uint64_t{3});
    lock.lock();
    QCOMPARE(lock.value(), std::uint64_t{3});
    lock.unlock();
  }

  void nobody_replaces_the_value_while_it_is_locked_or_shut() {
    WordLock lock(1);
    lock.lock();
    QVERIFY(!lock.replace(1, 2));
    lock.set_shut(true);
    lock.unlock();
    QVERIFY(!lock.replace(1, 2));
    QCOMPARE(lock.glance(), std::uint64_t{1});
    lock.lock();
    lock.set_shut(false);
    lock.unlock();
    QVERIFY(lock.replace(1, 2));
  }

  void add_keeps_within_bounds() {
    WordLock lock(1);
    QVERIFY(!lock.add(-2, 5));
    QVERIFY(!lock.add(5, 5));
    QVERIFY(lock.add(-1, 5));
    QVERIFY(!lock.add(-1, 5));
    QVERIFY(lock.add(5, 5));
    QCOMPARE(lock.glance(), std::uint64_t{5});
    lock.lock();
    QVERIFY(!lock.add(-1, 5));
    lock.unlock();
  }

  void no_change_is_lost_whichever_way_it_is_made() {
    constexpr int rounds = 20'000;
    WordLock lock;
    int guarded = 0;
    const auto change = [&](int way) {
      for (int n = 0; n < rounds; ++n) {
        if (way == 1 && lock.add(1, ~std::uint64_t{0} >> 3U)) continue;
        const std::lock_guard guard(lock);
        ++guarded;
        lock.set_value(lock.value() + 1);
      }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i) threads.emplace_back(change, 1 + i % 2);
    for (std::thread& thread : threads) thread.join();
    QCOMPARE(lock.glance(), std::uint64_t{6 * rounds});
    QVERIFY(guarded >= 3 * rounds);
  }

  void may_be_destroyed_as_soon_as_it_was_locked() {
    for (int round = 0; round < 2'000; ++round) {
      auto lock = std::make_unique<WordLock>();
      lock->lock();
      std::thread unlocker([raw = lock.get()] { raw->unlock(); });
      lock->lock();
      lock.reset();
      unlocker.join();
    }
  }
};

QTEST_APPLESS_MAIN(TestWordLock)
#include "tst_word_lock.moc"
