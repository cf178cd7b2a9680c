#pragma once

#include "story.h"
#include "ui/step_frame.h"

/// A moment of step mode as a test tells it: two workers that read and write one counter.
struct StepStory {
  Story story;
  trace::ThreadId one = story.thread("worker-1");
  trace::ThreadId two = story.thread("worker-2");
  trace::ObjectId counter = story.object(trace::ObjectKind::variable, "counter");
  course::StepFrame frame;

  StepStory();

  /// After the third step, which fails.
  StepStory& failed();

  ui::StepPointer pointer() const;
};
