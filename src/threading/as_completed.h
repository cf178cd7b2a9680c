#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "threading/input_iterator.h"
#include "threading/wait.h"

namespace threading {

/// Python: concurrent.futures.as_completed gives one. An input range of futures as they get done (in the sense of
/// wait()), each once: first those that were at the beginning, in the order given (Python promises none, so that a
/// controlled run may choose another), then in the order of completion.
/// Nothing happens before begin().
///
/// Thread-safety: one thread at a time.
/// Raises:        TimeoutError where the next one is not there in time, counted from begin(); then it is exhausted.
/// Lifetime:      movable before begin(). Lets go of a future when the next one is asked for.
/// Trace:         as wait().
template <std::derived_from<AnyFuture> AFuture>
class AsCompleted {
 public:
  using value_type = AFuture;
  using iterator = InputIterator<AsCompleted>;

  template <Futures Range>
  AsCompleted(Range&& futures, std::optional<Timeout> timeout, trace::Source source)
      : timeout_(timeout), source_(source) {
    std::set<AFuture> seen;
    for (const AFuture& future : futures) {
      if (seen.insert(future).second) futures_.emplace_back(future);
    }
    left_ = futures_.size();
  }

  iterator begin() {
    if (waiter_ == nullptr) start();
    return iterator(*this);
  }
  std::default_sentinel_t end() const { return {}; }

 private:
  friend iterator;

  const AFuture& current() const { return *current_; }
  bool exhausted() const { return !current_; }
  void advance() {
    current_.reset();
    if (left_ > 0 && ready_.empty()) wait_for_more();
    if (left_ == 0) return;
    const std::size_t index = ready_.front();
    ready_.pop_front();
    --left_;
    waiter_->leave(index);
    current_.swap(futures_[index]);
  }

  void start() {
    deadline_ = timeout_ ? Deadline::after(*timeout_) : Deadline::never();
    std::vector<std::shared_ptr<FutureCore>> cores;
    for (const auto& future : futures_) cores.push_back(future->core());
    waiter_ = std::make_unique<FutureWaiter>(FIRST_COMPLETED, std::move(cores));
    waiter_->wait(Deadline::at_once(), source_);  // a look at all of them
    take_ready(waiter_->take_first_finished());
    advance();
  }
  void take_ready(const std::vector<std::size_t>& finished) { ready_.assign(finished.begin(), finished.end()); }
  void wait_for_more() {
    if (!deadline_.passed() && waiter_->wait(deadline_, source_)) return take_ready(waiter_->take_finished());
    const std::size_t unfinished = std::exchange(left_, 0);
    waiter_->leave_all();
    // A wait without a time-out is in vain only in a destructor of a run that is taken down: it should not throw.
    if (deadline_.is_never()) return;
    throw TimeoutError(std::to_string(unfinished) + " (of " + std::to_string(futures_.size()) + ") futures unfinished");
  }

  std::vector<std::optional<AFuture>> futures_;  // none: given out
  std::optional<Timeout> timeout_;
  trace::Source source_;
  Deadline deadline_ = Deadline::never();
  std::unique_ptr<FutureWaiter> waiter_;  // from begin() on
  std::deque<std::size_t> ready_;         // done, and not given out yet
  std::size_t left_ = 0;                  // not given out yet
  std::optional<AFuture> current_;
};

template <Futures Range>
auto as_completed(Range&& futures, trace::Source source = trace::Source::here()) {
  return AsCompleted<std::ranges::range_value_t<Range>>(futures, std::nullopt, source);
}
template <Futures Range>
auto as_completed(Range&& futures, Timeout timeout, trace::Source source = trace::Source::here()) {
  return AsCompleted<std::ranges::range_value_t<Range>>(futures, timeout, source);
}

}  // namespace threading
