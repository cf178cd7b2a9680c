#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "model/history.h"

namespace tests {

using trace::EventKind;
using trace::ObjectId;
using trace::ObjectKind;
using trace::ThreadId;
using trace::Time;

/// Writes down what happened, event by event, and has a History fold it.
class Script {
 public:
  explicit Script(model::History::Limits limits = {});

  ThreadId thread(std::string name);
  ObjectId object(ObjectKind kind, std::string name, std::int64_t value = 0, std::int64_t limit = -1);
  trace::TextId text(std::string text);

  /// One millisecond after the event before, with the next sequence number.
  trace::Event& event(ThreadId thread, EventKind kind, ObjectId object = {}, std::int64_t value = 0,
                      ThreadId peer = {});

  void starts(ThreadId thread) { event(thread, EventKind::thread_started); }
  void takes(ThreadId thread, ObjectId lock) { event(thread, EventKind::acquired, lock, 1); }
  void releases(ThreadId thread, ObjectId lock) { event(thread, EventKind::released, lock, 0); }
  void waits(ThreadId thread, ObjectId object, ThreadId holder = {}, std::int64_t timeout = -1) {
    event(thread, EventKind::blocked, object, timeout, holder);
  }

  /// Folds what was written since.
  void fold();

  std::shared_ptr<const model::Snapshot> snapshot();
  /// A second look at the same, after which stuck threads are believed.
  std::shared_ptr<const model::Snapshot> second_snapshot();

  model::History& history() { return history_; }
  trace::Batch& batch() { return batch_; }
  Time now() const { return now_; }

 private:
  model::History history_;
  trace::Batch batch_;
  std::uint32_t threads_ = 0;
  std::uint32_t objects_ = 0;
  std::uint32_t texts_ = 0;
  std::uint32_t sequence_ = 0;
  Time now_{};
};

}  // namespace tests
