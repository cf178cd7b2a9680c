#include "threading/condition.h"

#include <limits>

namespace threading {

Condition::Condition(std::string name)
    : own_lock_(std::make_unique<RLock>(name.empty() ? name : name + " lock")),
      lock_(*own_lock_),
      subject_(trace::ObjectKind::condition, std::move(name)) {}

Condition::Condition(BasicLock& lock, std::string name)
    : lock_(lock), subject_(trace::ObjectKind::condition, std::move(name)) {}

/// A waiter's time in the list, which also ends when the thread unwinds before it looks at its ticket again.
class Condition::Stay {
 public:
  Stay(Condition& condition, const Ticket& ticket, Position position)
      : condition_(condition), ticket_(ticket), position_(position) {}
  ~Stay() {
    if (!over_) condition_.lock_.monitor_.note([this](Turn&) { end(); });
  }
  Stay(const Stay&) = delete;
  Stay& operator=(const Stay&) = delete;

  /// Under the monitor.
  void end() {
    over_ = true;
    if (!ticket_.notified) condition_.waiters_.erase(position_);
  }

 private:
  Condition& condition_;
  const Ticket& ticket_;
  const Position position_;
  bool over_ = false;
};

bool Condition::wait(trace::Source source) { return wait_until(Deadline::never(), source); }

bool Condition::wait(Timeout timeout, trace::Source source) { return wait_until(Deadline::after(timeout), source); }

/// Two visible operations, both under the lock's monitor: join the waiters and give the lock up; then, once notified
/// and the lock is free, take it back. In between a notified thread simply waits for the lock.
bool Condition::wait_until(Deadline deadline, trace::Source source) {
  deadline.checked();
  const Context& self = Context::current();
  Ticket ticket{self};
  int levels = 0;
  const auto position = enlist(ticket, levels, source);
  if (!position) return false;
  Stay stay(*this, ticket, *position);
  const auto take_back = [&](Turn& turn) { lock_.take_back(turn, levels); };
  const Operation back{.kind = OperationKind::reacquire, .source = source, .lock = &lock_.subject_};
  const bool went_on = lock_.monitor_.perform(
      back, subject_, deadline, [&] { return ticket.notified && lock_.admits(self); },
      [&](Turn& turn) {
        stay.end();
        take_back(turn);
      },
      [&] { stay.end(); });
  const bool woken = ticket.notified || (self.runtime() != nullptr && self.runtime()->woke_for_no_reason());
  if (!went_on) {
    lock_.monitor_.perform(
        {OperationKind::reacquire, source}, lock_.subject_, Deadline::never(), [&] { return lock_.admits(self); },
        take_back);
  }
  return woken;
}

std::optional<Condition::Position> Condition::enlist(Ticket& ticket, int& levels, trace::Source source) {
  std::optional<Position> position;
  const Operation give_up{.kind = OperationKind::wait, .source = source, .lock = &lock_.subject_};
  lock_.monitor_.perform(give_up, subject_, [&](Turn& turn) {
    if (!lock_.is_owned_by(turn.thread())) {
      return turn.refuse(RuntimeError("cannot wait on un-acquired lock: acquire it first"));
    }
    position = waiters_.insert(waiters_.end(), &ticket);
    levels = lock_.give_all(turn);
  });
  return position;
}

void Condition::notify(int n, trace::Source source) {
  const Operation choose{.kind = OperationKind::notify, .source = source, .lock = &lock_.subject_};
  lock_.monitor_.perform(choose, subject_, [&](Turn& turn) {
    if (!lock_.is_owned_by(turn.thread())) {
      return turn.refuse(RuntimeError("cannot notify on un-acquired lock: acquire it first"));
    }
    if (waiters_.empty() && n > 0) turn.record(trace::EventKind::notified);
    const bool everybody = n > 0 && static_cast<std::size_t>(n) >= waiters_.size();
    for (; n > 0 && !waiters_.empty(); --n) {
      Ticket& chosen = take_next(turn.thread(), everybody ? 1 : waiters_.size());
      chosen.notified = true;
      turn.record(trace::EventKind::notified, lock_.subject_.id(turn.thread()).value, chosen.thread.id());
    }
  });
}

Condition::Ticket& Condition::take_next(Context& notifier, std::size_t candidates) {
  Runtime* const runtime = notifier.runtime();
  const std::size_t place = runtime == nullptr || candidates == 1 ? 0 : runtime->choose(candidates);
  const auto next = std::next(waiters_.begin(), static_cast<std::ptrdiff_t>(place));
  Ticket& chosen = **next;
  waiters_.erase(next);
  if (runtime != nullptr) runtime->woke(chosen.thread);
  return chosen;
}

void Condition::notify_all(trace::Source source) { notify(std::numeric_limits<int>::max(), source); }

}  // namespace threading
