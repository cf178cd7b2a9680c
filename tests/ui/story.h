#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "model/history.h"
#include "ui/frame.h"

/// Tells a run event by event, as a recorder would, and gives the frames that views paint from.
class Story {
 public:
  static constexpr auto file = "lessons/999_story/lesson.cpp";

  trace::ThreadId thread(std::string name);
  trace::ObjectId object(trace::ObjectKind kind, std::string name, std::int64_t limit = -1, std::int64_t value = 0);

  /// Moves the clock.
  Story& at(double milliseconds);
  /// Where the next events happen.
  Story& on_line(std::uint32_t line);

  void happens(trace::EventKind kind, trace::ThreadId thread, trace::ObjectId object = {}, std::int64_t value = 0,
               trace::ThreadId peer = {});
  /// A put or got after which the queue holds these.
  void leaves(trace::EventKind kind, trace::ThreadId thread, trace::ObjectId queue, std::vector<std::string> items);
  void prints(trace::ThreadId thread, std::string text);
  void acquires(trace::ThreadId thread, trace::ObjectId lock) { happens(trace::EventKind::acquired, thread, lock, 1); }
  void waits(trace::ThreadId thread, trace::ObjectId lock, trace::ThreadId holder) {
    happens(trace::EventKind::blocked, thread, lock, -1, holder);
  }

  /// Twice, since threads count as stuck only when two looks in a row found them so.
  std::shared_ptr<const model::Snapshot> snapshot();
  ui::FramePointer frame(course::RunState state = course::RunState::running);

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

  Deadlock();
};
