#include "model/thread_state.h"

namespace model {

std::string_view name(ThreadState state) {
  switch (state) {
    case ThreadState::created: return "created";
    case ThreadState::running: return "running";
    case ThreadState::ready: return "ready";
    case ThreadState::blocked: return "blocked";
    case ThreadState::sleeping: return "sleeping";
    case ThreadState::finished: return "finished";
  }
  return "?";
}

}  // namespace model
