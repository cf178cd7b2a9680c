#pragma once

#include <memory>
#include <vector>

#include "threading/monitor.h"
#include "threading/timeout.h"
#include "trace/event.h"
#include "trace/source.h"

namespace threading {

class FutureCore;

/// When wait() returns.
enum class ReturnWhen : std::uint8_t {
  FIRST_COMPLETED,  ///< one is done
  FIRST_EXCEPTION,  ///< one has failed, or all are done
  ALL_COMPLETED,
};
using enum ReturnWhen;

/// Where one thread waits for several futures: each of them tells it, once, that it is done. A future tells while its
/// own monitor is held, and nothing holds two futures' monitors, so that no order among futures is needed. For the
/// library's own use.
///
/// Thread-safety: tell() by any thread; the rest by the one that made it.
class FutureWaiter {
 public:
  /// `futures` are different ones; they are known by their place.
  FutureWaiter(ReturnWhen return_when, std::vector<std::shared_ptr<FutureCore>> futures);
  ~FutureWaiter();
  FutureWaiter(const FutureWaiter&) = delete;
  FutureWaiter& operator=(const FutureWaiter&) = delete;

  /// One visible operation. False at the deadline.
  bool wait(Deadline deadline, trace::Source source);
  /// Which futures got done since the last call, in that order.
  std::vector<std::size_t> take_finished();
  /// The first call, where nothing tells those apart that got done before: in the order of `futures`, or in one that a
  /// controlled run may choose. From here on the order in which they get done matters.
  std::vector<std::size_t> take_first_finished();
  /// Lets a future go: it will not tell.
  void leave(std::size_t index);
  void leave_all();

  /// By a future, under its monitor.
  void tell(std::size_t index, trace::FutureState state);

 private:
  bool satisfied() const;

  const ReturnWhen return_when_;
  std::vector<std::shared_ptr<FutureCore>> futures_;  // null: left

  Monitor monitor_;
  // Guarded by monitor_.
  Subject subject_;
  std::size_t unfinished_;
  bool failed_ = false;
  bool in_order_ = false;
  std::vector<std::size_t> finished_;
};

}  // namespace threading
