// Who can never go on.
#include <algorithm>

#include "schedule/slot.h"
#include "schedule/wording.h"

namespace schedule {

bool ControlledRun::deadlocks() {
  const Threads ring = situation_.enabled == 0 ? Threads{0} : this->ring();
  if (situation_.enabled != 0 && ring == 0) return false;
  const Threads stuck = ring == 0 ? situation_.unfinished : ring;
  std::vector<Wait> waits;
  for_each(stuck, [&](ThreadIndex thread) { waits.push_back({slot_of(thread).step, holder_of(slot_of(thread))}); });
  for_each(situation_.enabled, [&](ThreadIndex thread) { execution_.bystanders.push_back(thread); });
  std::string what = words_of(waits, identities_);
  if (ring != 0) what = "partial deadlock: " + what + "; still going: " + names_of(execution_.bystanders, identities_);
  end_with(Verdict::deadlocks, std::move(what));
  execution_.waits = std::move(waits);
  return true;
}

/// Threads that wait for each other in a ring, one of which is not a daemon; none if there are none. A ring is closed
/// by the thread that came to its operation last.
Threads ControlledRun::ring() const {
  if (policies_.at_partial_deadlock == Policies::AtFailure::go_on || execution_.steps.empty()) return 0;
  const ThreadIndex last = execution_.steps.back().thread;
  Threads ring = 0;
  bool awaited = false;
  for (ThreadIndex thread = last; contains(situation_.unfinished, thread) && !contains(ring, thread);) {
    const Slot& slot = *by_thread_[thread];
    const auto next = waits_for_ever_for(slot);
    if (!next || *next == thread) return 0;
    ring |= only(thread);
    awaited = awaited || !slot.daemon;
    thread = *next;
    if (thread == last) return awaited ? ring : 0;
  }
  return 0;
}

/// Whoever has to give up what this one waits for, or to end; none if something else may let it go on.
std::optional<ThreadIndex> ControlledRun::waits_for_ever_for(const Slot& slot) const {
  if (slot.ways > 0) return {};
  if (!slot.deadline.is_never() && slot.waiter() != Waiter::chosen) return {};
  if (slot.awaited().kind() == trace::ObjectKind::lock && is_signal(slot.awaited())) return {};
  return holder_of(slot);
}

std::optional<ThreadIndex> ControlledRun::holder_of(const Slot& slot) const {
  const OperationKind kind = slot.step.kind;
  const bool waits_to_be_chosen = slot.waiter() == Waiter::waiting;
  const bool takes = kind == OperationKind::acquire || (kind == OperationKind::reacquire && !waits_to_be_chosen);
  const threading::Subject& awaited = slot.awaited();
  const bool is_lock = awaited.kind() == trace::ObjectKind::lock || awaited.kind() == trace::ObjectKind::rlock;
  if (!(takes && is_lock) && kind != OperationKind::join) return {};
  const auto end = slots_.begin() + static_cast<std::ptrdiff_t>(used_);
  const auto holder =
      std::find_if(slots_.begin(), end, [&awaited](const auto& each) { return each->serial == awaited.holder.serial; });
  return holder == end ? std::nullopt : std::optional((*holder)->index);
}

/// Given up by a thread that does not hold it: it was seen, or is about to happen.
bool ControlledRun::is_signal(const threading::Subject& lock) const {
  if (identities_[ObjectNumber{lock.membership().number}].signal) return true;
  bool about_to_be = false;
  for_each(situation_.unfinished, [&](ThreadIndex thread) {
    const Slot& slot = *by_thread_[thread];
    const bool releases = slot.step.kind == OperationKind::release && slot.subject == &lock;
    about_to_be = about_to_be || (releases && slot.serial != lock.holder.serial);
  });
  return about_to_be;
}

void ControlledRun::note_release(const Slot& slot) {
  const threading::Subject& lock = *slot.subject;
  if (lock.kind() != trace::ObjectKind::lock || lock.holder.serial == slot.serial) return;
  if (lock.holder.serial != 0) identities_.mark_as_signal(slot.step.object);
}

}  // namespace schedule
