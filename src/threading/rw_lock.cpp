#include "threading/rw_lock.h"

#include <algorithm>

namespace threading {

/// One thread that wants the lock, and its place among those that wait.
class RWLock::Request {
 public:
  Request(RWLock& lock, Side side) : lock_(lock), side_(side) {}
  ~Request() {
    // Gave up: those behind it may go.
    if (queued_) lock_.monitor_.note([this](Turn& turn) { leave_queue(), lock_.let_in(turn); });
  }
  Request(const Request&) = delete;
  Request& operator=(const Request&) = delete;

  bool reads() const { return side_ == Side::read; }

  // Under the monitor.

  void queue_up() {
    lock_.queue_.push_back(this);
    queued_ = true;
  }
  void leave_queue() {
    lock_.queue_.remove(this);
    queued_ = false;
  }

 private:
  RWLock& lock_;
  const Side side_;
  bool queued_ = false;  // changed by the thread itself
};

RWLock::RWLock(RWPolicy policy, std::string name)
    : policy_(policy), subject_(trace::ObjectKind::rw_lock, std::move(name)) {}

bool RWLock::acquire_read(trace::Source source) { return acquire_until(Side::read, Deadline::never(), source); }

bool RWLock::acquire_read(NonBlocking, trace::Source source) {
  return acquire_until(Side::read, Deadline::at_once(), source);
}

bool RWLock::acquire_read(Timeout timeout, trace::Source source) {
  return acquire_until(Side::read, Deadline::after(timeout), source);
}

bool RWLock::acquire_write(trace::Source source) { return acquire_until(Side::write, Deadline::never(), source); }

bool RWLock::acquire_write(NonBlocking, trace::Source source) {
  return acquire_until(Side::write, Deadline::at_once(), source);
}

bool RWLock::acquire_write(Timeout timeout, trace::Source source) {
  return acquire_until(Side::write, Deadline::after(timeout), source);
}

/// Two visible operations where it has to wait: join the queue; then, when it is this thread's turn, go in.
bool RWLock::acquire_until(Side side, Deadline deadline, trace::Source source) {
  const Operation operation{.kind = side == Side::read ? OperationKind::acquire_shared : OperationKind::acquire,
                            .source = source,
                            .patience = deadline.patience()};
  Request request(*this, side);
  bool inside = false;
  monitor_.perform(operation, subject_, [&](Turn& turn) {
    inside = admits(request);
    if (inside) {
      enter(turn, side);
    } else if (!deadline.checked().passed()) {
      request.queue_up();
    }
  });
  if (inside || deadline.is_at_once()) return inside;
  return monitor_.perform(
      operation, subject_, deadline, [&] { return admits(request); },
      [&](Turn& turn) {
        request.leave_queue();
        enter(turn, side);
      });
}

bool RWLock::admits(const Request& request) const {
  if (writing_ || (!request.reads() && !subject_.readers.empty())) return false;
  return !must_let_pass(request);
}

bool RWLock::must_let_pass(const Request& request) const {
  const bool fair = policy_ == RWPolicy::fair;
  const auto end = fair ? std::find(queue_.begin(), queue_.end(), &request) : queue_.end();
  return std::any_of(queue_.begin(), end, [&](const Request* other) {
    if (fair) return !(request.reads() && other->reads());
    return !request.reads() && other->reads();
  });
}

void RWLock::enter(Turn& turn, Side side) {
  const Holder holder = turn.as_holder();
  if (side == Side::read) {
    subject_.readers.push_back(holder);
  } else {
    writing_ = true;
    writer_ = holder;
  }
  update_holder();
  turn.record(trace::EventKind::acquired, writing_ ? -1 : static_cast<std::int64_t>(subject_.readers.size()));
}

void RWLock::release_read(trace::Source source) {
  monitor_.perform({OperationKind::release_shared, source}, subject_, [&](Turn& turn) {
    const auto mine = std::find_if(subject_.readers.begin(), subject_.readers.end(),
                                   [&](const Holder& reader) { return reader.serial == turn.thread().serial(); });
    if (mine == subject_.readers.end()) {
      return turn.refuse(RuntimeError("cannot release a lock that this thread does not read: acquire it first"));
    }
    subject_.readers.erase(mine);
    update_holder();
    turn.record(trace::EventKind::released, static_cast<std::int64_t>(subject_.readers.size()));
    let_in(turn);
  });
}

void RWLock::release_write(trace::Source source) {
  monitor_.perform({OperationKind::release, source}, subject_, [&](Turn& turn) {
    if (!writing_ || writer_.serial != turn.thread().serial()) {
      return turn.refuse(RuntimeError("cannot release a lock that this thread does not write: acquire it first"));
    }
    writing_ = false;
    update_holder();
    turn.record(trace::EventKind::released, 0);
    let_in(turn);
  });
}

/// Readers that may go, go together; else the writer that comes first.
void RWLock::let_in(Turn& turn) {
  const bool readers_go = std::any_of(queue_.begin(), queue_.end(),
                                      [this](const Request* other) { return other->reads() && admits(*other); });
  if (readers_go) {
    turn.wake(Monitor::everybody, OperationKind::acquire_shared);
  } else {
    turn.wake(1, OperationKind::acquire);
  }
}

/// One thread at the most can be shown as the one that others wait for.
void RWLock::update_holder() {
  subject_.holder = {};
  if (writing_) subject_.holder = writer_;
  if (subject_.readers.size() == 1) subject_.holder = subject_.readers.front();
}

int RWLock::readers(trace::Source source) const {
  monitor_.look({OperationKind::test, source}, subject_);
  std::size_t readers = 0;
  monitor_.note([&](Turn&) { readers = subject_.readers.size(); });
  return static_cast<int>(readers);
}

bool RWLock::writing(trace::Source source) const {
  monitor_.look({OperationKind::test, source}, subject_);
  bool writing = false;
  monitor_.note([&](Turn&) { writing = writing_; });
  return writing;
}

}  // namespace threading
