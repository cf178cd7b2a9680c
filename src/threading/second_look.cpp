#include "threading/second_look.h"

#include <sched.h>

#include "threading/futex.h"

namespace threading {
namespace {

/// Asked anew at each trial, since a thread may be bound to one at any time.
bool may_use_several_processors() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  return sched_getaffinity(0, sizeof allowed, &allowed) != 0 || CPU_COUNT(&allowed) > 1;
}

}  // namespace

bool SecondLook::worthwhile(int looks) {
  if (patience_ == 0 && sleeps_++ % sleeps_between_trials == 0 && may_use_several_processors()) patience_ = trial_looks;
  if (looks < patience_) {
    stay_away();
    return true;
  }
  patience_ = patience_ > usual_looks ? 0 : patience_ / 2;
  return false;
}

}  // namespace threading
