#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "threading/barrier.h"
#include "threading/chance.h"
#include "threading/condition.h"
#include "threading/event.h"
#include "threading/interpreter_lock.h"
#include "threading/lock.h"
#include "threading/queue.h"
#include "threading/rlock.h"
#include "threading/rw_lock.h"
#include "threading/semaphore.h"
#include "threading/session.h"
#include "threading/shared.h"
#include "threading/sleep.h"
#include "threading/thread.h"
#include "threading/with.h"

std::ptrdiff_t system_threads();

namespace wandering {

using namespace std::chrono_literals;
using namespace threading;

/// What the threads of a run share. Plain numbers are guarded by the lock of that name.
struct World {
  explicit World(bool takes_turns = false);

  /// What is wrong when no thread is left; empty if nothing.
  std::string remains() const;

  std::optional<InterpreterLock> interpreter_lock;
  Lock lock;
  RLock rlock;
  Condition over_lock{lock};
  Condition over_rlock{rlock};
  BoundedSemaphore semaphore{2};
  threading::Event event;
  Queue<int> queue{2};
  Barrier barrier{2};
  RWLock rw_lock;
  Shared<int> shared;
  int by_lock = 0;
  int by_rlock = 0;
  int by_rw_lock = 0;
  std::atomic<int> inside{0};
};

/// A run of some threads that do random things for ever.
std::shared_ptr<Session> start_run(World& world, std::uint64_t threads, bool watched, Random& random);

}  // namespace wandering
