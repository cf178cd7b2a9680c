#include "schedule/step.h"

namespace schedule {
namespace {

using trace::ObjectKind;

/// What is not known to commute is taken not to.
Access access_of(OperationKind kind, ObjectKind object) {
  switch (kind) {
    case OperationKind::load:
    case OperationKind::test:
    case OperationKind::join:
    case OperationKind::wait_set:
      // To look at a semaphore does not change places with a release; a future remembers who looked.
      return object == ObjectKind::semaphore || object == ObjectKind::future ? Access::exclusive : Access::reading;
    case OperationKind::release:
      // A bounded semaphore refuses a permit too many.
      return object == ObjectKind::semaphore ? Access::permitting : Access::exclusive;
    case OperationKind::set: return object == ObjectKind::event ? Access::raising : Access::exclusive;
    case OperationKind::clear: return object == ObjectKind::event ? Access::lowering : Access::exclusive;
    default: return Access::exclusive;
  }
}

}  // namespace

Footprint footprint_of(const Step& step, ObjectKind object, Waiter waiter) {
  Footprint footprint;
  switch (step.kind) {
    case OperationKind::sleep:
    case OperationKind::compute:
    case OperationKind::step: return footprint;
    case OperationKind::enumerate:
      // Of starts and ends, and of what a thread does before its maker goes on.
      footprint.touch_everything();
      return footprint;
    case OperationKind::wait:
      footprint.add(step.object, Access::exclusive);
      footprint.add(step.lock, Access::exclusive);
      return footprint;
    case OperationKind::notify:
      footprint.add(step.object, Access::exclusive);
      footprint.add(step.lock, Access::reading);  // may be refused without it
      return footprint;
    case OperationKind::reacquire:
      // The mutex's side once it was chosen, the condition's before.
      footprint.add(waiter == Waiter::chosen ? step.lock : step.object, Access::exclusive);
      return footprint;
    default:
      if (step.object != no_object) footprint.add(step.object, access_of(step.kind, object));
      return footprint;
  }
}

}  // namespace schedule
