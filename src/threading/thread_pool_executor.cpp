#include "threading/thread_pool_executor.h"

#include <algorithm>
#include <thread>

#include "threading/executors_at_exit.h"
#include "threading/session.h"

namespace threading {
namespace {

int checked_max_workers(const ThreadPoolExecutor::Options& options) {
  if (!options.max_workers) return std::min(32, std::max(1, static_cast<int>(std::thread::hardware_concurrency())) + 4);
  if (*options.max_workers < 1) throw ValueError("max_workers must be greater than 0");
  return *options.max_workers;
}

std::shared_ptr<WorkerPool> make_pool(ThreadPoolExecutor::Options options, int max_workers,
                                      std::function<void()> initializer) {
  Session* const here = Context::current().session();
  auto session = options.session != nullptr ? options.session
                 : here != nullptr          ? here->shared_from_this()
                                            : Session::process();
  auto prefix = options.thread_name_prefix.empty()
                    ? "ThreadPoolExecutor-" + std::to_string(session->next_executor_number())
                    : std::move(options.thread_name_prefix);
  auto pool = std::make_shared<WorkerPool>(session, max_workers, std::move(prefix), std::move(initializer));
  if (session == Session::process()) finish_at_exit(pool);
  return pool;
}

}  // namespace

ThreadPoolExecutor::ThreadPoolExecutor() : ThreadPoolExecutor(Options{}) {}

ThreadPoolExecutor::ThreadPoolExecutor(int max_workers) : ThreadPoolExecutor(Options{.max_workers = max_workers}) {}

ThreadPoolExecutor::ThreadPoolExecutor(Options options) : ThreadPoolExecutor(std::move(options), Initialization{}) {}

ThreadPoolExecutor::ThreadPoolExecutor(Options options, Initialization initialization)
    : max_workers_(checked_max_workers(options)),
      pool_(make_pool(std::move(options), max_workers_, std::move(initialization.run))) {}

ThreadPoolExecutor::~ThreadPoolExecutor() noexcept(false) {
  pool_->close(Shutdown::Backlog::finish, {});
  if (!pool_->employs_this_thread()) pool_->join({});
}

void ThreadPoolExecutor::shutdown(Shutdown how, trace::Source source) {
  const bool waits = how.wait == Shutdown::Wait::until_finished;
  if (waits && pool_->employs_this_thread()) {
    throw RuntimeError("a worker cannot wait for its own end: call shutdown() with Wait::not_at_all in it");
  }
  pool_->close(how.backlog, source);
  if (waits) pool_->join(source);
}

}  // namespace threading
