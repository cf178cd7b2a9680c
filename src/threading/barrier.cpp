#include "threading/barrier.h"

namespace threading {
namespace {

int at_least_one(int parties) {
  if (parties < 1) throw ValueError("parties must be >= 1: a barrier for nobody would never open");
  return parties;
}

}  // namespace

/// A party's time inside, which an error may end.
class Barrier::Stay {
 public:
  Stay(Barrier& barrier, int index) : barrier_(barrier), last_(index + 1 == barrier.parties_) {}
  ~Stay() {
    if (!over_) barrier_.monitor_.note([this](Turn& turn) { end(turn); });
  }
  Stay(const Stay&) = delete;
  Stay& operator=(const Stay&) = delete;

  bool of_the_last() const { return last_; }
  /// Under the monitor.
  void end(Turn& turn) {
    over_ = true;
    if (last_ && barrier_.state_ == State::full) barrier_.break_down(turn);
    barrier_.let_out(turn);
  }

 private:
  Barrier& barrier_;
  const bool last_;
  bool over_ = false;
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

/// Two visible operations: arrive, once the round before has left; leave, once this one may. What the action does is
/// in between.
int Barrier::wait_within(const std::optional<Timeout>& timeout, trace::Source source) {
  Deadline deadline = Deadline::never();
  const auto index = arrive(timeout, deadline, source);
  if (!index) return 0;
  Stay stay(*this, *index);
  if (stay.of_the_last() && action_) run_action(stay, source);
  if (!leave(stay, deadline, source)) {
    throw BrokenBarrierError("the barrier is broken: a party gave up, or it was aborted or reset");
  }
  return *index;
}

std::optional<int> Barrier::arrive(const std::optional<Timeout>& timeout, Deadline& deadline, trace::Source source) {
  std::optional<int> index;
  monitor_.perform(
      {OperationKind::arrive, source}, subject_, Deadline::never(), [&] { return lets_in(); },
      [&](Turn& turn) {
        if (state_ == State::broken) {
          return turn.refuse(BrokenBarrierError("the barrier is broken: reset it before anybody waits again"));
        }
        const bool last = inside_ + 1 == parties_;
        if (!last && timeout) deadline = Deadline::after(*timeout).checked();
        index = inside_++;
        turn.record(trace::EventKind::arrived, inside_);
        if (!last) return;
        if (action_ == nullptr) return open(turn);
        state_ = State::full;
      });
  return index;
}

void Barrier::run_action(Stay& stay, trace::Source source) {
  try {
    action_();
  } catch (...) {
    monitor_.perform({OperationKind::abort, source}, subject_, [&](Turn& turn) { stay.end(turn); });
    throw;
  }
}

/// Returns whether the barrier had opened. As in Python a party whose time is over looks once more: it breaks the
/// barrier only if that has not opened meanwhile.
bool Barrier::leave(Stay& stay, Deadline deadline, trace::Source source) {
  bool opened = true;
  const auto go = [&](Turn& turn) {
    if (stay.of_the_last() && state_ == State::full) open(turn);
    opened = state_ == State::draining || turn.being_taken_down();
    stay.end(turn);
  };
  const Operation operation{OperationKind::leave, source};
  const bool in_time = monitor_.perform(
      operation, subject_, deadline, [&] { return stay.of_the_last() || lets_out(); }, go);
  if (in_time || deadline.is_never()) return opened;
  monitor_.perform(
      operation, subject_, Deadline::never(), [&] { return state_ != State::full; },
      [&](Turn& turn) {
        if (state_ == State::filling && !turn.being_taken_down()) break_down(turn);
        go(turn);
      });
  return opened;
}

void Barrier::open(Turn& turn) {
  state_ = State::draining;
  turn.wake(Monitor::everybody, OperationKind::leave);
}

void Barrier::break_down(Turn& turn) {
  if (state_ == State::broken) return;
  state_ = State::broken;
  turn.record(subject_, trace::EventKind::broken, -1);
  turn.wake(Monitor::everybody);
}

void Barrier::let_out(Turn& turn) {
  --inside_;
  if (state_ == State::draining) turn.record(subject_, trace::EventKind::left, inside_);
  if (inside_ > 0 || (state_ != State::draining && state_ != State::resetting)) return;
  state_ = State::filling;
  turn.wake(Monitor::everybody);
}

void Barrier::reset(trace::Source source) {
  monitor_.perform(
      {OperationKind::reset, source}, subject_, Deadline::never(), [&] { return state_ != State::full; },
      [&](Turn& turn) {
        if (state_ == State::draining || state_ == State::resetting) return;
        state_ = inside_ > 0 ? State::resetting : State::filling;
        turn.record(trace::EventKind::reset, 0);
        turn.wake(Monitor::everybody);
      });
}

void Barrier::abort(trace::Source source) {
  monitor_.perform(
      {OperationKind::abort, source}, subject_, Deadline::never(), [&] { return state_ != State::full; },
      [&](Turn& turn) { break_down(turn); });
}

int Barrier::n_waiting() const {
  int waiting = 0;
  monitor_.note([&](Turn&) {
    if (state_ == State::filling || state_ == State::full) waiting = inside_;
  });
  return waiting;
}

bool Barrier::broken() const {
  bool is_broken = false;
  monitor_.note([&](Turn&) { is_broken = state_ == State::broken; });
  return is_broken;
}

}  // namespace threading
