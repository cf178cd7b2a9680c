#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/lock.h"
#include "threading/shared.h"
#include "threading/with.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

void count_try(course::Stage& stage, trace::Source source = trace::Source::here()) {
  stage.gauge("tries").add(1, source);
}

/// Works out the next value, which takes a while.
int next(course::Stage& stage, int value,
         trace::Source source = trace::Source::here()) {
  stage.compute(stage.duration("gap"), source);
  return value + 1;
}

//! [load-store]
void load_store(course::Stage& stage) {
  threading::Shared<int> counter{0, "counter"};
  Crew workers("worker", stage.integer("threads"), [&](int) {
    for (int i = 0; i < stage.integer("increments"); ++i) {
      count_try(stage);
      const int seen = stage.local("seen", counter.load());
      counter.store(next(stage, seen));
      stage.gauge("increments").add(1);
    }
  });
  workers.join();
  stage.gauge("result").set(counter.load());
}
//! [load-store]

//! [fetch-add]
void fetch_add(course::Stage& stage) {
  threading::Shared<int> counter{0, "counter"};
  Crew workers("worker", stage.integer("threads"), [&](int) {
    for (int i = 0; i < stage.integer("increments"); ++i) {
      count_try(stage);
      const int difference = next(stage, 0);  // does not depend on the counter
      counter.fetch_add(difference);
      stage.gauge("increments").add(1);
    }
  });
  workers.join();
  stage.gauge("result").set(counter.load());
}
//! [fetch-add]

//! [cas-loop]
void cas_loop(course::Stage& stage) {
  threading::Shared<int> counter{0, "counter"};
  Crew workers("worker", stage.integer("threads"), [&](int) {
    for (int i = 0; i < stage.integer("increments"); ++i) {
      int seen = counter.load();
      do {
        count_try(stage);
        stage.local("seen", seen);
      } while (!counter.compare_exchange(seen, next(stage, seen)));
      stage.gauge("increments").add(1);
    }
  });
  workers.join();
  stage.gauge("result").set(counter.load());
}
//! [cas-loop]

//! [lock]
void lock(course::Stage& stage) {
  threading::Shared<int> counter{0, "counter"};
  threading::Lock guard{"guard"};
  Crew workers("worker", stage.integer("threads"), [&](int) {
    for (int i = 0; i < stage.integer("increments"); ++i) {
      const threading::With holding(guard);
      count_try(stage);
      counter.store(next(stage, stage.local("seen", counter.load())));
      stage.gauge("increments").add(1);
    }
  });
  workers.join();
  stage.gauge("result").set(counter.load());
}
//! [lock]

std::int64_t all_increments(const course::Facts& facts) {
  return facts.setting("threads") * facts.setting("increments");
}

}  // namespace

course::Lesson atomic_operations() {
  using Kind = course::Variant::Kind;
  using Measure = course::Chart::Line::Measure;
  return {
      .title = "Atomic operations",
      .summary =
          "Reading, changing and writing back as one step that nobody can divide.",
      .parameters =
          {
              explained(course::integer("threads", "Threads", 1, 16, 4),
                        "How many threads add to the counter at the same time."),
              explained(course::integer("increments", "Increments", 1, 20'000, 10'000),
                        "How often each thread adds one.", "per thread"),
              at_once(explained(
                  course::duration("gap", "Gap", 0us, 2ms, 50us),
                  "How long a thread computes to find what it adds or writes.")),
          },
      .variants =
          {
              {"load-store", "Load, then store", Kind::broken,
               "Two indivisible steps with a gap between them.", load_store},
              {"fetch-add", "Fetch and add", Kind::sound,
               "Reads, adds and writes back as one indivisible step.", fetch_add},
              {"cas-loop", "Compare-and-swap loop", Kind::sound,
               "Writes only if the counter is still what it was; else begins again "
               "with "
               "what it is now.",
               cas_loop},
              {"lock", "Lock", Kind::sound,
               "Keeps the others out from the load to the store.", lock},
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
              {"Speed",
               "per second",
               {{"increments", "increments", Measure::rate},
                {"tries", "tries", Measure::rate}}},
          },
      .prediction =
          {
              "The counter is atomic: every load and every store is one indivisible "
              "step. 4 threads each load it, add 1, and store it, 10,000 times. Where "
              "does it end?",
              {
                  {"At 40,000: an atomic variable cannot lose updates",
                   "an atomic variable makes everything atomic",
                   "Atomic are the load and the store, each for itself. Between the "
                   "two "
                   "there is room for the others."},
                  {"Below 40,000", "",
                   "Two atomic steps are not one atomic step. fetch_add() is one."},
                  {"At 40,000, but slowly: the threads wait for each other",
                   "atomic means locked",
                   "Nobody waits for a load or a store. That is why they are fast, and "
                   "why they protect nothing but themselves."},
              },
          },
      .sweeps = {{.title = "Throughput against threads",
                  .parameter = "threads",
                  .measure = course::Sweep::Measure::throughput,
                  .gauge = "increments",
                  .unit = "increments",
                  .values = {"1", "2", "4", "8", "16"}},
                 {.title = "Throughput against the gap",
                  .parameter = "gap",
                  .measure = course::Sweep::Measure::throughput,
                  .gauge = "increments",
                  .unit = "increments",
                  .values = {"0us", "10us", "50us", "200us"},
                  .variants = {"fetch-add", "cas-loop", "lock"}},
                 {.title = "Tries against threads",
                  .parameter = "threads",
                  .measure = course::Sweep::Measure::last,
                  .gauge = "tries",
                  .unit = "tries",
                  .values = {"1", "2", "4", "8", "16"},
                  .variants = {"cas-loop"}}},
      .outcome = "result",
      .work = "increments",
      .quick_with = {{"threads", "3"}, {"increments", "200"}, {"gap", "50us"}},
      .views = {"timeline", "objects"},
      .controlled = {.explored_with = {{"threads", "2"}, {"increments", "1"}}},
  };
}

}  // namespace lessons
