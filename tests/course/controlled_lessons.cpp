#include "course/controlled_lessons.h"

#include <chrono>
#include <stdexcept>
#include <utility>

namespace lessons_under_control {

course::Entry entry(std::vector<course::Variant> variants, std::vector<course::Claim> claims,
                    course::Controlled controlled) {
  course::Entry made;
  made.id = "fixture";
  made.number = 110;
  made.code = "the text of the program";
  made.code_file = __FILE__;
  made.lesson.parameters = {course::integer("threads", "Threads", 1, 8, 2)};
  made.lesson.variants = std::move(variants);
  made.lesson.claims = std::move(claims);
  made.lesson.controlled = std::move(controlled);
  return made;
}

const std::uint32_t line_of_the_increment = __LINE__ + 3;
void increment(course::Stage& stage) {
  threading::Shared<int> counter{0, "counter"};
  const auto add = [&counter] { counter.store(counter.load() + 1); };
  in_two_threads(add);
  stage.gauge("result").set(counter.load());
}

void increment_with_a_lock(course::Stage& stage) {
  threading::Shared<int> counter{0, "counter"};
  threading::Lock guard{"guard"};
  const auto add = [&] {
    const threading::With holding(guard);
    counter.store(counter.load() + 1);
  };
  in_two_threads(add);
  stage.gauge("result").set(counter.load());
}

void opposite_order(course::Stage&) {
  threading::Lock left{"left"};
  threading::Lock right{"right"};
  const auto take = [](threading::Lock& first, threading::Lock& second) {
    const threading::With holding_one(first);
    const threading::With holding_both(second);
  };
  threading::Thread one({.name = "one"}, [&] { take(left, right); });
  threading::Thread two({.name = "two"}, [&] { take(right, left); });
  one.start();
  two.start();
  one.join();
  two.join();
}

void impatient(course::Stage& stage) {
  threading::Condition condition{"news"};
  threading::Thread waiter({.name = "waiter"}, [&] {
    const threading::With holding(condition);
    stage.gauge("came").set(condition.wait(std::chrono::seconds(1)) ? 1 : 0);
  });
  waiter.start();
  {
    const threading::With holding(condition);
    condition.notify();
  }
  waiter.join();
}

void two_waiters(course::Stage&) {
  threading::Condition condition{"news"};
  const auto wait = [&condition] {
    const threading::With holding(condition);
    condition.wait();
  };
  threading::Thread one({.name = "one"}, wait);
  threading::Thread two({.name = "two"}, wait);
  one.start();
  two.start();
  const threading::With holding(condition);
  condition.notify();
}

void raising(course::Stage&) {
  threading::Thread one({.name = "one"}, [] { throw std::runtime_error("no luck"); });
  one.start();
  one.join();
}

course::Claim nothing_lost() {
  return course::ends_with("nothing-lost", "No increment is lost.", "result", [](const course::Facts&) { return 2; });
}

course::Entry counting() {
  using Kind = course::Variant::Kind;
  return entry(
      {{"plain", "Plain", Kind::broken, "", increment}, {"lock", "Lock", Kind::sound, "", increment_with_a_lock}},
      {nothing_lost()});
}

course::Entry one_variant(std::function<void(course::Stage&)> program, std::vector<course::Claim> claims,
                          course::Controlled controlled) {
  return entry({{"only", "Only", course::Variant::Kind::design, "", std::move(program)}}, std::move(claims),
               std::move(controlled));
}

course::Settings settings(const course::Entry& entry) { return course::Settings(entry.lesson.parameters); }

}  // namespace lessons_under_control
