#include "threading/worker_pool.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "threading/session.h"
#include "threading/warning.h"

namespace threading {
namespace {

constexpr auto no_longer_usable = "A thread initializer failed, the thread pool is not usable anymore";

constinit thread_local const WorkerPool* employer = nullptr;

}  // namespace

/// A worker's time in the pool, however it ends.
class WorkerPool::Employment {
 public:
  explicit Employment(WorkerPool& pool) : pool_(pool) { employer = &pool; }
  ~Employment() {
    employer = nullptr;
    pool_.monitor_.note([this](Turn& turn) {
      set_busy(false);
      --pool_.workers_;
      turn.wake(Monitor::everybody, OperationKind::join);
    });
  }
  Employment(const Employment&) = delete;
  Employment& operator=(const Employment&) = delete;

  bool busy() const { return busy_; }
  /// Under the pool's monitor.
  void set_busy(bool busy) {
    pool_.busy_ += static_cast<int>(busy) - static_cast<int>(busy_);
    busy_ = busy;
  }

 private:
  WorkerPool& pool_;
  bool busy_ = false;
};

WorkerPool::WorkerPool(std::shared_ptr<Session> session, int max_workers, std::string prefix,
                       std::function<void()> initializer)
    : session_(std::move(session)),
      max_workers_(max_workers),
      prefix_(std::move(prefix)),
      initializer_(std::move(initializer)),
      subject_(trace::ObjectKind::executor, prefix_ + " pool") {}

void WorkerPool::submit(std::unique_ptr<Task> task, trace::Source source) {
  const Task* const reason = task.get();
  Thread* hired = nullptr;
  monitor_.perform({OperationKind::submit, source}, subject_, [&](Turn& turn) {
    if (turn.being_taken_down()) return;  // nobody would run it
    check_open();
    hired = hire_if_all_are_busy();
    tasks_.push_back(std::move(task));
    turn.record(trace::EventKind::put, static_cast<std::int64_t>(tasks_.size()));
    turn.wake(tasks_.size(), OperationKind::take_task);
  });
  if (hired != nullptr) start(*hired, reason, source);
}

void WorkerPool::check_open() const {
  if (broken_) throw BrokenThreadPool(no_longer_usable);
  switch (phase_) {
    case Phase::open: return;
    case Phase::closed: throw RuntimeError("cannot schedule new futures after shutdown; make another executor");
    case Phase::exiting: throw RuntimeError("cannot schedule new futures: the process is about to end");
  }
}

Thread* WorkerPool::hire_if_all_are_busy() {
  if (free_workers() > static_cast<int>(tasks_.size()) || static_cast<int>(threads_.size()) >= max_workers_) {
    return nullptr;
  }
  const Session* here = Context::current().session();
  const bool at_home = session_.get() == (here == nullptr ? Session::process().get() : here);
  Thread& hired = threads_.emplace_back(
      Thread::Options{.name = prefix_ + "_" + std::to_string(threads_.size()), .session = at_home ? nullptr : session_},
      [pool = shared_from_this()] { pool->work(); });
  ++workers_;
  return &hired;
}

void WorkerPool::start(Thread& worker, const Task* its_reason, trace::Source source) {
  try {
    worker.start(source);
  } catch (const RuntimeError&) {
    if (!dismiss(worker, its_reason)) throw;
  } catch (...) {
    dismiss(worker, its_reason);
    throw;
  }
}

bool WorkerPool::dismiss(const Thread& worker, const Task* its_reason) {
  std::list<Thread> dismissed;  // goes outside the monitor, and so does the task
  std::unique_ptr<Task> not_accepted;
  bool others = false;
  monitor_.note([&](Turn& turn) {
    const auto position = std::find(threads_.begin(), threads_.end(), worker);
    dismissed.splice(dismissed.begin(), threads_, position);
    --workers_;
    others = workers_ > 0;
    turn.wake(Monitor::everybody, OperationKind::join);
    const auto is_reason = [&](const auto& task) { return task.get() == its_reason; };
    const auto task = std::find_if(tasks_.begin(), tasks_.end(), is_reason);
    if (others || task == tasks_.end()) return;
    not_accepted = std::move(*task);
    tasks_.erase(task);
  });
  return others;
}

void WorkerPool::close(Backlog backlog, trace::Source source) {
  Tasks dropped;
  // A release, so that the workers are told even by a thread on its way down.
  monitor_.perform({OperationKind::release, source}, subject_, [&](Turn& turn) {
    close(turn, Phase::closed);
    if (backlog == Backlog::cancel) dropped = drop_backlog(turn);
  });
  for (const auto& task : dropped) task->future().cancel(source);
}

void WorkerPool::close_at_exit() {
  monitor_.note([this](Turn& turn) { close(turn, Phase::exiting); });
}

void WorkerPool::close(Turn& turn, Phase phase) {
  phase_ = std::max(phase_, phase);
  turn.wake(Monitor::everybody, OperationKind::take_task);
}

WorkerPool::Tasks WorkerPool::drop_backlog(Turn& turn) {
  if (!tasks_.empty()) turn.record(subject_, trace::EventKind::got, 0);
  return std::exchange(tasks_, {});
}

void WorkerPool::join(trace::Source source) {
  monitor_.perform(
      {OperationKind::join, source}, subject_, Deadline::never(), [this] { return workers_ == 0; }, [](Turn&) {});
  std::vector<ThreadHandle> threads;
  monitor_.note([&](Turn&) { threads.assign(threads_.begin(), threads_.end()); });
  for (const ThreadHandle& thread : threads) thread.join(source);
}

bool WorkerPool::employs_this_thread() const { return employer == this; }

int WorkerPool::worker_count(trace::Source source) const {
  monitor_.look({OperationKind::test, source}, subject_);
  int count = 0;
  monitor_.note([&](Turn&) { count = workers_; });
  return count;
}

int WorkerPool::idle_worker_count(trace::Source source) const {
  monitor_.look({OperationKind::test, source}, subject_);
  int count = 0;
  monitor_.note([&](Turn&) { count = std::max(0, free_workers() - static_cast<int>(tasks_.size())); });
  return count;
}

void WorkerPool::work() {
  Employment self(*this);
  if (!initialize()) return break_down();
  while (const auto task = take_next(self)) {
    if (const auto error = error_of([&] { task->run(); })) warn("Exception in a worker of " + prefix_, error);
  }
}

bool WorkerPool::initialize() {
  if (!initializer_) return true;
  const auto error = error_of([this] { initializer_(); });
  if (error != nullptr) warn("Exception in an initializer of " + prefix_, error);
  return error == nullptr;
}

/// Two visible operations where it has to wait: look for a task, becoming idle if there is none; then take one.
std::unique_ptr<Task> WorkerPool::take_next(Employment& self) {
  std::unique_ptr<Task> task;
  const auto take = [&](Turn& turn) {
    task = pop(turn);
    self.set_busy(task != nullptr);
  };
  if (self.busy()) monitor_.perform({OperationKind::take_task, {}}, subject_, take);
  if (task != nullptr) return task;
  monitor_.perform(
      {OperationKind::take_task, {}}, subject_, Deadline::never(),
      [this] { return !tasks_.empty() || phase_ != Phase::open; }, take);
  return task;
}

std::unique_ptr<Task> WorkerPool::pop(Turn& turn) {
  if (tasks_.empty()) return nullptr;
  auto task = std::move(tasks_.front());
  tasks_.pop_front();
  turn.record(trace::EventKind::got, static_cast<std::int64_t>(tasks_.size()));
  return task;
}

void WorkerPool::break_down() {
  Tasks dropped;
  monitor_.perform({OperationKind::abort, {}}, subject_, [&](Turn& turn) {
    broken_ = true;
    dropped = drop_backlog(turn);
  });
  const auto broken = std::make_exception_ptr(BrokenThreadPool(no_longer_usable));
  for (const auto& task : dropped) {
    const auto pass = [&, future = task->future()] {
      if (future.set_running_or_notify_cancel({})) future.set_exception(broken, {});
    };
    if (const auto error = error_of(pass)) warn("Exception in a worker of " + prefix_, error);
  }
}

}  // namespace threading
