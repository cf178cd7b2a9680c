#include "course/lesson.h"

#include <mutex>

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/event.h"
#include "threading/lock.h"
#include "threading/sleep.h"
#include "threading/with.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

constexpr int attempts = 10;

/// A thread that has nothing to do with the locks, and shows that the rest of the
/// program runs on.
class Bystander {
 public:
  explicit Bystander(course::Stage& stage, trace::Source source = trace::Source::here())
      : crew_(
            "bystander", 1,
            [this, &stage, source](int) {
              while (!over_.wait(10ms, source)) stage.gauge("bystander").add(1, source);
            },
            source) {}

  void leave(trace::Source source = trace::Source::here()) {
    over_.set(source);
    crew_.join(source);
  }

 private:
  threading::Event over_{"over"};
  Crew crew_;
};

void pause_at_random(course::Stage& stage,
                     trace::Source source = trace::Source::here()) {
  threading::sleep_for(std::chrono::milliseconds(stage.random(50)), source);
}

//! [opposite-order]
void opposite_order(course::Stage& stage) {
  threading::Lock left{"left"};
  threading::Lock right{"right"};
  Bystander bystander(stage);
  Crew workers("worker", stage.integer("threads"), [&](int number) {
    threading::Lock& first = number % 2 == 1 ? left : right;
    threading::Lock& second = number % 2 == 1 ? right : left;
    const threading::With holding_one(first);
    threading::sleep_for(stage.duration("hold-time"));
    const threading::With holding_both(second);
    stage.gauge("finished").add(1);
  });
  workers.join();
  bystander.leave();
}
//! [opposite-order]

//! [same-order]
void same_order(course::Stage& stage) {
  threading::Lock left{"left"};
  threading::Lock right{"right"};
  Bystander bystander(stage);
  Crew workers("worker", stage.integer("threads"), [&](int) {
    const threading::With holding_one(left);  // everybody: first left, then right
    threading::sleep_for(stage.duration("hold-time"));
    const threading::With holding_both(right);
    stage.gauge("finished").add(1);
  });
  workers.join();
  bystander.leave();
}
//! [same-order]

//! [back-off]
void back_off(course::Stage& stage) {
  threading::Lock left{"left"};
  threading::Lock right{"right"};
  Bystander bystander(stage);
  Crew workers("worker", stage.integer("threads"), [&](int number) {
    threading::Lock& first = number % 2 == 1 ? left : right;
    threading::Lock& second = number % 2 == 1 ? right : left;
    for (;;) {
      {
        const threading::With holding_one(first);
        threading::sleep_for(stage.duration("hold-time"));
        if (second.acquire(stage.duration("timeout"))) {
          const std::lock_guard holding_both(second, std::adopt_lock);
          stage.gauge("finished").add(1);
          return;
        }
      }  // here it gives the first lock back
      stage.gauge("gave way").add(1);
      pause_at_random(stage);
    }
  });
  workers.join();
  bystander.leave();
}
//! [back-off]

//! [livelock]
void livelock(course::Stage& stage) {
  threading::Lock left{"left"};
  threading::Lock right{"right"};
  Bystander bystander(stage);
  Crew workers("worker", stage.integer("threads"), [&](int number) {
    threading::Lock& first = number % 2 == 1 ? left : right;
    threading::Lock& second = number % 2 == 1 ? right : left;
    for (int attempt = 1; attempt <= attempts; ++attempt) {
      {
        const threading::With holding_one(first);
        threading::sleep_for(stage.duration("hold-time"));
        if (second.acquire(threading::non_blocking)) {
          const std::lock_guard holding_both(second, std::adopt_lock);
          stage.gauge("finished").add(1);
          return;
        }
        threading::sleep_for(stage.duration("hold-time"));  // "after you"
      }
      stage.gauge("gave way").add(1);
    }
    stage.print("worker", number, "gives up after", attempts, "attempts");
  });
  workers.join();
  bystander.leave();
}
//! [livelock]

//! [both-at-once]
void both_at_once(course::Stage& stage) {
  threading::Lock left{"left"};
  threading::Lock right{"right"};
  Bystander bystander(stage);
  Crew workers("worker", stage.integer("threads"), [&](int number) {
    threading::Lock& first = number % 2 == 1 ? left : right;
    threading::Lock& second = number % 2 == 1 ? right : left;
    const std::scoped_lock holding_both(first, second);
    threading::sleep_for(stage.duration("hold-time"));
    stage.gauge("finished").add(1);
  });
  workers.join();
  bystander.leave();
}
//! [both-at-once]

/// What is counted begins at 0, for where nobody ever gets on.
template <auto program>
void counted(course::Stage& stage) {
  for (const char* name : {"finished", "gave way"}) stage.gauge(name).set(0);
  program(stage);
}

std::int64_t all_workers(const course::Facts& facts) {
  return facts.setting("threads");
}

}  // namespace

course::Lesson deadlock() {
  using Kind = course::Variant::Kind;
  return {
      .title = "Deadlock",
      .summary = "Two threads, two locks: each holds one and waits for the other.",
      .parameters =
          {
              explained(course::integer("threads", "Threads", 2, 8, 2),
                        "Workers with odd numbers want left first, even ones right."),
              at_once(
                  explained(course::duration("hold-time", "Hold time", 0ms, 1s, 300ms),
                            "Time between taking the first lock and asking for the "
                            "second; with both at once, the time that both are held.")),
              at_once(
                  explained(course::duration("timeout", "Time-out", 1ms, 1s, 150ms),
                            "How long the variant that backs off waits for the second "
                            "lock.")),
          },
      .variants =
          {
              {"opposite-order", "Opposite order", Kind::broken,
               "Odd workers take left, then right; even ones right, then left.",
               counted<opposite_order>},
              {"same-order", "Same order", Kind::sound,
               "Every worker takes left first: no circle of waiting can close.",
               counted<same_order>},
              {"back-off", "Time-out and back off", Kind::sound,
               "Whoever does not get the second lock in time gives the first one back "
               "and "
               "tries again after a random pause.",
               counted<back_off>},
              {"livelock", "Livelock", Kind::broken,
               "Whoever does not get the second lock gives way, and all do so in step: "
               "busy, polite, and never done.",
               counted<livelock>},
              {"both-at-once", "Both at once", Kind::sound,
               "std::scoped_lock takes both locks or neither.", counted<both_at_once>},
          },
      .claims =
          {
              course::never_stuck(),
              ends_with("all-finish", "Every worker gets both locks and finishes.",
                        "finished", all_workers),
          },
      .charts =
          {
              {"Workers",
               "workers",
               {{"finished", "finished"}, {"gave way", "times that one gave way"}}},
              {"Meanwhile", "rounds", {{"bystander", "rounds of the bystander"}}},
          },
      .prediction =
          {
              "Worker 1 takes left and then wants right. Worker 2 takes right and then "
              "wants left. What happens if each holds its first lock for a while?",
              {
                  {"One of them gets both locks, the other waits for it",
                   "somebody is always first",
                   "That happens if one is quick enough to take both before the other "
                   "begins. With a hold time it is not."},
                  {"Both wait for ever", "",
                   "Each waits for a lock that only the other can release, and the "
                   "other releases nothing while it waits."},
                  {"The whole program stands still",
                   "a deadlock stops the whole program",
                   "Only those who wait in the circle do. The bystander runs on, so "
                   "the program looks alive."},
                  {"The system notices and raises an error",
                   "the system finds deadlocks",
                   "Neither Python nor C++ looks for deadlocks. The threads simply "
                   "wait."},
              },
          },
      .sweeps =
          {
              {.title = "Duration against hold time",
               .parameter = "hold-time",
               .measure = course::Sweep::Measure::duration,
               .values = {"0ms", "10ms", "20ms", "50ms", "100ms"},
               .variants = {"same-order", "back-off", "both-at-once"}},
              {.title = "Duration against threads",
               .parameter = "threads",
               .measure = course::Sweep::Measure::duration,
               .values = {"2", "4", "6", "8"},
               .variants = {"same-order", "back-off", "both-at-once"}},
          },
      .outcome = "finished",
      .work = "finished",
      .quick_with = {{"hold-time", "15ms"}, {"timeout", "5ms"}},
      .views = {"waits", "timeline", "objects"},
  };
}

}  // namespace lessons
