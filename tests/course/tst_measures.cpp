#include <QTest>

#include "course/measures.h"

using namespace std::chrono_literals;
using course::Measures;
using model::ThreadState;

namespace {

constexpr trace::ObjectId lock{1};
constexpr trace::ObjectId end_of_worker{2};

model::LaneHistory lane(std::uint32_t thread, const std::vector<std::pair<trace::Time, ThreadState>>& states,
                        trace::ObjectId object = lock) {
  model::LaneHistory history(trace::ThreadId{thread});
  for (const auto& [at, state] : states) {
    const bool waits = state == ThreadState::blocked || state == ThreadState::ready;
    history.change(at, state, waits ? object : trace::ObjectId{});
  }
  return history;
}

Measures measures(const std::vector<model::LaneHistory>& lanes, trace::Time now = 100ms) {
  model::Snapshot snapshot;
  snapshot.objects.resize(2);
  snapshot.objects[0].id = lock;
  snapshot.objects[1].id = end_of_worker;
  snapshot.objects[1].kind = trace::ObjectKind::thread;
  for (const model::LaneHistory& history : lanes) snapshot.timeline.lanes.push_back(history.view());
  snapshot.timeline.now = now;
  return course::measures_of(snapshot);
}

}  // namespace

class TestMeasures : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void two_threads_that_take_turns_are_never_at_work_together() {
    using enum ThreadState;
    const Measures result = measures({lane(1, {{0ms, running}, {40ms, blocked}, {80ms, finished}}),
                                      lane(2, {{0ms, blocked}, {40ms, running}, {80ms, finished}})});
    QCOMPARE(result.length, std::chrono::nanoseconds(80ms));
    QCOMPARE(result.most_at_work, std::size_t{1});
    QCOMPARE(result.most_alive, std::size_t{2});
    QCOMPARE(result.at_work, 1.0);
    QCOMPARE(result.overlap, 0.0);
    QCOMPARE(result.waiting, 0.5);
  }

  void two_threads_side_by_side_are_two_at_work() {
    using enum ThreadState;
    const Measures result =
        measures({lane(1, {{0ms, running}, {60ms, finished}}), lane(2, {{20ms, sleeping}, {80ms, finished}})});
    QCOMPARE(result.most_at_work, std::size_t{2});
    QCOMPARE(result.at_work, 1.5);
    QCOMPARE(result.overlap, 0.5);
    QCOMPARE(result.waiting, 0.0);
  }

  void who_was_released_and_has_not_gone_on_still_waits() {
    using enum ThreadState;
    const Measures result = measures({lane(1, {{0ms, running}, {20ms, blocked}, {30ms, ready}, {40ms, finished}})});
    QCOMPARE(result.waiting, 0.5);
  }

  void to_join_is_neither_life_nor_waiting() {
    using enum ThreadState;
    const Measures result = measures(
        {lane(1, {{0ms, running}, {10ms, blocked}, {90ms, ready}, {95ms, running}, {100ms, finished}}, end_of_worker),
         lane(2, {{10ms, running}, {90ms, finished}})});
    QCOMPARE(result.waiting, 0.0);
    QCOMPARE(result.at_work, 0.95);
  }

  void an_event_loop_without_events_is_not_at_work() {
    using enum ThreadState;
    const Measures result = measures({lane(1, {{0ms, running}, {100ms, finished}}),
                                      lane(2, {{0ms, sleeping}, {60ms, ready}, {70ms, running}, {80ms, sleeping}})});
    QCOMPARE(result.at_work, 1.1);
    QCOMPARE(result.overlap, 0.1);
  }

  void a_thread_that_is_only_made_does_not_count() {
    using enum ThreadState;
    const Measures result =
        measures({lane(1, {{0ms, created}, {50ms, running}, {90ms, finished}}), lane(2, {{0ms, created}})});
    QCOMPARE(result.length, std::chrono::nanoseconds(40ms));
    QCOMPARE(result.most_alive, std::size_t{1});
  }

  void nothing_that_happened_takes_no_time() {
    QCOMPARE(measures({}).length, std::chrono::nanoseconds(0));
    QCOMPARE(measures({lane(1, {})}).at_work, 0.0);
  }

  void a_spread_has_its_quartiles() {
    const course::Spread spread = course::spread_of({5, 1, 3, 2, 4});
    QCOMPARE(spread.least, 1.0);
    QCOMPARE(spread.lower, 2.0);
    QCOMPARE(spread.median, 3.0);
    QCOMPARE(spread.upper, 4.0);
    QCOMPARE(spread.greatest, 5.0);
    QCOMPARE(course::spread_of({1, 2}).median, 1.5);
    QCOMPARE(course::spread_of({7}).upper, 7.0);
  }
};

QTEST_APPLESS_MAIN(TestMeasures)
#include "tst_measures.moc"
