#pragma once

#include <stdexcept>

namespace threading {

// Python's errors. Each is thrown before anything was changed, with a sentence that says what to do instead.

class RuntimeError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class ValueError : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

class TypeError : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

class OverflowError : public std::overflow_error {
 public:
  using std::overflow_error::overflow_error;
};

/// threading.BrokenBarrierError: a Barrier was reset, aborted, or a party gave up.
class BrokenBarrierError : public RuntimeError {
 public:
  using RuntimeError::RuntimeError;
};

/// queue.Full: the queue had no room, at once or within the time-out.
class Full : public std::runtime_error {
 public:
  Full() : std::runtime_error("the queue is full") {}
};

/// queue.Empty: the queue had no item, at once or within the time-out.
class Empty : public std::runtime_error {
 public:
  Empty() : std::runtime_error("the queue is empty") {}
};

/// concurrent.futures.CancelledError: the future was cancelled and has no result.
class CancelledError : public std::runtime_error {
 public:
  CancelledError() : std::runtime_error("the future was cancelled") {}
};

/// concurrent.futures.TimeoutError: what was waited for did not come in time.
class TimeoutError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// concurrent.futures.InvalidStateError: the operation is not allowed in the state that the future is in.
class InvalidStateError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// concurrent.futures.thread.BrokenThreadPool: an initializer failed, and no task will run any more.
class BrokenThreadPool : public RuntimeError {
 public:
  using RuntimeError::RuntimeError;
};

/// Python's SystemExit: ends the thread that throws it, quietly unless its session has an excepthook of its own.
struct SystemExit {};

/// The run was taken down: thrown at a visible operation of each of its threads, so that their stacks unwind.
/// Deliberately no std::exception: `catch (const std::exception&)` lets it pass.
struct TakenDown {};

}  // namespace threading
