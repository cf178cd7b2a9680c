#pragma once

#include <memory>

namespace threading {

class WorkerPool;

/// CPython: concurrent.futures.thread._python_exit. At the end of the process `pool` accepts nothing more and finishes
/// its backlog, before threads are joined; at once if the end has begun. For the library's own use. Any thread.
void finish_at_exit(const std::shared_ptr<WorkerPool>& pool);

}  // namespace threading
