#include <QtTest>
#include <algorithm>

#include "schedule/step.h"

using namespace schedule;
using trace::ObjectKind;

namespace {

constexpr ObjectNumber lock = 7;
constexpr ObjectNumber condition = 8;

Step step(OperationKind kind, ObjectNumber object, ObjectNumber its_lock = no_object) {
  Step step;
  step.kind = kind;
  step.object = object;
  step.lock = its_lock;
  return step;
}

/// Whether two threads' operations on one object can change places.
bool commute(OperationKind left, OperationKind right, ObjectKind object) {
  return !footprint_of(step(left, lock), object, Waiter::none)
              .conflicts(footprint_of(step(right, lock), object, Waiter::none));
}

bool touches(const Footprint& footprint, ObjectNumber object, Access access) {
  return std::any_of(footprint.begin(), footprint.end(),
                     [&](const Footprint::Touch& touch) { return touch.object == object && touch.access == access; });
}

}  // namespace

class TestStep : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void loads_change_places_with_each_other_and_with_nothing_else() {
    QVERIFY(commute(OperationKind::load, OperationKind::load, ObjectKind::variable));
    QVERIFY(!commute(OperationKind::load, OperationKind::store, ObjectKind::variable));
    QVERIFY(!commute(OperationKind::load, OperationKind::modify, ObjectKind::variable));
    QVERIFY(!commute(OperationKind::store, OperationKind::store, ObjectKind::variable));
  }

  void releases_of_a_semaphore_change_places_but_not_with_who_looks_or_acquires() {
    QVERIFY(commute(OperationKind::release, OperationKind::release, ObjectKind::semaphore));
    QVERIFY(!commute(OperationKind::release, OperationKind::test, ObjectKind::semaphore));
    QVERIFY(!commute(OperationKind::release, OperationKind::acquire, ObjectKind::semaphore));
    QVERIFY(!commute(OperationKind::release, OperationKind::release, ObjectKind::bounded_semaphore));
    QVERIFY(!commute(OperationKind::release, OperationKind::release, ObjectKind::lock));
  }

  void an_event_is_set_twice_in_any_order_but_not_set_and_cleared() {
    QVERIFY(commute(OperationKind::set, OperationKind::set, ObjectKind::event));
    QVERIFY(commute(OperationKind::clear, OperationKind::clear, ObjectKind::event));
    QVERIFY(commute(OperationKind::wait_set, OperationKind::test, ObjectKind::event));
    QVERIFY(!commute(OperationKind::set, OperationKind::clear, ObjectKind::event));
    QVERIFY(!commute(OperationKind::set, OperationKind::wait_set, ObjectKind::event));
  }

  void looking_at_a_future_is_remembered_there() {
    QVERIFY(!commute(OperationKind::test, OperationKind::test, ObjectKind::future));
    QVERIFY(commute(OperationKind::test, OperationKind::test, ObjectKind::queue));
  }

  void joins_change_places() { QVERIFY(commute(OperationKind::join, OperationKind::join, ObjectKind::thread)); }

  void a_sleep_and_a_step_of_the_programs_own_touch_nothing() {
    for (const OperationKind kind : {OperationKind::sleep, OperationKind::compute, OperationKind::step}) {
      const Footprint footprint = footprint_of(step(kind, no_object), ObjectKind::thread, Waiter::none);
      QVERIFY(footprint.begin() == footprint.end() && !footprint.touches_everything());
    }
  }

  void to_wait_on_a_condition_gives_up_its_lock() {
    const Footprint footprint =
        footprint_of(step(OperationKind::wait, condition, lock), ObjectKind::condition, Waiter::none);
    QVERIFY(touches(footprint, condition, Access::exclusive) && touches(footprint, lock, Access::exclusive));
  }

  void a_notify_needs_the_lock_only_to_be_held() {
    const Footprint footprint =
        footprint_of(step(OperationKind::notify, condition, lock), ObjectKind::condition, Waiter::none);
    QVERIFY(touches(footprint, condition, Access::exclusive) && touches(footprint, lock, Access::reading));
  }

  void a_waiter_concerns_the_condition_until_it_is_chosen_and_the_lock_from_then_on() {
    const Step back = step(OperationKind::reacquire, condition, lock);
    const Footprint waiting = footprint_of(back, ObjectKind::condition, Waiter::waiting);
    QVERIFY(touches(waiting, condition, Access::exclusive) && !touches(waiting, lock, Access::exclusive));
    const Footprint chosen = footprint_of(back, ObjectKind::condition, Waiter::chosen);
    QVERIFY(touches(chosen, lock, Access::exclusive) && !touches(chosen, condition, Access::exclusive));
  }

  /// A Move's choice names one of all combinations of what a step has to choose.
  void a_choice_is_shared_out_among_several_alternatives() {
    for (std::size_t choice = 0; choice < 6; ++choice) {
      Step chosen;
      std::size_t left = choice;
      QCOMPARE(chosen.take_alternative(left, 2), choice % 2);
      QCOMPARE(chosen.take_alternative(left, 3), choice / 2);
      QCOMPARE(std::size_t{chosen.choice}, choice);
      QCOMPARE(chosen.alternatives, std::uint16_t{6});
    }
  }

  void a_choice_beyond_the_last_begins_anew() {
    Step chosen;
    std::size_t left = 7;
    chosen.take_alternative(left, 2);
    chosen.take_alternative(left, 3);
    QCOMPARE(chosen.choice, std::uint16_t{1});
  }
};

QTEST_APPLESS_MAIN(TestStep)
#include "tst_step.moc"
