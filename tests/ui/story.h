#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "model/history.h"
#include "trace/source.h"
#include "ui/frame.h"

/// Tells a run event by event, as a recorder would, and gives the frames that views paint from.
class Story {
 public:
  static constexpr auto file = "lessons/999_story/lesson.cpp";

  trace::ThreadId thread(std::string name) {
    const trace::ThreadId id{++threads_};
    batch_.names.emplace_back(trace::ThreadName{id, std::move(name), "main"});
    happens(trace::EventKind::thread_started, id);
    return id;
  }

  trace::ObjectId object(trace::ObjectKind kind, std::string name, std::int64_t limit = -1, std::int64_t value = 0) {
    const trace::ObjectId id{++objects_};
    batch_.names.emplace_back(trace::ObjectName{id, kind, std::move(name), "main#1", limit, value});
    return id;
  }

  /// Moves the clock.
  Story& at(double milliseconds) {
    now_ = trace::Time(static_cast<std::int64_t>(milliseconds * 1e6));
    return *this;
  }
  /// Where the next events happen.
  Story& on_line(std::uint32_t line) {
    line_ = line;
    return *this;
  }

  void happens(trace::EventKind kind, trace::ThreadId thread, trace::ObjectId object = {}, std::int64_t value = 0,
               trace::ThreadId peer = {}) {
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

  /// A put or got after which the queue holds these.
  void leaves(trace::EventKind kind, trace::ThreadId thread, trace::ObjectId queue, std::vector<std::string> items) {
    const auto count = static_cast<std::int64_t>(items.size());
    batch_.names.emplace_back(trace::Contents{queue, sequences_[queue] + 1, std::move(items)});
    happens(kind, thread, queue, count);
  }

  void prints(trace::ThreadId thread, std::string text) {
    const trace::TextId id{++texts_};
    batch_.names.emplace_back(trace::Text{id, std::move(text)});
    happens(trace::EventKind::printed, thread, {}, id.value);
  }

  void acquires(trace::ThreadId thread, trace::ObjectId lock) { happens(trace::EventKind::acquired, thread, lock, 1); }
  void waits(trace::ThreadId thread, trace::ObjectId lock, trace::ThreadId holder) {
    happens(trace::EventKind::blocked, thread, lock, -1, holder);
  }

  /// Twice, since threads count as stuck only when two looks in a row found them so.
  std::shared_ptr<const model::Snapshot> snapshot() {
    batch_.now = now_;
    batch_.totals.recorded += batch_.events.size();
    history_.apply(std::exchange(batch_, trace::Batch{{}, {}, batch_.totals, now_, false}));
    history_.snapshot();
    return history_.snapshot();
  }

  ui::FramePointer frame(course::RunState state = course::RunState::running) {
    auto frame = std::make_shared<course::Frame>();
    frame->state = state;
    frame->snapshot = snapshot();
    return frame;
  }

 private:
  model::History history_;
  trace::Batch batch_;
  trace::Time now_{};
  std::uint32_t line_ = 0;
  std::uint32_t threads_ = 0;
  std::uint32_t objects_ = 0;
  std::uint32_t texts_ = 0;
  std::map<trace::ObjectId, std::uint32_t> sequences_;
};

/// Two workers that take two locks in opposite order, and wait for each other.
struct Deadlock {
  Story story;
  trace::ThreadId main = story.thread("main");
  trace::ThreadId one = story.thread("worker-1");
  trace::ThreadId two = story.thread("worker-2");
  trace::ObjectId left = story.object(trace::ObjectKind::lock, "left");
  trace::ObjectId right = story.object(trace::ObjectKind::lock, "right");

  Deadlock() {
    story.at(1).on_line(12).acquires(one, left);
    story.at(2).on_line(22).acquires(two, right);
    story.at(3).on_line(13).waits(one, right, two);
    story.at(4).on_line(23).waits(two, left, one);
    story.at(20);
  }
};
