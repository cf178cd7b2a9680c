#include "step_story.h"

#include <memory>

StepStory::StepStory() {
  using Standing = course::StepThread::Standing;
  using Kind = course::StepOption::Kind;
  frame.steps = {
      {.thread = one, .thread_name = "worker-1", .words = "read 0 from counter", .line = 12},
      {.thread = two, .thread_name = "worker-2", .words = "read 0 from counter", .line = 12, .pre_empted = true},
      {.thread = two, .thread_name = "worker-2", .words = "stored 1 to counter", .line = 13, .continues = true}};
  frame.position = 2;
  frame.pre_emptions = 1;
  frame.threads = {{.id = one,
                    .name = "worker-1",
                    .pending = "will store 1 to counter",
                    .last = "read 0 from counter",
                    .line = 13,
                    .options = {{Kind::act, 0, "store 1 to counter"}}},
                   {.id = two,
                    .name = "worker-2",
                    .standing = Standing::waits,
                    .pending = "waits for lock till, held by worker-1",
                    .last = "read 0 from counter",
                    .line = 14,
                    .options = {}}};
  frame.frame.snapshot = story.snapshot();
  frame.frame.state = course::RunState::paused;
}

StepStory& StepStory::failed() {
  frame.position = 3;
  frame.over = true;
  frame.steps[1].matters = false;
  frame.verdict = {.kind = course::StepVerdict::Kind::claim_fails,
                   .sentence = "No increment is lost: 1 of 2 is missing.",
                   .claim = "nothing-lost",
                   .culprits = {0, 2},
                   .because = "worker-1 read counter (step 1)."};
  return *this;
}

ui::StepPointer StepStory::pointer() const { return std::make_shared<course::StepFrame>(frame); }
