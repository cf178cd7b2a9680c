#pragma once

#include <deque>
#include <iterator>
#include <optional>
#include <utility>

#include "threading/future.h"
#include "threading/input_iterator.h"

namespace threading {

/// Python: what Executor.map gives. An input range of the results of calls that were all submitted already, in the
/// order of their inputs; each is waited for when it is asked for. std::monostate stands for the result of a void call.
///
///                | dropped                            | next one failed, or did not come in time
///   not begun    | cancels nothing                    | -
///   begun        | cancels what is left, the last first | raises it, cancels what is left; then it is exhausted
///
/// Thread-safety: one thread at a time.
/// Raises:        what the call raised, at its place; CancelledError; TimeoutError.
/// Lifetime:      movable before begin(). Lets go of a result when the next one is asked for.
template <class T>
class MapResults {
 public:
  using value_type = typename Future<T>::Stored;
  using iterator = InputIterator<MapResults>;

  MapResults(std::deque<Future<T>> futures, Deadline deadline, trace::Source source)
      : futures_(std::move(futures)), deadline_(deadline), source_(source) {}
  MapResults(MapResults&&) noexcept = default;
  MapResults& operator=(MapResults&&) = delete;
  MapResults(const MapResults&) = delete;
  MapResults& operator=(const MapResults&) = delete;
  ~MapResults() noexcept(false) {
    if (begun_) close();
  }

  iterator begin() {
    if (!std::exchange(begun_, true)) advance();
    return iterator(*this);
  }
  std::default_sentinel_t end() const { return {}; }

 private:
  friend iterator;

  const value_type& current() const { return *result_; }
  bool exhausted() const { return result_ == nullptr; }
  void advance() {
    result_ = nullptr;
    current_.reset();
    if (futures_.empty()) return;
    current_ = std::move(futures_.front());
    futures_.pop_front();
    try {
      result_ = &current_->await(deadline_, source_);
    } catch (...) {
      current_->cancel(source_);
      close();
      throw;
    }
  }
  void close() {
    while (!futures_.empty()) {
      const Future<T> last = std::move(futures_.back());
      futures_.pop_back();
      last.cancel(source_);
    }
  }

  std::deque<Future<T>> futures_;  // not asked for yet
  Deadline deadline_;
  trace::Source source_;
  bool begun_ = false;
  std::optional<Future<T>> current_;
  const value_type* result_ = nullptr;  // of current_
};

}  // namespace threading
