#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/lock.h"
#include "threading/shared.h"
#include "threading/with.h"

namespace lessons {
namespace {

constexpr int men = 2;

//! [as-found]
void found(course::Stage& stage) {
  threading::Lock room{"room"};
  threading::Shared<int> men_in{0, "men in"};
  threading::Shared<int> women_in{0, "women in"};
  Crew group("man", men, [&](int) {
    if (men_in.fetch_add(1) == 0) room.acquire();
    stage.gauge("women met").set(women_in.load());
    if (men_in.fetch_add(-1) == 1) room.release();
  });
  Crew woman("woman", 1, [&](int) {
    room.acquire();
    women_in.store(1);
    women_in.store(0);
    room.release();
  });
  group.join();
  woman.join();
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  threading::Lock room{"room"};
  threading::Lock door{"door"};
  threading::Shared<int> men_in{0, "men in"};
  threading::Shared<int> women_in{0, "women in"};
  Crew group("man", men, [&](int) {
    //! <enter>
    const std::string& enter = stage.choice("enter");
    if (enter == "first-takes-room") {
      //! [first-takes-room]
      if (men_in.fetch_add(1) == 0) room.acquire();
      //! [first-takes-room]
    } else if (enter == "take-then-count") {
      //! [take-then-count]
      if (men_in.load() == 0) room.acquire();
      men_in.fetch_add(1);
      //! [take-then-count]
    } else if (enter == "at-the-door") {
      //! [at-the-door]
      {
        const threading::With holding(door);
        if (men_in.fetch_add(1) == 0) room.acquire();
      }
      //! [at-the-door]
    } else {
      //! [each-takes-room]
      room.acquire();
      //! [each-takes-room]
    }
    //! <enter>
    stage.gauge("women met").set(women_in.load());
    //! <leave>
    if (stage.choice("leave") == "last-gives-room") {
      //! [last-gives-room]
      if (men_in.fetch_add(-1) == 1) room.release();
      //! [last-gives-room]
    } else {
      //! [each-gives-room]
      room.release();
      //! [each-gives-room]
    }
    //! <leave>
  });
  Crew woman("woman", 1, [&](int) {
    room.acquire();
    women_in.store(1);
    women_in.store(0);
    room.release();
  });
  group.join();
  woman.join();
}
//! [repaired]

}  // namespace

course::Lesson unisex_bathroom() {
  const course::Slot enter{
      .id = "enter",
      .label = "How a man enters",
      .pieces = {{"first-takes-room", "Count; the first takes the room"},
                 {"take-then-count", "The first takes the room; count"},
                 {"at-the-door",
                  "Count; the first takes the room; one man at the door at a time"},
                 {"each-takes-room", "Each takes the room"}}};
  const course::Slot leave{
      .id = "leave",
      .label = "How a man leaves",
      .pieces = {{"last-gives-room", "The last gives the room back"},
                 {"each-gives-room", "Each gives the room back"}}};
  return course::as_challenge(
      {
          .goal = "Let a man meet a woman in the bathroom.",
          .claim = "never-mixed",
          .least_pre_emptions = 1,
          .hints =
              {
                  "The first man waits for the room. What does the second one wait "
                  "for?",
                  "A man is counted as soon as he wants in.",
                  "Let the woman in and stop her there. Man 1 waits for the room; let "
                  "man 2 walk past him.",
              },
          .slots = {enter, leave},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "The unisex bathroom",
          .summary = "The first man waits for the room, and the second walks in.",
          .claims = {course::never_above(
                         "never-mixed", "No man meets a woman in the bathroom.",
                         "women met", [](const course::Facts&) { return 0; }),
                     course::never_stuck()},
          .views = {"objects", "waits", "timeline"},
      });
}

}  // namespace lessons
