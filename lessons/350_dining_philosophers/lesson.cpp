#include "course/lesson.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/lock.h"
#include "threading/semaphore.h"
#include "threading/shared.h"
#include "threading/sleep.h"
#include "threading/with.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

std::int64_t in_milliseconds(Clock::duration duration) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
}

/// How many have a line each, as many as a small chart has room for.
constexpr int charted = 5;

std::string meals_of(int number) { return "meals of " + std::to_string(number); }

/// A philosopher as the others see it.
struct Guest {
  std::atomic<std::int64_t> meals{0};
  Clock::time_point hungry_since{};  // its own thread's
};

/// The forks, the pot, and who ate how often and waited how long.
class Table {
 public:
  explicit Table(course::Stage& stage, trace::Source source = trace::Source::here())
      : stage_(stage),
        guests_(static_cast<std::size_t>(stage.integer("philosophers"))),
        left_in_pot_(
            static_cast<int>(stage.integer("philosophers") * stage.integer("meals")),
            "pot") {
    for (int number = 1; number <= seats(); ++number) {
      forks_.push_back(
          std::make_unique<threading::Lock>("fork " + std::to_string(number)));
    }
    for (const char* name : {"meals", "hungry", "wait for forks"}) {
      stage_.gauge(name).set(0, source);
    }
    for (int number = 1; number <= std::min(charted, seats()); ++number) {
      stage_.gauge(meals_of(number)).set(0, source);
    }
    compare(source);
  }

  int seats() const { return static_cast<int>(guests_.size()); }
  /// On the left of the philosopher of that number; it goes round.
  threading::Lock& fork(int number) {
    return *forks_[static_cast<std::size_t>(number - 1) % forks_.size()];
  }

  /// Whether there was a serving left, which is the caller's then.
  bool serve(trace::Source source = trace::Source::here()) {
    return left_in_pot_.fetch_add(-1, source) > 0;
  }

  /// Not always equally long; hungry at the end.
  void think(int number, trace::Source source = trace::Source::here()) {
    const auto thousandths = static_cast<std::int64_t>(500 + stage_.random(1'000));
    threading::sleep_for(stage_.duration("think-time") * thousandths / 1'000, source);
    guest(number).hungry_since = Clock::now();
    stage_.gauge("hungry").add(1, source);
  }

  /// From the one fork over to the other.
  void reach(trace::Source source = trace::Source::here()) const {
    threading::sleep_for(stage_.duration("reach-time"), source);
  }

  void eat(int number, trace::Source source = trace::Source::here()) {
    end_hunger(number, source);
    {
      const course::Inside eating(stage_.gauge("eating"), source);
      threading::sleep_for(stage_.duration("eat-time"), source);
    }
    stage_.gauge("meals").add(1, source);
    stage_.gauge(meals_of(number)).set(++guest(number).meals, source);
    compare(source);
  }

  /// Who ate least and most.
  void compare(trace::Source source = trace::Source::here()) {
    const auto by_meals = [](const Guest& one, const Guest& other) {
      return one.meals < other.meals;
    };
    const auto [least, most] =
        std::minmax_element(guests_.begin(), guests_.end(), by_meals);
    stage_.gauge("fewest meals").set(least->meals, source);
    stage_.gauge("most meals").set(most->meals, source);
  }

 private:
  Guest& guest(int number) { return guests_[static_cast<std::size_t>(number - 1)]; }

  void end_hunger(int number, trace::Source source) {
    const auto waited = in_milliseconds(Clock::now() - guest(number).hungry_since);
    stage_.gauge("hungry").add(-1, source);
    stage_.gauge("waited by " + std::to_string(number)).add(waited, source);
    stage_.gauge("wait for forks").set(waited, source);
  }

  course::Stage& stage_;
  std::vector<Guest> guests_;
  std::vector<std::unique_ptr<threading::Lock>> forks_;
  threading::Shared<int> left_in_pot_;
};

//! [left-first]
void left_first(course::Stage& stage) {
  Table table(stage);
  Crew philosophers("philosopher", table.seats(), [&](int number) {
    threading::Lock& left = table.fork(number);
    threading::Lock& right = table.fork(number + 1);
    while (table.serve()) {
      table.think(number);
      const threading::With holding_one(left);
      table.reach();
      const threading::With holding_both(right);
      table.eat(number);
    }
  });
  philosophers.join();
  table.compare();
}
//! [left-first]

//! [one-left-handed]
void one_left_handed(course::Stage& stage) {
  Table table(stage);
  Crew philosophers("philosopher", table.seats(), [&](int number) {
    const bool left_handed = number == 1;  // takes them the other way round
    threading::Lock& first = table.fork(left_handed ? number + 1 : number);
    threading::Lock& second = table.fork(left_handed ? number : number + 1);
    while (table.serve()) {
      table.think(number);
      const threading::With holding_one(first);
      table.reach();
      const threading::With holding_both(second);
      table.eat(number);
    }
  });
  philosophers.join();
  table.compare();
}
//! [one-left-handed]

//! [seats]
void seats(course::Stage& stage) {
  Table table(stage);
  threading::Semaphore chairs{table.seats() - 1, "chairs"};
  Crew philosophers("philosopher", table.seats(), [&](int number) {
    threading::Lock& left = table.fork(number);
    threading::Lock& right = table.fork(number + 1);
    while (table.serve()) {
      table.think(number);
      const threading::With seated(chairs);  // one of them has to stand
      const threading::With holding_one(left);
      table.reach();
      const threading::With holding_both(right);
      table.eat(number);
    }
  });
  philosophers.join();
  table.compare();
}
//! [seats]

//! [ordered]
void ordered(course::Stage& stage) {
  Table table(stage);
  Crew philosophers("philosopher", table.seats(), [&](int number) {
    const int next = number % table.seats() + 1;
    threading::Lock& lower = table.fork(std::min(number, next));
    threading::Lock& higher = table.fork(std::max(number, next));
    while (table.serve()) {
      table.think(number);
      const threading::With holding_one(lower);
      table.reach();
      const threading::With holding_both(higher);
      table.eat(number);
    }
  });
  philosophers.join();
  table.compare();
}
//! [ordered]

course::Chart meals_of_each() {
  course::Chart chart{"Meals of the first five", "meals", {}};
  for (int number = 1; number <= charted; ++number) {
    const std::string name = std::to_string(number);
    chart.lines.push_back({"meals of " + name, name});
  }
  return chart;
}

std::int64_t half(const course::Facts& facts) {
  return facts.setting("philosophers") / 2;
}
std::int64_t all_servings(const course::Facts& facts) {
  return facts.setting("philosophers") * facts.setting("meals");
}

}  // namespace

course::Lesson dining_philosophers() {
  using Kind = course::Variant::Kind;
  using Measure = course::Sweep::Measure;
  const std::vector<std::string> sizes{"2", "3", "5", "8", "16"};
  const std::vector<std::string> sound{"one-left-handed", "seats", "ordered"};
  return {
      .title = "Dining philosophers",
      .summary = "A circle of threads, each of which needs what its neighbours need.",
      .parameters =
          {
              explained(course::integer("philosophers", "Philosophers", 2, 16, 5),
                        "How many sit at the table; there are as many forks."),
              explained(course::integer("meals", "Meals", 1, 100, 20),
                        "How many servings are in the pot; who is quick gets more.",
                        "per philosopher"),
              at_once(
                  explained(course::duration("think-time", "Think", 0ms, 500ms, 50ms),
                            "How long a philosopher thinks between two meals, give or "
                            "take a half.")),
              at_once(explained(course::duration("eat-time", "Eat", 0ms, 500ms, 50ms),
                                "How long a philosopher holds both forks.")),
              at_once(
                  explained(course::duration("reach-time", "Reach", 0ms, 500ms, 50ms),
                            "How long it takes from the first fork to the second.")),
          },
      .variants =
          {
              {"left-first", "Left first", Kind::broken,
               "Everybody takes the fork on the left, then the one on the right.",
               left_first},
              {"one-left-handed", "One left-handed", Kind::sound,
               "One philosopher takes the right fork first, all others the left one.",
               one_left_handed},
              {"seats", "N - 1 seats", Kind::sound,
               "A semaphore lets all but one of them sit down, so that one fork is "
               "always over.",
               seats},
              {"ordered", "Ordered forks", Kind::sound,
               "The forks are numbered, and everybody takes the lower number first.",
               ordered},
          },
      .claims =
          {
              course::never_stuck(
                  "No philosopher waits for ever with one fork in hand."),
              never_above("two-forks-each",
                          "At most half of them eat at a time, since each needs two "
                          "forks.",
                          "eating", half),
              ends_with("all-eaten", "Every serving is eaten.", "meals", all_servings),
          },
      .charts =
          {
              meals_of_each(),
              {"Fairness",
               "meals",
               {{"most meals", "who ate most"}, {"fewest meals", "who ate least"}}},
              {"Table",
               "philosophers",
               {{"eating", "eating"}, {"hungry", "hungry, waiting"}}},
              {"Waiting", "ms", {{"wait for forks", "of whoever ate last"}}},
          },
      .prediction =
          {
              "Five philosophers, five forks. Each takes the left fork, then the right "
              "one, eats, and puts both back. What happens in the long run?",
              {
                  {"They take turns, and all get enough", "waiting sorts itself out",
                   "It may go well for a while. But sooner or later all five have a "
                   "left "
                   "fork at the same time."},
                  {"At some time all of them hold one fork and wait for ever", "",
                   "Then each waits for the neighbour on the right, all around the "
                   "table, and nobody gives anything back."},
                  {"At most two eat at a time, and one of them never gets a turn",
                   "locks let the same ones through",
                   "Two at a time is right. But who waits for a fork gets it when the "
                   "neighbour puts it back, unless all of them wait."},
                  {"It depends on the number: with an even one nothing can happen",
                   "deadlock needs an odd number",
                   "With two it happens as well: each holds one fork and waits for the "
                   "other one."},
              },
          },
      .sweeps = {{.title = "Throughput against philosophers",
                  .parameter = "philosophers",
                  .measure = Measure::throughput,
                  .gauge = "meals",
                  .unit = "meals",
                  .values = sizes,
                  .variants = sound},
                 {.title = "Longest wait against philosophers",
                  .parameter = "philosophers",
                  .measure = Measure::greatest,
                  .gauge = "wait for forks",
                  .unit = "ms",
                  .values = sizes,
                  .variants = sound},
                 {.title = "Waiting against the time to eat",
                  .parameter = "eat-time",
                  .measure = Measure::waiting,
                  .values = {"0ms", "10ms", "25ms", "50ms", "100ms"},
                  .variants = sound}},
      .outcome = "meals",
      .work = "meals",
      .quick_with = {{"philosophers", "3"},
                     {"meals", "6"},
                     {"think-time", "2ms"},
                     {"eat-time", "2ms"},
                     {"reach-time", "5ms"}},
      .views = {"waits", "timeline", "objects"},
      .controlled = {.explored_with = {{"philosophers", "3"}, {"meals", "1"}}},
  };
}

}  // namespace lessons
