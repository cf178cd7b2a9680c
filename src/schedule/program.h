#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "threading/thread.h"

namespace schedule {

/// A program under control, made anew for each execution: what its threads share, the threads, and what must hold once
/// they have ended.
///
///   explore([](Program& program) {
///     auto& counter = program.make<threading::Shared<int>>(0, "counter");
///     for (int i = 0; i < 2; ++i) program.thread([&] { counter.store(counter.load() + 1); });
///     program.at_end([&] { check(counter.load() == 2, "no increment is lost"); });
///   });
///
/// It must do the same each time: no clock, no chance, nothing kept from one execution to the next.
/// Thread-safety: the set-up only.
class Program {
 public:
  /// Something that lives as long as the execution.
  template <class T, class... Arguments>
  T& make(Arguments&&... arguments) {
    auto made = std::make_shared<T>(std::forward<Arguments>(arguments)...);
    kept_.push_back(made);
    return *made;
  }

  /// A thread that begins once the set-up is over. Unnamed ones are "Thread-1", "Thread-2" ...
  void thread(std::function<void()> body) { add({}, std::move(body)); }
  void thread(std::string name, std::function<void()> body) { add({.name = std::move(name)}, std::move(body)); }

  /// Done once every thread has ended by itself.
  void at_end(std::function<void()> action) { at_end_.push_back(std::move(action)); }

 private:
  friend class ControlledRun;

  void add(threading::Thread::Options options, std::function<void()> body) {
    options.daemon = false;  // whichever thread sets it up
    threads_.emplace_back(std::move(options), std::move(body));
  }

  std::vector<std::shared_ptr<void>> kept_;
  std::vector<threading::Thread> threads_;
  std::vector<std::function<void()>> at_end_;
};

using SetUp = std::function<void(Program&)>;

/// In a thread of a program under control, in its set-up or at its end: the execution fails if this does not hold.
/// `claim` says what should be the case. Raises RuntimeError elsewhere.
void check(bool holds, const std::string& claim);

}  // namespace schedule
