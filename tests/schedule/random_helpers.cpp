#include <chrono>
#include <stop_token>

#include "schedule/random_instructions.h"
#include "threading/thread.h"
#include "threading/thread_pool_executor.h"

namespace random_program {
namespace {

using threading::Shutdown;
using threading::ThreadPoolExecutor;
using namespace std::chrono_literals;

/// A task that counts, and one that only looks, submitted to as many workers.
template <class Then>
int with_tasks(World& w, int workers, Then then) {
  ThreadPoolExecutor pool(workers);
  auto counts = pool.submit([&w] { return w.x.fetch_add(1); });
  auto looks = pool.submit([&w] { return w.x.load(); });
  return then(pool, counts, looks);
}

template <class... Arguments>
int sum_of_mapped(World& w, int workers, std::size_t most, Arguments... arguments) {
  ThreadPoolExecutor pool(workers);
  int sum = 0;
  for (const int seen : pool.map(
           arguments..., [&w](int number) { return w.x.fetch_add(number); }, std::vector{1, 2})) {
    sum = sum * 3 + seen;
    if (--most == 0) break;
  }
  return sum;
}

}  // namespace

std::vector<Group> with_helpers() {
  return {
      {
          {"submit, result",
           [](World& w) {
             ThreadPoolExecutor pool(1);
             return pool.submit([&w] { return w.x.fetch_add(1); }).result();
           }},
          {"submit, cancel",
           [](World& w) {
             ThreadPoolExecutor pool(1);
             return pool.submit([&w] { return w.x.fetch_add(1); }).cancel() ? 1 : 0;
           }},
          {"x.fetch_add", [](World& w) { return w.x.fetch_add(1); }},
          {"x.load", [](World& w) { return w.x.load(); }},
      },
      {
          {"two workers: results",
           [](World& w) {
             return with_tasks(w, 2,
                               [](auto&, auto& counts, auto& looks) { return counts.result() * 3 + looks.result(); });
           },
           4},
          {"one worker: shutdown(cancel)",
           [](World& w) {
             return with_tasks(w, 1, [](auto& pool, auto& counts, auto& looks) {
               pool.shutdown({.backlog = Shutdown::Backlog::cancel});
               return (counts.cancelled() ? 1 : 0) + (looks.cancelled() ? 2 : 0);
             });
           },
           4},
          {"one worker: shutdown(not at all), submit",
           [](World& w) {
             return with_tasks(w, 1, [](auto& pool, auto& counts, auto&) {
               pool.shutdown({.wait = Shutdown::Wait::not_at_all});
               pool.submit([] {});
               return counts.result();
             });
           },
           4},
          {"one worker: idle",
           [](World& w) {
             return with_tasks(
                 w, 1, [](auto& pool, auto&, auto& looks) { return looks.result() * 2 + pool.idle_worker_count(); });
           },
           4},
          {"x.load", [](World& w) { return w.x.load(); }},
      },
      {
          {"map", [](World& w) { return sum_of_mapped(w, 2, 2); }, 4},
          {"map: the first", [](World& w) { return sum_of_mapped(w, 1, 1); }, 4},
          {"map(1 s)", [](World& w) { return sum_of_mapped(w, 1, 2, threading::Timeout(1s)); }, 4},
          {"a task shuts its executor down",
           [](World& w) {
             ThreadPoolExecutor pool(2);
             auto closes = pool.submit([&pool] { pool.shutdown({.wait = Shutdown::Wait::not_at_all}); });
             return pool.submit([&w] { return w.x.fetch_add(1); }).result();
           },
           4},
          {"workers",
           [](World& w) {
             ThreadPoolExecutor pool(1);
             auto future = pool.submit([&w] { return w.x.load(); });
             pool.shutdown({.wait = Shutdown::Wait::not_at_all});
             return future.result() * 2 + pool.worker_count();
           },
           4},
      },
      {
          // To look at a token is no step, so whoever looks has to be told before.
          {"ask, tell, join",
           [](World& w) {
             threading::Event told;
             threading::Thread child([&](const std::stop_token& stop) {
               told.wait();
               w.x.store(stop.stop_requested() ? 1 : 2);
             });
             child.start();
             const bool asked = child.request_stop();
             told.set();
             child.join();
             return asked ? 1 : 0;
           }},
          {"ask, start, join",
           [](World& w) {
             threading::Thread child(
                 [&w](const std::stop_token& stop) { w.y.store(stop.stop_requested() ? 1 : w.x.load()); });
             child.request_stop();
             child.start();
             child.join();
             return w.y.load();
           }},
          {"ask: what then is done is a step",
           [](World& w) {
             threading::Thread child([&w] { w.x.fetch_add(1); });
             int seen = 0;
             const std::stop_callback when_asked(child.get_stop_token(), [&] { seen = w.x.fetch_add(1); });
             child.start();
             child.request_stop();
             child.join();
             return seen;
           }},
          {"x.load", [](World& w) { return w.x.load(); }},
          {"x.store(1)", [](World& w) { return w.x.store(1), 0; }},
      },
  };
}

}  // namespace random_program
