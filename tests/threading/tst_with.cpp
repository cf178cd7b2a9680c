#include <QtTest>
#include <stdexcept>

#include "threading/condition.h"
#include "threading/lock.h"
#include "threading/rlock.h"
#include "threading/semaphore.h"
#include "threading/watched.h"
#include "threading/with.h"

using namespace threading;

namespace {

template <class Acquirable>
bool free_for_others(Acquirable& acquirable) {
  bool free = false;
  in_foreign_thread([&] {
    free = acquirable.acquire(non_blocking);
    if (free) acquirable.release();
  });
  return free;
}

template <class Acquirable>
void check() {
  Acquirable acquirable;
  QVERIFY(acquirable.acquire());
  acquirable.release();
  {
    const With with(acquirable);
    QVERIFY(!free_for_others(acquirable));
  }
  QVERIFY(free_for_others(acquirable));
  try {
    const With with(acquirable);
    throw std::logic_error("inside");
  } catch (const std::logic_error&) {
    QVERIFY(free_for_others(acquirable));
  }
}

}  // namespace

class TestWith : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void holds_a_lock_until_the_scope_ends_also_by_an_error() { check<Lock>(); }
  void holds_an_rlock_until_the_scope_ends_also_by_an_error() { check<RLock>(); }
  void holds_a_condition_until_the_scope_ends_also_by_an_error() { check<Condition>(); }
  void holds_a_semaphore_until_the_scope_ends_also_by_an_error() { check<Semaphore>(); }
  void holds_a_bounded_semaphore_until_the_scope_ends_also_by_an_error() { check<BoundedSemaphore>(); }

  void both_ends_are_recorded_with_the_line_of_the_with() {
    Lock lock("till");
    Watched watched;
    watched.start("worker", [&] { const With with(lock); }).join();
    const auto history = watched.history("till");
    QCOMPARE(history.size(), std::size_t{2});
    QVERIFY(history[0].source.line() > 0);
    QCOMPARE(history[0].source.line(), history[1].source.line());
    QVERIFY(history[0].source.file().ends_with("tst_with.cpp"));
  }
};

QTEST_APPLESS_MAIN(TestWith)
#include "tst_with.moc"
