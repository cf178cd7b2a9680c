#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "lessons/work.h"
#include "threading/errors.h"
#include "threading/semaphore.h"
#include "threading/with.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

/// In the car park.
void stay(course::Stage& stage, trace::Source source = trace::Source::here()) {
  const course::Inside parked(stage.gauge("inside"), source);
  work_about(stage, stage.duration("hold-time"), source);
  stage.gauge("served").add(1, source);
}

int permits(const course::Stage& stage) {
  return static_cast<int>(stage.integer("permits"));
}

//! [semaphore]
void grows(course::Stage& stage) {
  threading::Semaphore places{permits(stage), "car park"};
  const auto park = [&](int) {
    const threading::With parking(places);
    stay(stage);
  };
  Crew morning("early-car", stage.integer("cars"), park);
  morning.join();
  places.release();  // everybody has left: one release too many
  stage.gauge("free when empty").set(places.value());
  Crew evening("late-car", stage.integer("cars"), park);
  evening.join();
  stage.gauge("free when empty").set(places.value());
}
//! [semaphore]

//! [bounded]
void bounded(course::Stage& stage) {
  threading::BoundedSemaphore places{permits(stage), "car park"};
  const auto park = [&](int) {
    const threading::With parking(places);
    stay(stage);
  };
  Crew morning("early-car", stage.integer("cars"), park);
  morning.join();
  try {
    places.release();  // everybody has left: one release too many
  } catch (const threading::ValueError& error) {
    stage.gauge("refused").add(1);
    stage.print("main is told:", error.what());
  }
  stage.gauge("free when empty").set(places.value());
  Crew evening("late-car", stage.integer("cars"), park);
  evening.join();
  stage.gauge("free when empty").set(places.value());
}
//! [bounded]

//! [told-late]
void told_late(course::Stage& stage) {
  threading::BoundedSemaphore places{permits(stage), "car park"};
  Crew cars("car", 2 * stage.integer("cars"), [&](int number) {
    places.acquire();
    stay(stage);
    try {
      places.release();
      if (number == 1) places.release();  // one too many, but others are inside
    } catch (const threading::ValueError& error) {
      stage.gauge("refused").add(1);
      stage.print("car", number, "is told:", error.what());
    }
  });
  cars.join();
  stage.gauge("free when empty").set(places.value());
}
//! [told-late]

/// What is counted begins at 0, for where nothing is refused.
template <auto program>
void counted(course::Stage& stage) {
  stage.gauge("refused").set(0);
  program(stage);
}

std::int64_t one(const course::Facts&) { return 1; }
std::int64_t all_places(const course::Facts& facts) { return facts.setting("permits"); }

}  // namespace

course::Lesson bounded_semaphore() {
  using Kind = course::Variant::Kind;
  return {
      .title = "Bounded semaphore",
      .summary = "One release too many is an error, not a silent extra permit.",
      .parameters =
          {
              explained(course::integer("permits", "Permits", 1, 16, 3),
                        "How many places the car park has.", "places"),
              explained(course::integer("cars", "Cars", 2, 16, 12),
                        "How many cars come in the morning, and again in the evening."),
              at_once(
                  explained(course::duration("hold-time", "Hold time", 0ms, 2s, 400ms),
                            "How long a car stays, on average.")),
          },
      .variants =
          {
              {"semaphore", "Semaphore", Kind::broken,
               "It takes one release too many for a place that was added.",
               counted<grows>},
              {"bounded", "Bounded semaphore", Kind::sound,
               "It refuses the release that would make it larger than it was.",
               counted<bounded>},
              {"told-late", "Bounded, told late", Kind::broken,
               "The release too many comes while others are inside, where it looks "
               "like theirs.",
               counted<told_late>},
          },
      .claims =
          {
              never_above("at-most",
                          "At most as many cars are inside as there are places.",
                          "inside", all_places),
              ends_with("refused", "The release that is one too many is refused.",
                        "refused", one),
              never_above("no-extra",
                          "Once all have left, no more places are free than there are.",
                          "free when empty", all_places),
              course::never_stuck(),
          },
      .charts =
          {
              {"Car park",
               "cars, places",
               {{"inside", "cars inside"}, {"car park", "free places"}}},
              {"Served", "cars", {{"served", "cars that have left"}}},
          },
      .prediction =
          {
              "A bounded semaphore has 3 permits, and 3 threads hold one each. One of "
              "them calls release() twice. What happens?",
              {
                  {"The second call raises ValueError",
                   "a bounded semaphore knows who holds its permits",
                   "It only compares numbers: with two permits out, a release is still "
                   "within the limit."},
                  {"Nothing at first; a release of another thread raises ValueError",
                   "",
                   "The count is one too high until everybody has left, and then the "
                   "last one to leave is told."},
                  {"Nothing at all, neither now nor later",
                   "the extra release is forgotten",
                   "Four releases for three permits cannot all fit below the limit: "
                   "one of them is refused."},
              },
          },
      .sweeps =
          {
              {.title = "Duration against places",
               .parameter = "permits",
               .measure = course::Sweep::Measure::duration,
               .values = {"1", "2", "3", "4", "6", "8", "12"},
               .variants = {"semaphore", "bounded"}},
          },
      .outcome = "free when empty",
      .work = "served",
      .quick_with = {{"hold-time", "3ms"}},
      .views = {"objects", "output", "timeline"},
      .controlled = {.explored_with = {{"permits", "1"}, {"cars", "2"}}},
  };
}

}  // namespace lessons
