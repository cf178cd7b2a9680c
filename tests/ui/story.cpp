#include "story.h"

#include <utility>

#include "trace/source.h"

trace::ThreadId Story::thread(std::string name) {
  const trace::ThreadId id{++threads_};
  batch_.names.emplace_back(trace::ThreadName{id, std::move(name), "main"});
  happens(trace::EventKind::thread_started, id);
  return id;
}

trace::ObjectId Story::object(trace::ObjectKind kind, std::string name, std::int64_t limit, std::int64_t value) {
  const trace::ObjectId id{++objects_};
  batch_.names.emplace_back(trace::ObjectName{id, kind, std::move(name), "main#1", limit, value});
  return id;
}

Story& Story::at(double milliseconds) {
  now_ = trace::Time(static_cast<std::int64_t>(milliseconds * 1e6));
  return *this;
}

Story& Story::on_line(std::uint32_t line) {
  line_ = line;
  return *this;
}

void Story::happens(trace::EventKind kind, trace::ThreadId thread, trace::ObjectId object, std::int64_t value,
                    trace::ThreadId peer) {
  trace::Event event;
  event.time = now_;
  event.kind = kind;
  event.thread = thread;
  event.object = object;
  event.value = value;
  event.peer = peer;
  if (object) event.sequence = ++sequences_[object];
  if (line_ > 0) event.source = trace::intern({file, line_});
  batch_.events.push_back(event);
}

void Story::leaves(trace::EventKind kind, trace::ThreadId thread, trace::ObjectId queue,
                   std::vector<std::string> items) {
  const auto count = static_cast<std::int64_t>(items.size());
  batch_.names.emplace_back(trace::Contents{queue, sequences_[queue] + 1, std::move(items)});
  happens(kind, thread, queue, count);
}

void Story::prints(trace::ThreadId thread, std::string text) {
  const trace::TextId id{++texts_};
  batch_.names.emplace_back(trace::Text{id, std::move(text)});
  happens(trace::EventKind::printed, thread, {}, id.value);
}

std::shared_ptr<const model::Snapshot> Story::snapshot() {
  batch_.now = now_;
  batch_.totals.recorded += batch_.events.size();
  history_.apply(std::exchange(batch_, trace::Batch{{}, {}, batch_.totals, now_, false}));
  history_.snapshot();
  return history_.snapshot();
}

ui::FramePointer Story::frame(course::RunState state) {
  auto frame = std::make_shared<course::Frame>();
  frame->state = state;
  frame->snapshot = snapshot();
  return frame;
}

Deadlock::Deadlock() {
  story.at(1).on_line(12).acquires(one, left);
  story.at(2).on_line(22).acquires(two, right);
  story.at(3).on_line(13).waits(one, right, two);
  story.at(4).on_line(23).waits(two, left, one);
  story.at(20);
}
