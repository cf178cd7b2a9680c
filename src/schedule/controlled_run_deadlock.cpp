// Who can never go on.
#include <algorithm>
#include <bit>

#include "schedule/holds.h"
#include "schedule/slot.h"
#include "schedule/wording.h"

namespace schedule {

bool ControlledRun::deadlocks() {
  const Threads ring = situation_.enabled == 0 ? Threads{0} : this->ring();
  if (situation_.enabled != 0 && ring == 0) return false;
  const Threads stuck = ring == 0 ? situation_.unfinished : ring;
  std::vector<Wait> waits;
  for_each(stuck, [&](ThreadIndex thread) {
    const Threads holders = holders_of(slot_of(thread));
    const Threads shown = (holders & ring) == 0 ? holders : holders & ring;
    waits.push_back({.step = slot_of(thread).step});
    if (shown != 0) waits.back().holder = static_cast<ThreadIndex>(std::countr_zero(shown));
  });
  for_each(situation_.enabled, [&](ThreadIndex thread) { execution_.bystanders.push_back(thread); });
  std::string what = words_of(waits, identities_);
  if (ring != 0) what = "partial deadlock: " + what + "; still going: " + names_of(execution_.bystanders, identities_);
  end_with(Verdict::deadlocks, std::move(what));
  execution_.waits = std::move(waits);
  return true;
}

/// Threads each of which waits for the next, and the last for the first, or one that waits for itself; one of them is
/// not a daemon; none if there are none. Such a ring is closed by the thread that came to its operation last.
Threads ControlledRun::ring() const {
  if (policies_.at_partial_deadlock == Policies::AtFailure::go_on || execution_.steps.empty()) return 0;
  const ThreadIndex last = execution_.steps.back().thread;
  Threads seen = 0;
  const Threads ring = chain(last, last, seen);
  bool awaited = false;
  for_each(ring, [&](ThreadIndex thread) { awaited = awaited || !by_thread_[thread]->daemon; });
  return awaited ? ring : 0;
}

/// A way from one thread to another along which each waits for ever for the next; none if there is none that does not
/// lead over those that were seen already.
Threads ControlledRun::chain(ThreadIndex from, ThreadIndex to, Threads& seen) const {
  if (!contains(situation_.unfinished, from) || contains(seen, from)) return 0;
  seen |= only(from);
  const Threads next = waits_for_ever_for(*by_thread_[from]);
  if (contains(next, to)) return only(from);
  Threads rest = 0;
  for_each(next, [&](ThreadIndex thread) { rest = rest == 0 ? chain(thread, to, seen) : rest; });
  return rest == 0 ? 0 : rest | only(from);
}

/// Those all of whom have to give up what this one waits for, or to end; none if something else may let it go on.
Threads ControlledRun::waits_for_ever_for(const Slot& slot) const {
  if (slot.ways > 0) return 0;
  if (!slot.deadline.is_never() && slot.waiter() != Waiter::chosen) return 0;
  if (slot.awaited().kind() == trace::ObjectKind::lock && is_signal(slot.awaited())) return 0;
  return may_be_let_in(slot) ? 0 : holders_of(slot);
}

/// Where others read, who wants to read waits for a writer that came before it; that may give up.
bool ControlledRun::may_be_let_in(const Slot& slot) const {
  if (slot.step.kind != OperationKind::acquire_shared || slot.subject->readers.empty()) return false;
  bool may_be = false;
  for_each(situation_.unfinished, [&](ThreadIndex thread) {
    const Slot& other = *by_thread_[thread];
    const bool writes = other.step.kind == OperationKind::acquire && other.subject == slot.subject;
    may_be = may_be || (writes && !other.deadline.is_never());
  });
  return may_be;
}

/// All that have what it waits for, or who is to end.
Threads ControlledRun::holders_of(const Slot& slot) const {
  const OperationKind kind = slot.step.kind;
  const threading::Subject& awaited = slot.awaited();
  const bool waits_to_be_chosen = slot.waiter() == Waiter::waiting;
  const bool takes = kind == OperationKind::acquire || kind == OperationKind::acquire_shared ||
                     (kind == OperationKind::reacquire && !waits_to_be_chosen);
  if (!(takes && is_lock(awaited.kind())) && kind != OperationKind::join) return 0;
  Threads holders = owner_of(awaited.holder);
  for (const threading::Holder& reader : awaited.readers) holders |= owner_of(reader);
  return holders;
}

Threads ControlledRun::owner_of(const threading::Holder& holding) const {
  const auto end = slots_.begin() + static_cast<std::ptrdiff_t>(used_);
  const auto owner =
      std::find_if(slots_.begin(), end, [&](const auto& each) { return each->serial == holding.serial; });
  return owner == end ? 0 : only((*owner)->index);
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
