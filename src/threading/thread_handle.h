#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include "threading/errors.h"
#include "threading/timeout.h"
#include "trace/source.h"

namespace threading {

struct ThreadState;

/// Refers to a thread, as a variable does in Python: copies mean the same thread, which goes on without them.
///
/// Thread-safety: every method, from any thread.
class ThreadHandle {
 public:
  explicit ThreadHandle(std::shared_ptr<ThreadState> state) : state_(std::move(state)) {}

  std::string name() const;
  void set_name(std::string name);
  /// The process does not wait for a daemon at its end.
  bool daemon() const;
  /// Raises RuntimeError once started.
  void set_daemon(bool daemon);
  /// Unique among living threads; none before start(), kept after the end.
  std::optional<std::uint64_t> ident() const;
  /// The system's number of the thread (gettid); none before start(), kept after the end.
  std::optional<int> native_id() const;
  /// Started and not ended.
  bool is_alive(trace::Source source = trace::Source::here()) const;

  /// Asks its callable to come to an end, if that looks at its stop_token; false if it was asked before. Stop callbacks
  /// run here, and TakenDown does not leave them: what they do returns at once where the run is taken down.
  /// To look at a token is no visible operation: where a schedule has to see it, use an Event.
  bool request_stop() const;
  std::stop_token get_stop_token() const;
  /// Where it is asked through this, stop callbacks must not use what may raise TakenDown.
  std::stop_source get_stop_source() const;

  /// Waits until the thread has ended; then its callable, arguments and thread-locals are gone.
  /// Raises RuntimeError before start(), and in the thread itself.
  void join(trace::Source source = trace::Source::here()) const;
  /// Waits that long at the most; zero and negative only look. Returns whether the thread has ended.
  bool join(Timeout timeout, trace::Source source = trace::Source::here()) const;

  friend bool operator==(const ThreadHandle&, const ThreadHandle&) = default;

 protected:
  const std::shared_ptr<ThreadState>& state() const { return state_; }

 private:
  bool join_until(Deadline deadline, trace::Source source) const;

  std::shared_ptr<ThreadState> state_;
};

}  // namespace threading
