#include "schedule/holds.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace schedule {
namespace {

class Holds {
 public:
  explicit Holds(const Identities& identities) : identities_(identities) {}

  void follow(const Step& step, std::size_t number) {
    if (step.ending != Ending::act) return;
    switch (step.kind) {
      case OperationKind::acquire: take({step.thread, step.object, number}, step); break;
      case OperationKind::acquire_shared: take({step.thread, step.object, number, true}, step); break;
      case OperationKind::release: give_back(step.object, std::nullopt); break;
      case OperationKind::release_shared: give_back(step.object, step.thread); break;
      case OperationKind::wait: lend(step); break;
      case OperationKind::reacquire: take_back(step, number); break;
      default: break;
    }
  }

  std::vector<Hold> held() && { return std::move(held_); }

 private:
  void take(const Hold& hold, const Step& step) {
    if (is_lock(identities_[hold.lock].kind) && !(step.only_tries && is_refused(hold))) held_.push_back(hold);
  }

  bool is_refused(const Hold& wanted) const {
    const bool takes_again = identities_[wanted.lock].kind == trace::ObjectKind::rlock;
    return std::any_of(held_.begin(), held_.end(), [&](const Hold& hold) {
      return hold.lock == wanted.lock && !(takes_again && hold.thread == wanted.thread) &&
             !(hold.to_read && wanted.to_read);
    });
  }

  /// A Lock may be given up by any thread.
  void give_back(ObjectNumber lock, std::optional<ThreadIndex> thread) {
    const auto last = std::find_if(held_.rbegin(), held_.rend(), [&](const Hold& hold) {
      return hold.lock == lock && hold.thread == thread.value_or(hold.thread);
    });
    if (last != held_.rend()) held_.erase(std::next(last).base());
  }

  void lend(const Step& wait) {
    const auto lent = std::stable_partition(held_.begin(), held_.end(), [&](const Hold& hold) {
      return hold.lock != wait.lock || hold.thread != wait.thread;
    });
    std::move(lent, held_.end(), std::back_inserter(lent_));
    held_.erase(lent, held_.end());
  }

  void take_back(const Step& step, std::size_t number) {
    const ObjectNumber lock = step.lock != no_object ? step.lock : step.object;
    const auto back = std::stable_partition(
        lent_.begin(), lent_.end(), [&](const Hold& hold) { return hold.lock != lock || hold.thread != step.thread; });
    std::for_each(back, lent_.end(), [number](Hold& hold) { hold.taken = number; });
    std::move(back, lent_.end(), std::back_inserter(held_));
    lent_.erase(back, lent_.end());
  }

  const Identities& identities_;
  std::vector<Hold> held_;
  std::vector<Hold> lent_;  // while their threads wait for a notify
};

/// Who has to wait for a readers-writer lock joins its queue first: a step that takes nothing, and the next is the
/// same.
bool only_queues(const std::vector<Step>& steps, std::size_t at, const std::vector<Step>& waiting) {
  const Step& step = steps[at];
  if (step.kind != OperationKind::acquire && step.kind != OperationKind::acquire_shared) return false;
  const auto of_its_thread = [&step](const Step& other) { return other.thread == step.thread; };
  const auto later = std::find_if(steps.begin() + static_cast<std::ptrdiff_t>(at) + 1, steps.end(), of_its_thread);
  const auto pending = std::find_if(waiting.begin(), waiting.end(), of_its_thread);
  if (later == steps.end() && pending == waiting.end()) return false;
  const Step& next = later != steps.end() ? *later : *pending;
  return next.kind == step.kind && next.object == step.object &&
         trace::intern(next.source) == trace::intern(step.source);
}

}  // namespace

bool is_lock(trace::ObjectKind kind) {
  return kind == trace::ObjectKind::lock || kind == trace::ObjectKind::rlock || kind == trace::ObjectKind::rw_lock;
}

std::vector<Hold> held_after(const std::vector<Step>& steps, const std::vector<Step>& waiting,
                             const Identities& identities) {
  Holds holds(identities);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const bool has_queue = identities[steps[i].object].kind == trace::ObjectKind::rw_lock;
    if (!has_queue || !only_queues(steps, i, waiting)) holds.follow(steps[i], i);
  }
  return std::move(holds).held();
}

}  // namespace schedule
