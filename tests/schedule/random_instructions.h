#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "threading/barrier.h"
#include "threading/condition.h"
#include "threading/event.h"
#include "threading/future.h"
#include "threading/interpreter_lock.h"
#include "threading/latch.h"
#include "threading/lifo_queue.h"
#include "threading/lock.h"
#include "threading/priority_queue.h"
#include "threading/queue.h"
#include "threading/rlock.h"
#include "threading/rw_lock.h"
#include "threading/semaphore.h"
#include "threading/shared.h"
#include "threading/simple_queue.h"

/// What a random program can do: something with every primitive, often wrongly.
namespace random_program {

/// One of each, shared by the program's threads.
struct World {
  threading::Shared<int> x{0}, y{0};
  threading::Lock lock, other_lock;
  threading::RLock rlock;
  threading::Condition condition{lock}, second_condition{lock};
  threading::Condition own_condition;
  threading::Semaphore semaphore{1};
  threading::BoundedSemaphore bounded{1};
  threading::Event event;
  threading::Queue<int> queue{1};
  threading::LifoQueue<int> lifo_queue{2};
  threading::PriorityQueue<int> priority_queue{2};
  threading::SimpleQueue<int> simple_queue;
  threading::Barrier barrier{2};
  threading::Barrier meeting{2, [this] { act_as_last(); }};
  threading::RWLock rw_lock{threading::RWPolicy::fair};
  threading::RWLock readers_first{threading::RWPolicy::prefer_readers};
  threading::Latch latch{2};
  threading::Future<int> future, second_future;
  threading::InterpreterLock interpreter_lock;

 private:
  /// Visible itself, and fails where another thread wrote first.
  void act_as_last() {
    if (x.fetch_add(1) == 1) throw std::runtime_error("the action fails");
  }
};

/// Answers with a number that depends on what it saw.
struct Instruction {
  std::string name;
  std::function<int(World&)> run;
  int size = 1;  ///< how many simple ones it counts for
};
/// Those that have to do with each other.
using Group = std::vector<Instruction>;

const std::vector<Group>& instructions();
/// Of them, those that make threads of their own: executors, threads that are asked to stop.
std::vector<Group> with_helpers();

}  // namespace random_program
