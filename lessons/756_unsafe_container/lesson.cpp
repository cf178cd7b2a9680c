#include "course/lesson.h"

#include <array>

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/lock.h"
#include "threading/shared.h"
#include "threading/with.h"

namespace lessons {
namespace {

using Place = threading::Shared<int>;

/// What a list is inside. It begins with item 1.
struct List {
  threading::Shared<std::size_t> length{1, "length"};
  std::array<Place, 2> places{Place{1, "place 0"}, Place{0, "place 1"}};
};

void take_stock(course::Stage& stage, const List& list, int taken,
                trace::Source source = trace::Source::here()) {
  int sum = taken;
  const std::size_t length = list.length.load(source);
  for (std::size_t at = 0; at < length; ++at) sum += list.places.at(at).load(source);
  stage.gauge("taken and left").set(sum, source);
}

//! [as-found]
void found(course::Stage& stage) {
  List list;  // of item 1
  int taken = 0;
  Crew adder("adder", 1, [&](int) {  // list.append(2)
    const std::size_t end = stage.local("end", list.length.load());
    list.places.at(end).store(2);
    list.length.store(end + 1);
  });
  Crew taker("taker", 1, [&](int) {  // taken = list.pop()
    const std::size_t end = stage.local("end", list.length.load());
    taken = stage.local("taken", list.places.at(end - 1).load());
    list.length.store(end - 1);
  });
  adder.join();
  taker.join();
  take_stock(stage, list, taken);
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  List list;  // of item 1
  threading::Lock guard{"guard"};
  int taken = 0;
  Crew adder("adder", 1, [&](int) {  // list.append(2)
    //! <append>
    const std::string& append = stage.choice("append");
    if (append == "append-plain") {
      //! [append-plain]
      const std::size_t end = stage.local("end", list.length.load());
      list.places.at(end).store(2);
      list.length.store(end + 1);
      //! [append-plain]
    } else if (append == "append-lock-late") {
      //! [append-lock-late]
      const std::size_t end = stage.local("end", list.length.load());
      list.places.at(end).store(2);
      const threading::With holding(guard);
      list.length.store(end + 1);
      //! [append-lock-late]
    } else {
      //! [append-lock]
      const threading::With holding(guard);
      const std::size_t end = stage.local("end", list.length.load());
      list.places.at(end).store(2);
      list.length.store(end + 1);
      //! [append-lock]
    }
    //! <append>
  });
  Crew taker("taker", 1, [&](int) {  // taken = list.pop()
    //! <take>
    const std::string& take = stage.choice("take");
    if (take == "take-plain") {
      //! [take-plain]
      const std::size_t end = stage.local("end", list.length.load());
      taken = stage.local("taken", list.places.at(end - 1).load());
      list.length.store(end - 1);
      //! [take-plain]
    } else if (take == "take-lock-late") {
      //! [take-lock-late]
      const std::size_t end = stage.local("end", list.length.load());
      taken = stage.local("taken", list.places.at(end - 1).load());
      const threading::With holding(guard);
      list.length.store(end - 1);
      //! [take-lock-late]
    } else {
      //! [take-lock]
      const threading::With holding(guard);
      const std::size_t end = stage.local("end", list.length.load());
      taken = stage.local("taken", list.places.at(end - 1).load());
      list.length.store(end - 1);
      //! [take-lock]
    }
    //! <take>
  });
  adder.join();
  taker.join();
  take_stock(stage, list, taken);
}
//! [repaired]

}  // namespace

course::Lesson unsafe_container() {
  const course::Slot append{
      .id = "append",
      .label = "How the adder appends item 2",
      .pieces = {{"append-plain", "Without a lock"},
                 {"append-lock-late", "Take the lock to write the length"},
                 {"append-lock", "Take the lock, then append"}}};
  const course::Slot take{
      .id = "take",
      .label = "How the taker takes the last item",
      .pieces = {{"take-plain", "Without a lock"},
                 {"take-lock-late", "Take the lock to write the length"},
                 {"take-lock", "Take the lock, then take"}}};
  return course::as_challenge(
      {
          .goal = "Lose an item, or make the list give one out that is still in it.",
          .claim = "each-once",
          .least_pre_emptions = 1,
          .hints =
              {
                  "One line, list.append(2), is three steps: where is the end, put it "
                  "there, write the new length.",
                  "Both threads write a length that follows from the one they read.",
                  "Let the adder read the length and stop it there. Let the taker do "
                  "all of its work before the adder goes on.",
              },
          .slots = {append, take},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "Unsafe container",
          .summary = "One thread appends to a list while another takes from it, and "
                     "the list falls apart.",
          .claims = {course::ends_with(
              "each-once",
              "Each item is taken or left: their sum, taken and left, is 1 + 2.",
              "taken and left", [](const course::Facts&) { return 3; })},
          .views = {"objects", "timeline", "output"},
      });
}

}  // namespace lessons
