#include <QtTest>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "threading/rw_lock.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

namespace {

/// The events of a lock that one thread uses so.
std::vector<trace::Event> told_of(const std::function<void(RWLock& lock)>& use) {
  RWLock lock("book");
  Watched watched;
  watched.start("worker", [&] { use(lock); }).join();
  return watched.history("book");
}

}  // namespace

/// What the trace tells of a readers-writer lock.
class TestRWLockTrace : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void the_trace_tells_the_readers_inside_and_the_writer() {
    const auto events = told_of([](RWLock& lock) {
      lock.acquire_read();
      lock.acquire_read();
      lock.release_read();
      lock.release_read();
      lock.acquire_write();
      lock.release_write();
    });
    std::vector<std::pair<EventKind, std::int64_t>> changes;
    for (const trace::Event& event : events) changes.emplace_back(event.kind, event.value);
    const std::vector<std::pair<EventKind, std::int64_t>> expected{
        {EventKind::acquired, 1}, {EventKind::acquired, 2},  {EventKind::released, 1},
        {EventKind::released, 0}, {EventKind::acquired, -1}, {EventKind::released, 0},
    };
    QVERIFY(changes == expected);
  }

  void the_trace_tells_who_would_not_have_waited_for_ever() {
    const auto events = told_of([](RWLock& lock) {
      lock.acquire_read();
      QVERIFY(lock.acquire_read(non_blocking));
      QVERIFY(lock.acquire_read(1h));
    });
    using P = trace::Patience;
    std::vector<P> patience;
    for (const trace::Event& event : events) patience.push_back(event.patience);
    QCOMPARE(patience, (std::vector{P::unlimited, P::limited, P::limited}));
  }
};

QTEST_APPLESS_MAIN(TestRWLockTrace)
#include "tst_rw_lock_trace.moc"
