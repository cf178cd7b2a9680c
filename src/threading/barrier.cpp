#include "threading/barrier.h"

namespace threading {
namespace {

int at_least_one(int parties) {
  if (parties < 1) throw ValueError("parties must be >= 1: a barrier for nobody would never open");
  return parties;
}

}  // namespace

/// A thread in wait(). Constant from its arrival on: index and deadline.
class Barrier::Party {
 public:
  explicit Party(Barrier& barrier) : barrier_(barrier) {}
  ~Party() {
    if (inside_) barrier_.monitor_.note([this](Turn& turn) { go_out(turn); });
  }
  Party(const Party&) = delete;
  Party& operator=(const Party&) = delete;

  bool is_inside() const { return inside_; }
  bool is_last() const { return index + 1 == barrier_.parties_; }

  // Under the monitor.

  void come_in() {
    index = barrier_.waiting_++;
    barrier_.inside_.push_back(this);
    inside_ = true;
  }
  /// Also where an error ends its stay.
  void go_out(Turn& turn) {
    if (is_last() && barrier_.state_ == State::full) barrier_.break_down(turn);
    if (outcome == Outcome::undecided) --barrier_.waiting_;
    std::erase(barrier_.inside_, this);
    inside_ = false;
    const auto left = static_cast<std::int64_t>(barrier_.inside_.size());
    if (outcome == Outcome::opened) turn.record(barrier_.subject_, trace::EventKind::left, left);
    if (!barrier_.drains()) turn.wake(Monitor::everybody, OperationKind::arrive);
  }

  int index = 0;
  Deadline deadline = Deadline::never();
  Outcome outcome = Outcome::undecided;  // guarded by the monitor while inside

 private:
  Barrier& barrier_;
  bool inside_ = false;
};

Barrier::Barrier(int parties, std::string name) : Barrier(parties, nullptr, std::nullopt, std::move(name)) {}

Barrier::Barrier(int parties, Action action, std::string name)
    : Barrier(parties, std::move(action), std::nullopt, std::move(name)) {}

Barrier::Barrier(int parties, Action action, std::optional<Timeout> timeout, std::string name)
    : parties_(at_least_one(parties)),
      action_(std::move(action)),
      timeout_(timeout),
      subject_(trace::ObjectKind::barrier, std::move(name), parties) {}

int Barrier::wait(trace::Source source) { return wait_within(timeout_, source); }

int Barrier::wait(Timeout timeout, trace::Source source) { return wait_within(timeout, source); }

/// Two visible operations: arrive; leave, once the round is decided. What the action does is in between.
int Barrier::wait_within(const std::optional<Timeout>& timeout, trace::Source source) {
  Party party(*this);
  arrive(party, timeout, source);
  if (!party.is_inside()) return 0;  // the run is taken down, and nobody minds
  if (party.is_last() && action_) run_action(party, source);
  leave(party, source);
  if (party.outcome == Outcome::broken) {
    throw BrokenBarrierError("the barrier is broken: a party gave up, or it was aborted or reset");
  }
  return party.index;
}

void Barrier::arrive(Party& party, const std::optional<Timeout>& timeout, trace::Source source) {
  monitor_.perform(
      {OperationKind::arrive, source}, subject_, Deadline::never(), [&] { return lets_in(); },
      [&](Turn& turn) {
        if (state_ == State::broken) {
          return turn.refuse(BrokenBarrierError("the barrier is broken: reset it before anybody waits again"));
        }
        const bool last = waiting_ + 1 == parties_;
        if (!last && timeout) party.deadline = Deadline::after(*timeout).checked();
        party.come_in();
        turn.record(trace::EventKind::arrived, static_cast<std::int64_t>(inside_.size()));
        if (!last) return;
        if (action_ == nullptr) return open(turn);
        state_ = State::full;
      });
}

void Barrier::run_action(Party& party, trace::Source source) {
  try {
    action_();
  } catch (...) {
    monitor_.perform({OperationKind::abort, source}, subject_, [&](Turn& turn) { party.go_out(turn); });
    throw;
  }
}

/// As in Python a party whose time is over looks once more: it breaks the barrier only if that has not opened
/// meanwhile.
void Barrier::leave(Party& party, trace::Source source) {
  const auto go = [&](Turn& turn) {
    if (party.is_last() && state_ == State::full) open(turn);
    party.go_out(turn);
    if (turn.being_taken_down()) party.outcome = Outcome::opened;
  };
  const Operation operation{OperationKind::leave, source};
  const bool in_time = monitor_.perform(
      operation, subject_, party.deadline,
      [&] { return party.outcome != Outcome::undecided || (party.is_last() && state_ == State::full); }, go);
  if (in_time || party.deadline.is_never()) return;
  monitor_.perform(
      operation, subject_, Deadline::never(), [&] { return state_ != State::full; },
      [&](Turn& turn) {
        if (party.outcome == Outcome::undecided && !turn.being_taken_down()) break_down(turn);
        go(turn);
      });
}

bool Barrier::lets_in() const {
  const bool last = waiting_ + 1 == parties_;
  return state_ == State::broken || (state_ == State::filling && !(last && drains()));
}

void Barrier::open(Turn& turn) {
  state_ = State::filling;
  decide(Outcome::opened);
  turn.wake(Monitor::everybody);
}

void Barrier::break_down(Turn& turn) {
  if (state_ == State::broken) return;
  state_ = State::broken;
  decide(Outcome::broken);
  turn.record(subject_, trace::EventKind::broken, -1);
  turn.wake(Monitor::everybody);
}

void Barrier::decide(Outcome outcome) {
  for (Party* party : inside_) {
    if (party->outcome == Outcome::undecided) party->outcome = outcome;
  }
  waiting_ = 0;
}

void Barrier::reset(trace::Source source) {
  monitor_.perform(
      {OperationKind::reset, source}, subject_, Deadline::never(), [&] { return state_ != State::full; },
      [&](Turn& turn) {
        if (drains() && state_ != State::broken) return;
        state_ = State::filling;
        decide(Outcome::broken);
        turn.record(trace::EventKind::reset, 0);
        turn.wake(Monitor::everybody);
      });
}

void Barrier::abort(trace::Source source) {
  monitor_.perform(
      {OperationKind::abort, source}, subject_, Deadline::never(), [&] { return state_ != State::full; },
      [&](Turn& turn) {
        break_down(turn);
        // Python tells those too who were released but have not left yet.
        for (Party* party : inside_) party->outcome = Outcome::broken;
      });
}

int Barrier::n_waiting(trace::Source source) const {
  monitor_.look({OperationKind::test, source}, subject_);
  int waiting = 0;
  monitor_.note([&](Turn&) { waiting = drains() ? 0 : waiting_; });
  return waiting;
}

bool Barrier::broken(trace::Source source) const {
  monitor_.look({OperationKind::test, source}, subject_);
  bool is_broken = false;
  monitor_.note([&](Turn&) { is_broken = state_ == State::broken; });
  return is_broken;
}

}  // namespace threading
