#include "course/lesson.h"

#include <array>
#include <vector>

#include "course/stage.h"
#include "threading/sleep.h"
#include "threading/thread_pool_executor.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

using Size = threading::Future<int>;
using Pool = threading::ThreadPoolExecutor;

constexpr int deepest = 4;

using Level = std::size_t;

Level depth(const course::Stage& stage) {
  return static_cast<Level>(stage.integer("depth"));
}

Pool::Options workers(const course::Stage& stage, const std::string& name = "worker") {
  return {.max_workers = static_cast<int>(stage.integer("workers")),
          .thread_name_prefix = name};
}

/// What is in one folder, without the one below.
int look_into(course::Stage& stage, trace::Source source = trace::Source::here()) {
  const course::Inside busy(stage.gauge("busy"), source);
  threading::sleep_for(stage.duration("task-time"), source);
  return 10;
}

int wait_for(course::Stage& stage, const Size& below,
             trace::Source source = trace::Source::here()) {
  const course::Inside waiting(stage.gauge("waiting"), source);
  return below.result(source);
}

void tell(course::Stage& stage, const std::vector<Size>& sizes,
          trace::Source source = trace::Source::here()) {
  const int expected = 10 * static_cast<int>(depth(stage) + 1);
  stage.gauge("finished").set(0, source);
  stage.gauge("wrong").set(0, source);
  for (const Size& size : sizes) {
    const int files = size.result(source);
    stage.print("main: a folder with", files, "files");
    stage.gauge("wrong").add(files == expected ? 0 : 1, source);
    stage.gauge("finished").add(1, source);
  }
}

//! [nested-waits]
int size_of(course::Stage& stage, Pool& pool, Level level) {
  const int own = look_into(stage);
  if (level == depth(stage)) return own;
  const auto next = [&, level] { return size_of(stage, pool, level + 1); };
  const auto below = pool.submit(next);
  return own + wait_for(stage, below);  // below.result(): this worker stands still
}

void nested_waits(course::Stage& stage) {
  Pool pool(workers(stage));
  std::vector<Size> sizes;
  for (int folder = 0; folder < stage.integer("folders"); ++folder) {
    sizes.push_back(pool.submit([&] { return size_of(stage, pool, 0); }));
  }
  tell(stage, sizes);
}
//! [nested-waits]

/// One for each level.
std::array<Pool, deepest + 1> make_pools(course::Stage& stage) {
  return {Pool(workers(stage, "level-0")), Pool(workers(stage, "level-1")),
          Pool(workers(stage, "level-2")), Pool(workers(stage, "level-3")),
          Pool(workers(stage, "level-4"))};
}

//! [separate-pools]
int size_of(course::Stage& stage, std::array<Pool, deepest + 1>& pools, Level level) {
  const int own = look_into(stage);
  if (level == depth(stage)) return own;
  const auto below =
      pools[level + 1].submit([&, level] { return size_of(stage, pools, level + 1); });
  return own + wait_for(stage, below);  // for workers that never wait for this level
}

void separate_pools(course::Stage& stage) {
  std::array pools = make_pools(stage);  // one for each level
  std::vector<Size> sizes;
  for (int folder = 0; folder < stage.integer("folders"); ++folder) {
    sizes.push_back(pools[0].submit([&] { return size_of(stage, pools, 0); }));
  }
  tell(stage, sizes);
}
//! [separate-pools]

//! [continuation]
Size size_below(course::Stage& stage, Pool& pool, Level level) {
  Size size("size");
  pool.submit([&stage, &pool, level, size] {
    const int own = look_into(stage);
    if (level == depth(stage)) return size.set_result(own);
    const auto go_on = [size, own](const Size& below) {
      size.set_result(own + below.result());  // it is there: this does not wait
    };
    size_below(stage, pool, level + 1).add_done_callback(go_on);
  });  // the worker is free at once
  return size;
}

void continuation(course::Stage& stage) {
  Pool pool(workers(stage));
  std::vector<Size> sizes;
  for (int folder = 0; folder < stage.integer("folders"); ++folder) {
    sizes.push_back(size_below(stage, pool, 0));
  }
  tell(stage, sizes);
}
//! [continuation]

std::int64_t all_folders(const course::Facts& facts) {
  return facts.setting("folders");
}
std::int64_t none(const course::Facts&) { return 0; }

}  // namespace

course::Lesson pool_starvation() {
  using Kind = course::Variant::Kind;
  using Sweep = course::Sweep;
  return {
      .title = "Pool starvation",
      .summary =
          "Tasks that wait for tasks of the same pool keep the workers that "
          "these would need.",
      .parameters =
          {
              explained(course::integer("workers", "Workers", 1, 32, 4),
                        "How many threads a pool may have."),
              explained(course::integer("depth", "Depth", 1, deepest, 2),
                        "How many folders are nested in each folder; each of them is "
                        "a task of its own.",
                        "levels"),
              explained(course::integer("folders", "Folders", 1, 64, 12),
                        "How many folders are looked into side by side."),
              at_once(
                  explained(course::duration("task-time", "Task time", 0ms, 2s, 250ms),
                            "How long it takes to look into one folder.")),
          },
      .variants =
          {
              {"nested-waits", "Nested waits", Kind::broken,
               "A task submits the next level to its own pool and waits for the "
               "result.",
               nested_waits},
              {"separate-pools", "Separate pools", Kind::sound,
               "Each level has a pool of its own, so nobody waits for a worker of the "
               "same pool.",
               separate_pools},
              {"continuation", "Continuation", Kind::sound,
               "A task leaves behind what is to be done with the result, and ends: no "
               "worker ever waits.",
               continuation},
          },
      .claims =
          {
              course::never_stuck("No task waits for ever."),
              ends_with("all-finish", "The size of every folder is found.", "finished",
                        all_folders),
              never_above("right", "Every size is right.", "wrong", none),
          },
      .charts =
          {
              {"Workers",
               "workers",
               {{"busy", "looking into a folder"}, {"waiting", "waiting for a task"}}},
              {"Folders", "folders", {{"finished", "finished"}}},
          },
      .prediction =
          {
              "A pool has 4 workers. Each of 12 tasks submits another task to the same "
              "pool and waits for its result. What happens?",
              {
                  {"It works, with 4 tasks at a time", "a limit only slows down",
                   "It would if no task waited for another. Here the four that run "
                   "wait for tasks that come after them in the queue."},
                  {"The pool sees that all its workers wait, and makes another",
                   "a pool grows when its workers wait",
                   "The limit counts threads, whatever they do. A worker that waits "
                   "counts like one that works."},
                  {"A worker that waits does the waited-for task meanwhile",
                   "result() lends the worker out",
                   "result() only waits. The worker's thread is in the middle of its "
                   "own task and stays there."},
                  {"All 4 workers wait for tasks that no worker is left to do", "",
                   "The tasks that would end the waiting are in the queue, and those "
                   "who could take them are waiting."},
              },
          },
      .sweeps =
          {
              {.title = "Time against workers",
               .parameter = "workers",
               .measure = Sweep::Measure::duration,
               .values = {"1", "2", "4", "8", "16"},
               .variants = {"separate-pools", "continuation"}},
          },
      .work = "finished",
      .quick_with = {{"task-time", "2ms"}},
      .views = {"waits", "timeline", "output", "objects"},
      .controlled = {.explored_with = {{"workers", "1"},
                                       {"depth", "1"},
                                       {"folders", "1"}}},
  };
}

}  // namespace lessons
