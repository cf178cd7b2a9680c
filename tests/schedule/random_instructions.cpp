#include "schedule/random_instructions.h"

#include <chrono>

#include "threading/as_completed.h"
#include "threading/current_thread.h"
#include "threading/sleep.h"
#include "threading/thread.h"
#include "threading/timer.h"
#include "threading/wait.h"

namespace random_program {

namespace {

std::vector<Group> with_primitives() {
  using namespace std::chrono_literals;
  using threading::non_blocking;
  const auto in = [](auto& lock, auto action) {
    lock.acquire();
    const int result = action();
    lock.release();
    return result;
  };
  return {
      {
          {"x.load", [](World& w) { return w.x.load(); }},
          {"x.store(1)", [](World& w) { return w.x.store(1), 0; }},
          {"x.fetch_add", [](World& w) { return w.x.fetch_add(1); }},
          {"x++", [](World& w) { return w.x.store(w.x.load() + 1), 0; }},
          {"y = x", [](World& w) { return w.y.store(w.x.load()), 0; }},
          {"y.load", [](World& w) { return w.y.load(); }},
      },
      {
          {"lock.acquire", [](World& w) { return w.lock.acquire() ? 1 : 0; }},
          {"lock.acquire", [](World& w) { return w.lock.acquire() ? 1 : 0; }},
          {"lock.release", [](World& w) { return w.lock.release(), 0; }},
          {"lock.release", [](World& w) { return w.lock.release(), 0; }},
          {"lock.try", [](World& w) { return w.lock.acquire(non_blocking) ? 1 : 0; }},
          {"lock.acquire(1 s)", [](World& w) { return w.lock.acquire(1s) ? 1 : 0; }},
          {"other.acquire", [](World& w) { return w.other_lock.acquire() ? 1 : 0; }},
          {"other.release", [](World& w) { return w.other_lock.release(), 0; }},
          {"lock.locked", [](World& w) { return w.lock.locked() ? 1 : 0; }},
      },
      {
          {"with lock: other",
           [in](World& w) { return in(w.lock, [&] { return in(w.other_lock, [] { return 1; }); }); }},
          {"with other: lock",
           [in](World& w) { return in(w.other_lock, [&] { return in(w.lock, [] { return 1; }); }); }},
          {"with rlock twice", [in](World& w) { return in(w.rlock, [&] { return in(w.rlock, [] { return 1; }); }); }},
          {"rlock.acquire", [](World& w) { return w.rlock.acquire() ? 1 : 0; }},
          {"rlock.release", [](World& w) { return w.rlock.release(), 0; }},
          {"rlock.try", [](World& w) { return w.rlock.acquire(non_blocking) ? 1 : 0; }},
      },
      {
          {"with lock: wait", [in](World& w) { return in(w.lock, [&] { return w.condition.wait() ? 1 : 0; }); }},
          {"with lock: wait(1 s)", [in](World& w) { return in(w.lock, [&] { return w.condition.wait(1s) ? 1 : 0; }); }},
          {"with lock: notify", [in](World& w) { return in(w.lock, [&] { return w.condition.notify(), 0; }); }},
          {"with lock: notify_all", [in](World& w) { return in(w.lock, [&] { return w.condition.notify_all(), 0; }); }},
          {"notify", [](World& w) { return w.condition.notify(), 0; }},
          {"with lock: second wait",
           [in](World& w) { return in(w.lock, [&] { return w.second_condition.wait() ? 1 : 0; }); }},
          {"with lock: second notify",
           [in](World& w) { return in(w.lock, [&] { return w.second_condition.notify(), 0; }); }},
          {"with lock", [in](World& w) { return in(w.lock, [] { return 0; }); }},
      },
      {
          {"own wait",
           [](World& w) {
             w.own_condition.acquire();
             const bool woken = w.own_condition.wait();
             w.own_condition.release();
             return woken ? 1 : 0;
           }},
          {"own wait(0)",
           [](World& w) {
             w.own_condition.acquire();
             const bool woken = w.own_condition.wait(0s);
             w.own_condition.release();
             return woken ? 1 : 0;
           }},
          {"own notify",
           [](World& w) {
             w.own_condition.acquire();
             w.own_condition.notify();
             w.own_condition.release();
             return 0;
           }},
          {"own wait_for x",
           [](World& w) {
             w.own_condition.acquire();
             const bool holds = w.own_condition.wait_for([&] { return w.x.load() > 0; });
             w.own_condition.release();
             return holds ? 1 : 0;
           }},
          {"own x = 1, notify",
           [](World& w) {
             w.own_condition.acquire();
             w.x.store(1);
             w.own_condition.notify();
             w.own_condition.release();
             return 0;
           }},
      },
      {
          {"semaphore.acquire", [](World& w) { return w.semaphore.acquire() ? 1 : 0; }},
          {"semaphore.release", [](World& w) { return w.semaphore.release(), 0; }},
          {"semaphore.release(2)", [](World& w) { return w.semaphore.release(2), 0; }},
          {"semaphore.try", [](World& w) { return w.semaphore.acquire(non_blocking) ? 1 : 0; }},
          {"semaphore.acquire(1 s)", [](World& w) { return w.semaphore.acquire(1s) ? 1 : 0; }},
          {"semaphore.value", [](World& w) { return w.semaphore.value(); }},
          {"bounded.acquire", [](World& w) { return w.bounded.acquire() ? 1 : 0; }},
          {"bounded.release", [](World& w) { return w.bounded.release(), 0; }},
          {"bounded.try", [](World& w) { return w.bounded.acquire(non_blocking) ? 1 : 0; }},
          {"bounded.acquire(1 s)", [](World& w) { return w.bounded.acquire(1s) ? 1 : 0; }},
      },
      {
          {"barrier.wait", [](World& w) { return w.barrier.wait(); }},
          {"barrier.wait", [](World& w) { return w.barrier.wait(); }},
          {"barrier.wait(1 s)", [](World& w) { return w.barrier.wait(1s); }},
          {"barrier.abort", [](World& w) { return w.barrier.abort(), 0; }},
          {"barrier.reset", [](World& w) { return w.barrier.reset(), 0; }},
          {"barrier.n_waiting", [](World& w) { return w.barrier.n_waiting(); }},
          {"barrier.broken", [](World& w) { return w.barrier.broken() ? 1 : 0; }},
      },
      {
          {"meeting.wait", [](World& w) { return w.meeting.wait(); }},
          {"meeting.wait", [](World& w) { return w.meeting.wait(); }},
          {"meeting.wait(1 s)", [](World& w) { return w.meeting.wait(1s); }},
          {"meeting.abort", [](World& w) { return w.meeting.abort(), 0; }},
          {"meeting.reset", [](World& w) { return w.meeting.reset(), 0; }},
          {"meeting.n_waiting", [](World& w) { return w.meeting.n_waiting(); }},
          {"x.store(1)", [](World& w) { return w.x.store(1), 0; }},
          {"x.load", [](World& w) { return w.x.load(); }},
      },
      {
          {"rw_lock.acquire_read", [](World& w) { return w.rw_lock.acquire_read() ? 1 : 0; }},
          {"rw_lock.acquire_write", [](World& w) { return w.rw_lock.acquire_write() ? 1 : 0; }},
          {"rw_lock.try_read", [](World& w) { return w.rw_lock.acquire_read(non_blocking) ? 1 : 0; }},
          {"rw_lock.acquire_write(1 s)", [](World& w) { return w.rw_lock.acquire_write(1s) ? 1 : 0; }},
          {"rw_lock.release_read", [](World& w) { return w.rw_lock.release_read(), 0; }},
          {"rw_lock.release_write", [](World& w) { return w.rw_lock.release_write(), 0; }},
          {"rw_lock.readers", [](World& w) { return w.rw_lock.readers(); }},
      },
      {
          {"readers_first.acquire_read", [](World& w) { return w.readers_first.acquire_read() ? 1 : 0; }},
          {"readers_first.acquire_write", [](World& w) { return w.readers_first.acquire_write() ? 1 : 0; }},
          {"readers_first.try_write", [](World& w) { return w.readers_first.acquire_write(non_blocking) ? 1 : 0; }},
          {"readers_first.acquire_read(1 s)", [](World& w) { return w.readers_first.acquire_read(1s) ? 1 : 0; }},
          {"readers_first.release_read", [](World& w) { return w.readers_first.release_read(), 0; }},
          {"readers_first.release_write", [](World& w) { return w.readers_first.release_write(), 0; }},
          {"readers_first.writing", [](World& w) { return w.readers_first.writing() ? 1 : 0; }},
      },
      {
          {"latch.count_down", [](World& w) { return w.latch.count_down(), 0; }},
          {"latch.wait", [](World& w) { return w.latch.wait() ? 1 : 0; }},
          {"latch.wait(1 s)", [](World& w) { return w.latch.wait(1s) ? 1 : 0; }},
          {"latch.try_wait", [](World& w) { return w.latch.try_wait() ? 1 : 0; }},
          {"latch.count", [](World& w) { return w.latch.count(); }},
          {"timer",
           [](World& w) {
             threading::Timer timer(1s, [&w] { w.x.fetch_add(1); });
             timer.start();
             const int seen = w.x.load();
             timer.cancel();
             timer.join();
             return seen;
           }},
      },
      {
          {"future.set_result", [](World& w) { return w.future.set_result(1), 0; }},
          {"future.result", [](World& w) { return w.future.result(); }},
          {"future.result(1 s)", [](World& w) { return w.future.result(1s); }},
          {"future.cancel", [](World& w) { return w.future.cancel() ? 1 : 0; }},
          {"future.run", [](World& w) { return w.future.set_running_or_notify_cancel() ? 1 : 0; }},
          {"future.done", [](World& w) { return w.future.done() ? 1 : 0; }},
          {"future.add_done_callback",
           [](World& w) {
             return w.future.add_done_callback([&w](const threading::Future<int>&) { w.x.fetch_add(1); }), 0;
           }},
          {"second.set_result", [](World& w) { return w.second_future.set_result(2), 0; }},
          {"wait for the first",
           [](World& w) {
             return static_cast<int>(
                 threading::wait(std::vector{w.future, w.second_future}, threading::FIRST_COMPLETED).done.size());
           }},
          {"wait for all",
           [](World& w) {
             return static_cast<int>(threading::wait(std::vector{w.future, w.second_future}, 1s).done.size());
           }},
      },
      {
          {"event.set", [](World& w) { return w.event.set(), 0; }},
          {"event.clear", [](World& w) { return w.event.clear(), 0; }},
          {"event.wait", [](World& w) { return w.event.wait() ? 1 : 0; }},
          {"event.wait(1 s)", [](World& w) { return w.event.wait(1s) ? 1 : 0; }},
          {"event.is_set", [](World& w) { return w.event.is_set() ? 1 : 0; }},
          {"sleep", [](World&) { return threading::sleep_for(1s), 0; }},
      },
      {
          {"queue.put", [](World& w) { return w.queue.put(1), 0; }},
          {"queue.put_nowait", [](World& w) { return w.queue.put_nowait(2), 0; }},
          {"queue.put(1 s)", [](World& w) { return w.queue.put(3, 1s), 0; }},
          {"queue.get", [](World& w) { return w.queue.get(); }},
          {"queue.get_nowait", [](World& w) { return w.queue.get_nowait(); }},
          {"queue.get(1 s)", [](World& w) { return w.queue.get(1s); }},
          {"queue.task_done", [](World& w) { return w.queue.task_done(), 0; }},
          {"queue.join", [](World& w) { return w.queue.join(), 0; }},
          {"queue.qsize", [](World& w) { return w.queue.qsize(); }},
      },
      {
          {"start, join",
           [](World& w) {
             threading::Thread child([&] { w.x.fetch_add(1); });
             child.start();
             child.join();
             return 0;
           }},
          {"start, x.load, join",
           [](World& w) {
             threading::Thread child([&] { w.x.fetch_add(1); });
             child.start();
             const int seen = w.x.load();
             child.join();
             return seen;
           }},
          {"start, join(1 s)",
           [](World&) {
             threading::Thread child([] {});
             child.start();
             return child.join(std::chrono::seconds(1)) ? 1 : 0;
           }},
          {"x.store(2)", [](World& w) { return w.x.store(2), 0; }},
          {"x.load", [](World& w) { return w.x.load(); }},
      },
      {
          {"lifo.put(1)", [](World& w) { return w.lifo_queue.put(1), 0; }},
          {"lifo.put(2)", [](World& w) { return w.lifo_queue.put(2), 0; }},
          {"lifo.get", [](World& w) { return w.lifo_queue.get(); }},
          {"lifo.get_nowait", [](World& w) { return w.lifo_queue.get_nowait(); }},
          {"lifo.empty", [](World& w) { return w.lifo_queue.empty() ? 1 : 0; }},
          {"priority.put(2)", [](World& w) { return w.priority_queue.put(2), 0; }},
          {"priority.put(1)", [](World& w) { return w.priority_queue.put(1), 0; }},
          {"priority.get", [](World& w) { return w.priority_queue.get(); }},
          {"priority.get(1 s)", [](World& w) { return w.priority_queue.get(1s); }},
      },
      {
          {"simple.put(1)", [](World& w) { return w.simple_queue.put(1), 0; }},
          {"simple.put(2)", [](World& w) { return w.simple_queue.put(2), 0; }},
          {"simple.get", [](World& w) { return w.simple_queue.get(); }},
          {"simple.get_nowait", [](World& w) { return w.simple_queue.get_nowait(); }},
          {"simple.get(1 s)", [](World& w) { return w.simple_queue.get(1s); }},
          {"simple.qsize", [](World& w) { return static_cast<int>(w.simple_queue.qsize()); }},
      },
      {
          {"as_completed: the first",
           [](World& w) {
             for (const auto& done : threading::as_completed(std::vector{w.future, w.second_future}))
               return done.result();
             return 0;
           }},
          {"as_completed(1 s): all",
           [](World& w) {
             int sum = 0;
             for (const auto& done : threading::as_completed(std::vector{w.future, w.second_future}, 1s)) {
               sum = sum * 3 + done.result();
             }
             return sum;
           }},
          {"future.set_result", [](World& w) { return w.future.set_result(1), 0; }},
          {"second.set_result", [](World& w) { return w.second_future.set_result(2), 0; }},
          {"second.cancel", [](World& w) { return w.second_future.cancel() ? 1 : 0; }},
      },
      {
          {"hold: x++",
           [](World& w) {
             const threading::InterpreterLock::Hold hold(w.interpreter_lock);
             return w.x.store(w.x.load() + 1), 0;
           }},
          {"hold: with lock",
           [in](World& w) {
             const threading::InterpreterLock::Hold hold(w.interpreter_lock);
             return in(w.lock, [&] { return w.x.load(); });
           }},
          {"hold: event.wait(1 s)",
           [](World& w) {
             const threading::InterpreterLock::Hold hold(w.interpreter_lock);
             return w.event.wait(1s) ? 1 : 0;
           }},
          {"hold, released: x++",
           [](World& w) {
             const threading::InterpreterLock::Hold hold(w.interpreter_lock);
             const threading::InterpreterLock::Released released;
             return w.x.store(w.x.load() + 1), 0;
           }},
          {"event.set", [](World& w) { return w.event.set(), 0; }},
      },
      {
          {"start, active_count, join",
           [](World& w) {
             threading::Thread child([&] { w.x.fetch_add(1); });
             child.start();
             const auto active = static_cast<int>(threading::active_count());
             child.join();
             return active;
           }},
          {"start, is_alive, join",
           [](World&) {
             threading::Thread child([] {});
             child.start();
             const bool alive = child.is_alive();
             child.join();
             return alive ? 1 : 0;
           }},
          {"enumerate", [](World&) { return static_cast<int>(threading::enumerate().size()); }},
          {"x.load", [](World& w) { return w.x.load(); }},
      },
  };
}

}  // namespace

const std::vector<Group>& instructions() {
  static const std::vector<Group> all = [] {
    std::vector<Group> both = with_primitives();
    for (Group& group : with_helpers()) both.push_back(std::move(group));
    return both;
  }();
  return all;
}

}  // namespace random_program
