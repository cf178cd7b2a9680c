#include <QtTest>
#include <set>

#include "schedule/hashing.h"

using namespace schedule;

class TestHashing : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  /// They travel in files: a schedule that was saved yesterday still has its hash.
  void hashes_are_the_same_everywhere_and_always() {
    QCOMPARE(scramble(0), std::uint64_t{0xe220a8397b1dcdaf});  // SplitMix64 of seed 0, Steele and others 2014
    QCOMPARE(hash_of(""), scramble(0xcbf29ce484222325));
    QCOMPARE(hash_of("a"), scramble(0xaf63dc4c8601ec8c));  // FNV-1a, 64 bits, of "a"
  }

  void different_numbers_and_texts_have_different_hashes() {
    std::set<std::uint64_t> seen;
    for (std::uint64_t i = 0; i < 10'000; ++i) {
      QVERIFY(seen.insert(scramble(i)).second);
      QVERIFY(seen.insert(hash_of("main/" + std::to_string(i))).second);
    }
  }

  void what_comes_first_makes_a_difference() {
    QVERIFY(mixed(mixed(0, 1), 2) != mixed(mixed(0, 2), 1));
    QVERIFY(mixed(1, 2) != mixed(2, 1));
    QVERIFY(mixed(0, 0) != 0);
  }
};

QTEST_APPLESS_MAIN(TestHashing)
#include "tst_hashing.moc"
