#pragma once

#include <atomic>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <string>

#include "threading/monitor.h"
#include "threading/task.h"
#include "threading/thread.h"

namespace threading {

/// What a ThreadPoolExecutor and its workers share; it lives as long as one of them does. For the library's own use;
/// ThreadPoolExecutor says what the operations mean.
///
/// Thread-safety: every method, from any thread.
class WorkerPool : public std::enable_shared_from_this<WorkerPool> {
 public:
  enum class Backlog : std::uint8_t { finish, cancel };

  WorkerPool(std::shared_ptr<Session> session, int max_workers, std::string prefix, std::function<void()> initializer);
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// "task 1", "task 2" ...: what the future of the next one is called.
  std::string next_task_name() { return "task " + std::to_string(++tasks_named_); }
  void submit(std::unique_ptr<Task> task, trace::Source source);
  /// From now on nothing is accepted, and workers end when nothing is left to do.
  void close(Backlog backlog, trace::Source source);
  /// Waits, after close(), until no worker is left.
  void join(trace::Source source);
  /// As close(), since the process ends.
  void close_at_exit();
  /// Whether the calling thread is one of the workers.
  bool employs_this_thread() const;

  int worker_count(trace::Source source) const;
  int idle_worker_count(trace::Source source) const;

 private:
  using Tasks = std::deque<std::unique_ptr<Task>>;
  enum class Phase : std::uint8_t { open, closed, exiting };
  class Employment;

  // Under monitor_.
  void check_open() const;
  Thread* hire_if_all_are_busy();
  int free_workers() const { return workers_ - busy_; }
  void close(Turn& turn, Phase phase);
  std::unique_ptr<Task> pop(Turn& turn);
  Tasks drop_backlog(Turn& turn);

  void start(Thread& worker, const Task* its_reason, trace::Source source);
  /// Of a worker that could not be started; true if there are others to do its work.
  bool dismiss(const Thread& worker, const Task* its_reason);

  // In a worker.
  void work();
  bool initialize();
  std::unique_ptr<Task> take_next(Employment& self);
  void break_down();

  const std::shared_ptr<Session> session_;
  const int max_workers_;
  const std::string prefix_;
  const std::function<void()> initializer_;
  std::atomic<int> tasks_named_{0};

  mutable Monitor monitor_;
  mutable Subject subject_;
  // Guarded by monitor_.
  Tasks tasks_;
  std::list<Thread> threads_;  // of every worker that was ever hired
  int workers_ = 0;            // hired, and not ended
  int busy_ = 0;               // workers that have a task
  Phase phase_ = Phase::open;
  bool broken_ = false;
};

}  // namespace threading
