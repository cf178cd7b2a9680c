#include "threading/wanderer.h"

#include <filesystem>
#include <iterator>

std::ptrdiff_t system_threads() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/task"), std::filesystem::directory_iterator());
}

namespace wandering {

World::World(bool takes_turns) {
  if (takes_turns) interpreter_lock.emplace(InterpreterLock::shortest_switch_interval);
}

std::string World::remains() const {
  if (lock.locked()) return "the lock is held";
  if (rlock.depth() != 0) return "the rlock is held";
  if (rw_lock.readers() != 0 || rw_lock.writing()) return "the rw lock is held";
  if (semaphore.value() != 2) return "permits are lost";
  if (interpreter_lock && interpreter_lock->locked()) return "the interpreter lock is held";
  return {};
}

namespace {

/// A thread that does random things for ever.
class Wanderer {
 public:
  Wanderer(World& world, std::uint64_t seed, int depth) : world_(world), random_(seed), depth_(depth) {}

  void operator()() {
    std::optional<InterpreterLock::Hold> hold;
    if (world_.interpreter_lock && is_first()) hold.emplace(*world_.interpreter_lock);
    for (;;) step();
  }

 private:
  void step() {
    switch (below(random_, 15)) {
      case 0: return hold_lock();
      case 1: return hold_rlock();
      case 2: return wait_on(world_.over_lock, world_.by_lock);
      case 3: return wait_on(world_.over_rlock, world_.by_rlock);
      case 4: return pass_semaphore();
      case 5: return use_event();
      case 6: return world_.queue.put(1);
      case 7: return use_queue();
      case 8: return sleep_for(below(random_, 50) == 0 ? Timeout(1h) : Timeout(10us));
      case 9: return have_child();
      case 10: return swallow();
      case 11: return meet();
      case 12: return read();
      case 13: return write();
      default: world_.shared.fetch_add(1);
    }
  }

  /// Its children take part in the interpreter lock because it does.
  static bool is_first() { return Context::current().interpreter_lock() == nullptr; }

  void hold_lock() {
    if (below(random_, 3) == 0) {
      if (!world_.lock.acquire(100us)) return;
      ++world_.by_lock;
      return world_.lock.release();
    }
    const With with(world_.lock);
    ++world_.by_lock;
  }
  void hold_rlock() {
    const With outer(world_.rlock);
    const With inner(world_.rlock);
    ++world_.by_rlock;
    world_.shared.load();
    ++world_.by_rlock;
  }
  void wait_on(Condition& condition, int& guarded) {
    const With with(condition);
    ++guarded;
    if (below(random_, 2) == 0) return condition.notify(1 + static_cast<int>(below(random_, 3)));
    if (below(random_, 2) == 0) {
      condition.wait();
    } else {
      condition.wait(50us);
    }
    ++guarded;
  }
  void pass_semaphore() {
    const With with(world_.semaphore);
    world_.shared.store(world_.shared.load() + 1);
  }
  void use_event() {
    switch (below(random_, 4)) {
      case 0: return world_.event.clear();
      case 1: world_.event.wait(); return;
      case 2: world_.event.wait(20us); return;
      default: return world_.event.set();
    }
  }
  void use_queue() {
    if (below(random_, 2) == 0) {
      world_.queue.get();
      return world_.queue.task_done();
    }
    try {
      world_.queue.get(10us);
      world_.queue.task_done();
    } catch (const Empty&) {
      world_.queue.put(1);
    }
  }
  void have_child() {
    if (depth_ == 0) return;
    Thread child(Wanderer(world_, random_(), depth_ - 1));
    child.start();
    if (below(random_, 2) == 0) {
      child.join();
    } else {
      child.join(100us);
    }
  }
  void meet() {
    try {
      world_.barrier.wait(one_in(random_, 2) ? Timeout(1h) : Timeout(20us));
    } catch (const BrokenBarrierError&) {
      world_.barrier.reset();
    }
  }
  void read() {
    const Reading reading(world_.rw_lock);
    const int seen = world_.by_rw_lock;
    world_.shared.store(seen);
  }
  void write() {
    const Writing writing(world_.rw_lock);
    ++world_.by_rw_lock;
  }
  void swallow() {
    try {
      const With with(world_.lock);
      sleep_for(10us);
    } catch (...) {
      world_.shared.load();
    }
  }

  World& world_;
  Random random_;
  int depth_;
};

}  // namespace

std::shared_ptr<Session> start_run(World& world, std::uint64_t threads, bool watched, Random& random) {
  const auto recorder = watched ? std::make_shared<trace::Recorder>(4096) : nullptr;
  auto session = std::make_shared<Session>(Session::Options{.recorder = recorder});
  for (; threads > 0; --threads) {
    Thread thread({.session = session}, Wanderer(world, random(), 1));
    thread.start();
  }
  return session;
}

}  // namespace wandering
