#include "course/lesson.h"

#include <cstdint>

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/lock.h"
#include "threading/queue.h"
#include "threading/shared.h"
#include "threading/sleep.h"
#include "threading/with.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

int parcels(const course::Stage& stage) {
  return static_cast<int>(stage.integer("items"));
}

/// Not always equally fast, so that the workers do not go in step.
void walk(course::Stage& stage, trace::Source source = trace::Source::here()) {
  const auto thousandths = static_cast<std::int64_t>(500 + stage.random(1'000));
  threading::sleep_for(stage.duration("gap") * thousandths / 1'000, source);
}

/// Nothing went wrong yet.
void begin(course::Stage& stage, trace::Source source = trace::Source::here()) {
  stage.gauge("gone").set(0, source);
  stage.gauge("disagree").set(0, source);
}

/// A row of places with a parcel of 1 kg on each, the number of parcels, and their
/// weight. Each field alone is safe to use; nothing keeps them together.
class Shelf {
 public:
  explicit Shelf(course::Stage& stage, trace::Source source = trace::Source::here())
      : count(parcels(stage), "count"),
        weight(parcels(stage), "weight"),
        places_((1U << static_cast<unsigned>(parcels(stage))) - 1U, "places"),
        stage_(stage) {
    begin(stage, source);
  }

  /// Takes what lies there, and notices when somebody else was first.
  void take(int index, trace::Source source = trace::Source::here()) {
    const std::uint32_t place = 1U << static_cast<unsigned>(index);
    const auto emptied = [place](std::uint32_t places) { return places & ~place; };
    const bool found = (places_.modify(emptied, source) & place) != 0;
    stage_.gauge(found ? "taken" : "gone").add(1, source);
  }
  void compare(int seen_count, int seen_weight,
               trace::Source source = trace::Source::here()) {
    if (seen_count != seen_weight) stage_.gauge("disagree").add(1, source);
  }

  threading::Shared<int> count;
  threading::Shared<int> weight;

 private:
  threading::Shared<std::uint32_t> places_;  // a bit each: is there a parcel?
  course::Stage& stage_;
};

//! [unsynchronised]
void unsynchronised(course::Stage& stage) {
  Shelf shelf(stage);
  Crew workers("worker", stage.integer("threads"), [&](int) {
    for (;;) {
      const int count = stage.local("count", shelf.count.load());
      shelf.compare(count, shelf.weight.load());  // 1 kg each: must agree
      if (count == 0) break;
      const int last = count - 1;
      walk(stage);
      shelf.take(last);  // does it still lie there?
      shelf.count.store(last);
      walk(stage);
      shelf.weight.store(last);
    }
  });
  workers.join();
}
//! [unsynchronised]

//! [two-locks]
void two_locks(course::Stage& stage) {
  Shelf shelf(stage);
  threading::Lock count_guard{"count guard"};
  threading::Lock weight_guard{"weight guard"};
  const auto read = [](const auto& field, threading::Lock& guard) {
    const threading::With holding(guard);
    return field.load();
  };
  const auto write = [](auto& field, threading::Lock& guard, int value) {
    const threading::With holding(guard);
    field.store(value);
  };
  Crew workers("worker", stage.integer("threads"), [&](int) {
    while (const int count = stage.local("count", read(shelf.count, count_guard))) {
      shelf.compare(count, read(shelf.weight, weight_guard));
      walk(stage);
      shelf.take(count - 1);  // does it still lie there?
      write(shelf.count, count_guard, count - 1);
      walk(stage);
      write(shelf.weight, weight_guard, count - 1);
    }
  });
  workers.join();
}
//! [two-locks]

//! [one-lock]
void one_lock(course::Stage& stage) {
  Shelf shelf(stage);
  threading::Lock guard{"guard"};
  Crew workers("worker", stage.integer("threads"), [&](int) {
    for (;;) {
      const threading::With holding(guard);  // for all that belongs together
      const int count = stage.local("count", shelf.count.load());
      shelf.compare(count, shelf.weight.load());  // 1 kg each: must agree
      if (count == 0) break;
      const int last = count - 1;
      walk(stage);
      shelf.take(last);  // it still lies there
      shelf.count.store(last);
      walk(stage);
      shelf.weight.store(last);
    }
  });
  workers.join();
}
//! [one-lock]

//! [container]
void container(course::Stage& stage) {
  threading::Queue<int> shelf{0, "shelf"};  // count and weight are its size
  begin(stage);
  for (int index = 0; index < parcels(stage); ++index) shelf.put(index);
  Crew workers("worker", stage.integer("threads"), [&](int) {
    try {
      for (;;) {
        stage.local("parcel", shelf.get_nowait());  // looks and takes in one step
        stage.gauge("taken").add(1);
        walk(stage);
        walk(stage);
      }
    } catch (const threading::Empty&) {
      return;  // nothing left: said by the get itself
    }
  });
  workers.join();
}
//! [container]

std::int64_t none(const course::Facts&) { return 0; }
std::int64_t all_parcels(const course::Facts& facts) { return facts.setting("items"); }

}  // namespace

course::Lesson data_corruption() {
  using Kind = course::Variant::Kind;
  return {
      .title = "Data corruption",
      .summary =
          "An index that is out of date, and two fields that are seen half changed.",
      .parameters =
          {
              explained(course::integer("threads", "Threads", 2, 16, 4),
                        "How many workers take parcels from the shelf."),
              explained(course::integer("items", "Items", 1, 30, 24),
                        "How many parcels lie on the shelf at first.", "parcels"),
              at_once(explained(course::duration("gap", "Gap", 0us, 500ms, 100ms),
                                "How long a worker walks, give or take a half: once "
                                "from reading the index to "
                                "using it, once between the two fields.")),
          },
      .variants =
          {
              {"unsynchronised", "Unsynchronised", Kind::broken,
               "Every worker reads and changes the shelf as if it were alone.",
               unsynchronised},
              {"two-locks", "Two locks for one datum", Kind::broken,
               "Each field has a lock of its own: every read and every write is "
               "guarded, but "
               "not what belongs together.",
               two_locks},
              {"one-lock", "One lock", Kind::sound,
               "One lock guards all that belongs together, from the first look to the "
               "last change.",
               one_lock},
              {"container", "Thread-safe container", Kind::sound,
               "A queue looks and takes in one step, and there is no second field to "
               "keep in step with it.",
               container},
          },
      .claims =
          {
              never_above("never-gone", "Nobody reaches for a parcel that is gone.",
                          "gone", none),
              never_above("always-agree",
                          "Count and weight are never seen to disagree.", "disagree",
                          none),
              ends_with("all-taken", "Every parcel is taken once.", "taken",
                        all_parcels),
          },
      .charts =
          {
              {"Shelf",
               "parcels, kg",
               {{"count", "count"}, {"weight", "weight"}, {"shelf", "in the queue"}}},
              {"Workers",
               "times",
               {{"taken", "took one"},
                {"gone", "found it gone"},
                {"disagree", "saw them disagree"}}},
          },
      .prediction =
          {
              "A worker reads that the last parcel lies at place 23, walks there, and "
              "takes it. 4 workers do so without a lock. What happens?",
              {
                  {"Each takes another parcel",
                   "the list gives each thread its own place",
                   "The list knows nothing of the workers: as long as nobody has "
                   "changed "
                   "the count, all of them read the same one."},
                  {"Several walk to the same place, and all but one find it empty", "",
                   "An index says where something was when it was read. By the time it "
                   "is used, the list has changed."},
                  {"The second one waits until the first is done",
                   "shared data protect themselves",
                   "Nothing waits by itself. Who should wait must be told so, with a "
                   "lock."},
              },
          },
      .sweeps = {{.title = "Reached for in vain against threads",
                  .parameter = "threads",
                  .measure = course::Sweep::Measure::last,
                  .gauge = "gone",
                  .unit = "times",
                  .values = {"2", "4", "8", "16"}},
                 {.title = "Throughput against threads",
                  .parameter = "threads",
                  .measure = course::Sweep::Measure::throughput,
                  .gauge = "taken",
                  .unit = "parcels",
                  .values = {"2", "4", "8", "16"},
                  .variants = {"one-lock", "container"}}},
      .outcome = "gone",
      .work = "taken",
      .quick_with = {{"threads", "3"}, {"items", "8"}, {"gap", "2ms"}},
      .views = {"timeline", "objects"},
      .controlled = {.explored_with = {{"threads", "2"}, {"items", "1"}}},
  };
}

}  // namespace lessons
