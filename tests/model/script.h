#pragma once

#include <string>
#include <utility>

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
  explicit Script(model::History::Limits limits = {}) : history_(limits) {}

  ThreadId thread(std::string name) {
    const ThreadId id{++threads_};
    batch_.names.emplace_back(trace::ThreadName{id, std::move(name), "main"});
    return id;
  }

  ObjectId object(ObjectKind kind, std::string name, std::int64_t value = 0, std::int64_t limit = -1) {
    trace::ObjectName object;
    object.id = {++objects_};
    object.kind = kind;
    object.name = std::move(name);
    object.value = value;
    object.limit = limit;
    batch_.names.emplace_back(object);
    return object.id;
  }

  trace::TextId text(std::string text) {
    const trace::TextId id{++texts_};
    batch_.names.emplace_back(trace::Text{id, std::move(text)});
    return id;
  }

  /// One millisecond after the event before, with the next sequence number.
  trace::Event& event(ThreadId thread, EventKind kind, ObjectId object = {}, std::int64_t value = 0,
                      ThreadId peer = {}) {
    now_ += std::chrono::milliseconds(1);
    trace::Event event;
    event.time = now_;
    event.thread = thread;
    event.kind = kind;
    event.object = object;
    event.value = value;
    event.peer = peer;
    event.sequence = ++sequence_;
    batch_.events.push_back(event);
    return batch_.events.back();
  }

  void starts(ThreadId thread) { event(thread, EventKind::thread_started); }
  void takes(ThreadId thread, ObjectId lock) { event(thread, EventKind::acquired, lock, 1); }
  void releases(ThreadId thread, ObjectId lock) { event(thread, EventKind::released, lock, 0); }
  void waits(ThreadId thread, ObjectId object, ThreadId holder = {}, std::int64_t timeout = -1) {
    event(thread, EventKind::blocked, object, timeout, holder);
  }

  /// Folds what was written since.
  void fold() {
    batch_.now = now_;
    batch_.totals.recorded = sequence_;
    history_.apply(batch_);
    batch_ = {};
  }

  std::shared_ptr<const model::Snapshot> snapshot() {
    fold();
    return history_.snapshot();
  }

  /// A second look at the same, after which stuck threads are believed.
  std::shared_ptr<const model::Snapshot> second_snapshot() {
    fold();
    history_.snapshot();
    return history_.snapshot();
  }

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
