#include <QTest>

#include "model/start_join_order.h"

using model::Slot;
using model::StartJoinOrder;
using trace::Event;
using trace::EventKind;
using trace::ObjectId;
using trace::ThreadId;

namespace {

constexpr ThreadId main_thread{1};

/// A program of which only starts and joins are told.
class Program {
 public:
  Program() { order.apply({.thread = main_thread, .kind = EventKind::thread_started}); }

  ThreadId start(ThreadId parent = main_thread) {
    const ThreadId child{++threads_};
    tell(parent, EventKind::thread_launched, child);
    tell(child, EventKind::thread_started, child);
    return child;
  }
  void end(ThreadId thread) { tell(thread, EventKind::thread_finished, thread); }
  void join(ThreadId thread, ThreadId joiner = main_thread) { tell(joiner, EventKind::joined, thread); }

  /// Whether all that `first` did until now comes before what `second` does next.
  bool before(ThreadId first, ThreadId second) {
    const Slot slot = order.slot(first);
    return order.clock(order.slot(second))->at(slot) >= order.time(slot);
  }

  StartJoinOrder order;

 private:
  void tell(ThreadId actor, EventKind kind, ThreadId thread) {
    order.apply({.thread = actor, .object = ObjectId{thread.value}, .kind = kind});
  }
  std::uint32_t threads_ = main_thread.value;
};

}  // namespace

class TestStartJoinOrder : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void two_threads_that_were_started_are_not_ordered() {
    Program program;
    const ThreadId one = program.start();
    const ThreadId two = program.start();
    QVERIFY(!program.before(one, two));
    QVERIFY(!program.before(two, one));
  }

  void what_came_before_a_start_is_before_the_thread() {
    Program program;
    const std::uint64_t then = program.order.time(program.order.slot(main_thread));
    const ThreadId one = program.start();
    const auto known = program.order.clock(program.order.slot(one));
    QVERIFY(known->at(program.order.slot(main_thread)) >= then);
    QVERIFY(!program.before(main_thread, one));
  }

  void a_thread_that_was_joined_is_before_the_next_that_is_started() {
    Program program;
    const ThreadId one = program.start();
    const std::uint64_t then = program.order.time(program.order.slot(one));
    const Slot slot = program.order.slot(one);
    program.end(one);
    QVERIFY(program.order.clock(program.order.slot(main_thread))->at(slot) < then);
    program.join(one);
    const ThreadId two = program.start();
    QVERIFY(program.order.clock(program.order.slot(two))->at(slot) >= then);
  }

  void the_slot_of_a_thread_that_was_joined_is_used_again() {
    Program program;
    const ThreadId one = program.start();
    const Slot slot = program.order.slot(one);
    program.end(one);
    program.join(one);
    QCOMPARE(program.order.slot(program.start()), slot);
  }

  void the_slot_of_a_thread_that_is_not_known_to_be_over_is_not() {
    Program program;
    const ThreadId one = program.start();
    program.end(one);
    QVERIFY(program.order.slot(program.start()) != program.order.slot(one));
  }

  void too_many_threads_at_a_time_are_noticed() {
    Program program;
    for (Slot i = 1; i < StartJoinOrder::most; ++i) program.start();
    QVERIFY(!program.order.exhausted());
    program.start();
    QVERIFY(program.order.exhausted());
  }

  void any_number_of_threads_in_a_row_is_not_too_many() {
    Program program;
    for (Slot i = 0; i < 3 * StartJoinOrder::most; ++i) {
      const ThreadId one = program.start();
      program.end(one);
      program.join(one);
    }
    QVERIFY(!program.order.exhausted());
  }
};

QTEST_APPLESS_MAIN(TestStartJoinOrder)
#include "tst_start_join_order.moc"
