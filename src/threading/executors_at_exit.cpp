#include "threading/executors_at_exit.h"

#include <utility>
#include <vector>

#include "threading/shutdown.h"
#include "threading/worker_pool.h"

namespace threading {
namespace {

struct Pools {
  Monitor monitor;
  // Guarded by monitor.
  std::vector<std::weak_ptr<WorkerPool>> pools;
  bool too_late = false;
};

/// Never destroyed: it is used at the very end.
Pools& registered() {
  static auto& pools = *new Pools;
  return pools;
}

/// First all are told, then all are waited for, so that they end together.
void finish_all() {
  std::vector<std::weak_ptr<WorkerPool>> pools;
  registered().monitor.note([&](Turn&) {
    registered().too_late = true;
    pools.swap(registered().pools);
  });
  std::vector<std::shared_ptr<WorkerPool>> alive;
  for (const auto& pool : pools) {
    if (auto living = pool.lock()) alive.push_back(std::move(living));
  }
  for (const auto& pool : alive) pool->close_at_exit();
  for (const auto& pool : alive) pool->join({});
}

bool shutdown_will_finish_all() {
  static const bool registered_in_time = error_of([] { at_shutdown(finish_all); }) == nullptr;
  return registered_in_time;
}

}  // namespace

void finish_at_exit(const std::shared_ptr<WorkerPool>& pool) {
  bool too_late = !shutdown_will_finish_all();
  registered().monitor.note([&](Turn&) {
    too_late |= registered().too_late;
    std::erase_if(registered().pools, [](const auto& old) { return old.expired(); });
    if (!too_late) registered().pools.push_back(pool);
  });
  if (too_late) pool->close_at_exit();
}

}  // namespace threading
