#include "schedule/watch.h"

#include <algorithm>

namespace schedule {

using trace::EventKind;

void ControlledRun::Watch::add(const Slot& slot) {
  lanes_[slot.index] = {slot.context->shared_from_this(), Doing::runs, nullptr};
}

void ControlledRun::Watch::notified(const Slot& slot) {
  Lane& lane = lanes_[slot.index];
  if (lane.doing == Doing::waits) lane.subject = &slot.awaited();
}

void ControlledRun::Watch::stepped(ControlledRun& run, const Slot& actor) {
  for_each(run.situation_.unfinished & ~only(actor.index), [&](ThreadIndex thread) {
    const Slot& slot = run.slot_of(thread);
    const Doing doing = doing_of(run, slot);
    if (doing == Doing::is_ready && lanes_[thread].doing == Doing::waits) {
      wake(slot, actor);
    } else {
      turn_to(run, slot, doing);
    }
  });
}

void ControlledRun::Watch::decided(ControlledRun& run, const Slot* chosen, std::size_t steps) {
  recorder_->set_time(unit * steps);
  for_each(run.situation_.unfinished, [&](ThreadIndex thread) {
    const Slot& slot = run.slot_of(thread);
    if (&slot == chosen) {
      go_on(run, slot);
    } else {
      turn_to(run, slot, doing_of(run, slot));
    }
  });
}

/// A wait that may only end by time-out, or for no reason, is still one.
ControlledRun::Watch::Doing ControlledRun::Watch::doing_of(const ControlledRun& run, const Slot& slot) {
  const bool due = slot.ways > 0 && run.is_due(slot);
  if (slot.step.kind == OperationKind::sleep) return due ? Doing::is_ready : Doing::sleeps;
  return due || (slot.ways > 0 && slot.endings[0] == Ending::act) ? Doing::is_ready : Doing::waits;
}

void ControlledRun::Watch::turn_to(const ControlledRun& run, const Slot& slot, Doing doing) {
  Lane& lane = lanes_[slot.index];
  threading::Subject& subject = slot.awaited();
  if (lane.doing == doing && lane.subject == &subject) return;
  lane.doing = doing;
  lane.subject = &subject;
  const auto tell = [&](EventKind kind, std::int64_t value, trace::ThreadId peer) {
    subject.record(*lane.context, kind, value, peer, slot.step.source);
  };
  const auto left = [&] {
    using Nanoseconds = std::chrono::nanoseconds;
    if (slot.deadline.is_never() || slot.waiter() == Waiter::chosen) return std::int64_t{-1};
    return run.is_due(slot) ? 0 : Nanoseconds(slot.deadline.at() - run.now_).count();
  };
  switch (doing) {
    case Doing::runs: break;
    case Doing::is_ready: tell(EventKind::reached, 1, {}); break;
    case Doing::waits: tell(EventKind::blocked, left(), subject.holder.thread); break;
    case Doing::sleeps: tell(EventKind::sleeping, left(), {}); break;
  }
}

/// What a wait came to is told even if it was over at once.
void ControlledRun::Watch::go_on(const ControlledRun& run, const Slot& slot) {
  Lane& lane = lanes_[slot.index];
  const bool sleeps = slot.step.kind == OperationKind::sleep;
  if (lane.doing == Doing::runs) {
    if (!sleeps && slot.step.ending == Ending::act) return;
    turn_to(run, slot, sleeps ? Doing::sleeps : Doing::waits);
  }
  const bool in_time = !sleeps && slot.step.ending != Ending::time_out;
  slot.awaited().record(*lane.context, EventKind::resumed, in_time ? 1 : 0, {}, slot.step.source);
  lane.doing = Doing::runs;
  lane.subject = nullptr;
}

void ControlledRun::Watch::wake(const Slot& slot, const Slot& actor) {
  Lane& lane = lanes_[slot.index];
  lane.subject->record(*lanes_[actor.index].context, EventKind::woke, 0, lane.context->id(), actor.step.source);
  lane.doing = Doing::is_ready;
  lane.subject = &slot.awaited();
}

}  // namespace schedule
