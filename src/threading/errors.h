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

/// Python's SystemExit: ends the thread that throws it, quietly unless its session has an excepthook of its own.
struct SystemExit {};

/// The run was taken down: thrown at a visible operation of each of its threads, so that their stacks unwind.
/// Deliberately no std::exception: `catch (const std::exception&)` lets it pass.
struct TakenDown {};

}  // namespace threading
