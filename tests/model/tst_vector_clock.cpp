#include <QTest>

#include "model/vector_clock.h"

using model::ThreadClocks;
using model::Told;
using model::VectorClock;

namespace {

struct Threads {
  Threads() {
    for (const model::Slot slot : {0U, 1U, 2U}) clocks.begin(slot);
  }
  /// Whether what `slot` has done until now is known to `other`.
  bool knows(model::Slot other, model::Slot slot) const { return clocks.of(other).at(slot) >= clocks.now(slot); }

  ThreadClocks clocks;
  Told told;
};

}  // namespace

class TestVectorClock : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void nothing_is_known_of_a_slot_that_was_never_heard_of() {
    VectorClock clock;
    QVERIFY(clock.empty());
    QCOMPARE(clock.at(1000), std::uint64_t{0});
    clock.set(2, 5);
    QCOMPARE(clock.at(1), std::uint64_t{0});
    QCOMPARE(clock.at(2), std::uint64_t{5});
  }

  void joining_takes_the_later_of_both_times() {
    VectorClock one;
    one.set(0, 3);
    one.set(1, 1);
    VectorClock other;
    other.set(1, 4);
    other.set(2, 2);
    one.join(other);
    QCOMPARE(one.at(0), std::uint64_t{3});
    QCOMPARE(one.at(1), std::uint64_t{4});
    QCOMPARE(one.at(2), std::uint64_t{2});
  }

  void who_acquires_knows_what_was_done_before_the_release_and_not_after_it() {
    Threads threads;
    const std::uint64_t before = threads.clocks.now(0);
    threads.clocks.release(0, threads.told);
    threads.clocks.acquire(1, threads.told);
    QVERIFY(threads.clocks.of(1).at(0) >= before);
    QVERIFY(!threads.knows(1, 0));
    QVERIFY(!threads.knows(0, 1));
  }

  void knowledge_is_passed_on() {
    Threads threads;
    const std::uint64_t before = threads.clocks.now(0);
    threads.clocks.release(0, threads.told);
    threads.clocks.acquire(1, threads.told);
    Told second;
    threads.clocks.release(1, second);
    threads.clocks.acquire(2, second);
    QVERIFY(threads.clocks.of(2).at(0) >= before);
  }

  void two_that_tell_without_knowing_of_each_other_are_both_heard() {
    Threads threads;
    const std::uint64_t zero = threads.clocks.now(0);
    const std::uint64_t one = threads.clocks.now(1);
    threads.clocks.release(0, threads.told);
    threads.clocks.release(1, threads.told);
    threads.clocks.acquire(2, threads.told);
    QVERIFY(threads.clocks.of(2).at(0) >= zero);
    QVERIFY(threads.clocks.of(2).at(1) >= one);
  }

  void who_knows_the_last_teller_but_not_the_first_hears_both() {
    Threads threads;
    const std::uint64_t zero = threads.clocks.now(0);
    Told elsewhere;
    threads.clocks.release(0, threads.told);
    threads.clocks.release(1, threads.told);
    threads.clocks.release(1, elsewhere);
    threads.clocks.acquire(2, elsewhere);
    QVERIFY(threads.clocks.of(2).at(0) < zero);
    threads.clocks.acquire(2, threads.told);
    QVERIFY(threads.clocks.of(2).at(0) >= zero);
  }

  void a_slot_that_is_used_again_goes_on_in_time() {
    Threads threads;
    const std::uint64_t before = threads.clocks.now(1);
    threads.clocks.begin(1);
    QVERIFY(threads.clocks.now(1) > before);
    QCOMPARE(threads.clocks.of(1).at(0), std::uint64_t{0});
  }
};

QTEST_APPLESS_MAIN(TestVectorClock)
#include "tst_vector_clock.moc"
