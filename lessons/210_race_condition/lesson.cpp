#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/lock.h"
#include "threading/shared.h"
#include "threading/with.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

//! [plain]
void plain(course::Stage& stage) {
  threading::Shared<int> counter{0, "counter"};
  Crew workers("worker", stage.integer("threads"), [&](int) {
    for (int i = 0; i < stage.integer("increments"); ++i) {
      const int seen = counter.load();
      stage.compute(stage.duration("gap"));
      counter.store(seen + 1);
      stage.gauge("increments").add(1);
    }
  });
  workers.join();
  stage.gauge("result").set(counter.load());
}
//! [plain]

//! [lock]
void lock(course::Stage& stage) {
  threading::Shared<int> counter{0, "counter"};
  threading::Lock guard{"guard"};
  Crew workers("worker", stage.integer("threads"), [&](int) {
    for (int i = 0; i < stage.integer("increments"); ++i) {
      const threading::With holding(guard);
      const int seen = counter.load();
      stage.compute(stage.duration("gap"));
      counter.store(seen + 1);
      stage.gauge("increments").add(1);
    }
  });
  workers.join();
  stage.gauge("result").set(counter.load());
}
//! [lock]

//! [atomic]
void atomic(course::Stage& stage) {
  threading::Shared<int> counter{0, "counter"};
  Crew workers("worker", stage.integer("threads"), [&](int) {
    for (int i = 0; i < stage.integer("increments"); ++i) {
      stage.compute(stage.duration("gap"));
      counter.fetch_add(1);
      stage.gauge("increments").add(1);
    }
  });
  workers.join();
  stage.gauge("result").set(counter.load());
}
//! [atomic]

//! [own-locks]
void own_locks(course::Stage& stage) {
  threading::Shared<int> counter{0, "counter"};
  Crew workers("worker", stage.integer("threads"), [&](int number) {
    threading::Lock guard{"guard-" + std::to_string(number)};
    for (int i = 0; i < stage.integer("increments"); ++i) {
      const threading::With holding(guard);
      const int seen = counter.load();
      stage.compute(stage.duration("gap"));
      counter.store(seen + 1);
      stage.gauge("increments").add(1);
    }
  });
  workers.join();
  stage.gauge("result").set(counter.load());
}
//! [own-locks]

std::int64_t all_increments(const course::Facts& facts) {
  return facts.setting("threads") * facts.setting("increments");
}

}  // namespace

course::Lesson race_condition() {
  using Kind = course::Variant::Kind;
  return {
      .title = "Race condition",
      .summary = "Two threads add to one counter, and some of the additions vanish.",
      .parameters =
          {
              explained(course::integer("threads", "Threads", 2, 16, 4),
                        "How many threads add to the counter at the same time."),
              explained(course::integer("increments", "Increments", 1, 2'000, 500),
                        "How often each thread adds one.", "per thread"),
              at_once(explained(
                  course::duration("gap", "Gap", 0us, 2ms, 100us),
                  "How long a thread computes between reading the counter and "
                  "writing it back.")),
          },
      .variants =
          {
              {"plain", "Plain counter", Kind::broken,
               "Reads, adds and writes back, with nothing to keep others out.", plain},
              {"lock", "One lock", Kind::sound,
               "All threads share one lock and hold it from reading to writing.", lock},
              {"atomic", "Atomic", Kind::sound,
               "Reads, adds and writes back in one step that nobody can divide.",
               atomic},
              {"own-locks", "A lock per thread", Kind::broken,
               "Every thread holds a lock, but each its own: nobody is kept out.",
               own_locks},
          },
      .claims =
          {
              ends_with(
                  "nothing-lost",
                  "The counter ends at threads × increments: no increment is lost.",
                  "result", all_increments),
          },
      .charts =
          {
              {"Counter",
               "increments",
               {{"increments", "increments made"},
                {"counter", "value of the counter"}}},
          },
      .prediction =
          {
              "4 threads add 1 to the plain counter, 500 times each. What does it show "
              "at the end?",
              {
                  {"2,000, since 4 × 500 increments were made", "one line is one step",
                   "All 2,000 were made, but an increment that writes back an old "
                   "value wipes out those made in between."},
                  {"Less than 2,000, and not always the same number", "",
                   "Which increments are lost depends on how the threads happen to "
                   "interleave."},
                  {"More than 2,000, since some increments count twice",
                   "a race only adds",
                   "A thread writes what it read plus one. That can be too small, "
                   "never too large."},
                  {"Nothing: the program stops with an error",
                   "the language notices a race",
                   "Nobody checks. A lost update is silent, and that makes it hard to "
                   "find."},
              },
          },
      .sweeps =
          {
              {.title = "Throughput against threads",
               .parameter = "threads",
               .measure = course::Sweep::Measure::throughput,
               .gauge = "increments",
               .unit = "increments",
               .values = {"2", "4", "8", "16"}},
              {.title = "Result against gap",
               .parameter = "gap",
               .measure = course::Sweep::Measure::last,
               .gauge = "result",
               .unit = "increments",
               .values = {"0us", "20us", "50us", "100us", "200us"}},
          },
      .outcome = "result",
      .work = "increments",
      .views = {"timeline", "objects", "output"},
      .controlled = {.explored_with = {{"threads", "2"}, {"increments", "1"}}},
  };
}

}  // namespace lessons
