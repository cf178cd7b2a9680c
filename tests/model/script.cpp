#include "model/script.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace tests {

Script::Script(model::History::Limits limits) : history_(limits) {}

ThreadId Script::thread(std::string name) {
  const ThreadId id{++threads_};
  batch_.names.emplace_back(trace::ThreadName{id, std::move(name), "main"});
  return id;
}

ObjectId Script::object(ObjectKind kind, std::string name, std::int64_t value, std::int64_t limit) {
  trace::ObjectName object;
  object.id = {++objects_};
  object.kind = kind;
  object.name = std::move(name);
  object.value = value;
  object.limit = limit;
  batch_.names.emplace_back(object);
  return object.id;
}

trace::TextId Script::text(std::string text) {
  const trace::TextId id{++texts_};
  batch_.names.emplace_back(trace::Text{id, std::move(text)});
  return id;
}

trace::Event& Script::event(ThreadId thread, EventKind kind, ObjectId object, std::int64_t value, ThreadId peer) {
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

void Script::fold() {
  batch_.now = std::max(batch_.now, now_);
  batch_.totals.recorded = sequence_;
  history_.apply(batch_);
  batch_ = {};
}

std::shared_ptr<const model::Snapshot> Script::snapshot() {
  fold();
  return history_.snapshot();
}

std::shared_ptr<const model::Snapshot> Script::second_snapshot() {
  fold();
  history_.snapshot();
  return history_.snapshot();
}

}  // namespace tests
