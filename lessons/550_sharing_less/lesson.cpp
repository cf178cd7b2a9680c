#include "course/lesson.h"

#include <deque>

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/lock.h"
#include "threading/shared.h"
#include "threading/simple_queue.h"
#include "threading/sleep.h"
#include "threading/with.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

constexpr int opening_net = 100;
constexpr int rise = 5;

int with_tax(int net) { return net + net / 5; }

/// Two numbers that must agree.
struct Price {
  int net = opening_net;
  int gross = with_tax(opening_net);
};
using Prices = std::vector<Price>;  // one for each writer

struct Change {
  std::size_t which;
  Price price;
};
/// In a list of what an inbox holds.
std::string in_words(const Change& change) {
  return "writer " + std::to_string(change.which + 1) + ": " +
         std::to_string(change.price.net);
}

using Inbox = threading::SimpleQueue<Change>;

Prices opening(const course::Stage& stage) {
  return Prices(static_cast<std::size_t>(stage.integer("writers")));
}

std::size_t index(int number) { return static_cast<std::size_t>(number - 1); }

/// Net first, gross a little later: nobody should look in between.
void raise(course::Stage& stage, Price& price,
           trace::Source source = trace::Source::here()) {
  price.net += rise;
  threading::sleep_for(stage.duration("update-time"), source);
  price.gross = with_tax(price.net);
  stage.gauge("updates").add(1, source);
}

std::int64_t changes_in(const Prices& prices) {
  std::int64_t changes = 0;
  for (const Price& price : prices) changes += (price.net - opening_net) / rise;
  return changes;
}

void read(course::Stage& stage, const Prices& prices,
          trace::Source source = trace::Source::here()) {
  std::int64_t disagree = 0;
  for (const Price& price : prices) disagree += price.gross != with_tax(price.net);
  threading::sleep_for(stage.duration("read-time"), source);
  stage.gauge("disagree").add(disagree, source);
  stage.gauge("seen").set(changes_in(prices), source);
  stage.gauge("reads").add(1, source);
}

/// What a list holds in the end.
void close(course::Stage& stage, const Prices& prices,
           trace::Source source = trace::Source::here()) {
  stage.gauge("changes in the list").set(changes_in(prices), source);
  stage.print("main: the list has", changes_in(prices), "changes");
}

/// Makes the changes that have come. Only the inbox's owner takes from it.
void read_mail(Inbox& inbox, Prices& own,
               trace::Source source = trace::Source::here()) {
  while (!inbox.empty(source)) {
    const Change change = inbox.get({}, source);
    own.at(change.which) = change.price;
  }
}

//! [locked]
void locked(course::Stage& stage) {
  Prices prices = opening(stage);
  threading::Lock guard{"prices"};
  Crew writers("writer", stage.integer("writers"), [&](int number) {
    for (int n = 1; n <= stage.integer("updates"); ++n) {
      threading::sleep_for(stage.duration("pause"));
      const threading::With holding(guard);
      raise(stage, prices.at(index(number)));
    }
  });
  Crew readers("reader", stage.integer("readers"), [&](int) {
    for (int n = 1; n <= stage.integer("reads"); ++n) {
      const threading::With holding(guard);  // nobody may change it meanwhile
      read(stage, prices);
    }
  });
  writers.join();
  readers.join();
  close(stage, prices);
}
//! [locked]

//! [snapshot]
void snapshot(course::Stage& stage) {
  std::deque<Prices> lists{opening(stage)};  // none of them is ever changed
  threading::Shared<const Prices*> current{&lists.front(), "current"};
  threading::Lock writing{"writing"};  // for writers among themselves
  Crew writers("writer", stage.integer("writers"), [&](int number) {
    for (int n = 1; n <= stage.integer("updates"); ++n) {
      threading::sleep_for(stage.duration("pause"));
      const threading::With holding(writing);
      Prices next = *current.load();
      raise(stage, next.at(index(number)));
      current.exchange(&lists.emplace_back(next));  // the new one is complete
    }
  });
  Crew readers("reader", stage.integer("readers"), [&](int) {
    for (int n = 1; n <= stage.integer("reads"); ++n) {
      read(stage, *current.load());  // never waits
    }
  });
  writers.join();
  readers.join();
  close(stage, *current.load());
}
//! [snapshot]

//! [messages]
void messages(course::Stage& stage) {
  std::deque<Inbox> inboxes(1 + static_cast<std::size_t>(stage.integer("readers")));
  Crew writers("writer", stage.integer("writers"), [&](int number) {
    Price price;  // this writer's own
    for (int n = 1; n <= stage.integer("updates"); ++n) {
      threading::sleep_for(stage.duration("pause"));
      raise(stage, price);
      for (Inbox& inbox : inboxes) inbox.put({index(number), price});
    }
  });
  Crew readers("reader", stage.integer("readers"), [&](int number) {
    Prices own = opening(stage);  // nobody else ever sees it
    for (int n = 1; n <= stage.integer("reads"); ++n) {
      read_mail(inboxes.at(static_cast<std::size_t>(number)), own);  // never waits
      read(stage, own);
    }
  });
  writers.join();
  readers.join();
  Prices own = opening(stage);
  read_mail(inboxes.front(), own);
  close(stage, own);
}
//! [messages]

std::int64_t none(const course::Facts&) { return 0; }
std::int64_t all_changes(const course::Facts& facts) {
  return facts.setting("writers") * facts.setting("updates");
}

}  // namespace

course::Lesson sharing_less() {
  using Kind = course::Variant::Kind;
  using Measure = course::Chart::Line::Measure;
  return {
      .title = "Sharing less",
      .summary =
          "Values that never change and messages take the place of shared state, and "
          "readers never wait.",
      .parameters =
          {
              explained(course::integer("readers", "Readers", 1, 16, 6),
                        "How many threads read the list of prices."),
              explained(course::integer("writers", "Writers", 1, 8, 2),
                        "How many threads change it, each a price of its own."),
              explained(course::integer("reads", "Reads", 1, 500, 60),
                        "How often each reader reads the list.", "per reader"),
              explained(course::integer("updates", "Changes", 1, 200, 20),
                        "How often each writer raises its price.", "per writer"),
              at_once(explained(
                  course::duration("read-time", "Time to read", 0ms, 200ms, 25ms),
                  "How long a reader looks at the list.")),
              at_once(explained(
                  course::duration("update-time", "Time to change", 0ms, 200ms, 20ms),
                  "Time between changing a price and changing its price with tax.")),
              at_once(explained(course::duration("pause", "Pause", 0ms, 500ms, 50ms),
                                "Time between two changes of a writer.")),
          },
      .variants =
          {
              {"locked", "Locked state", Kind::design,
               "One list that everybody uses, and a lock that everybody takes.",
               locked},
              {"snapshot", "Immutable snapshot", Kind::design,
               "A change makes a new list; readers keep the one that they have.",
               snapshot},
              {"messages", "Messages", Kind::design,
               "Each reader has a list of its own, and writers send it their changes.",
               messages},
          },
      .claims =
          {
              never_above("agree", "No reader sees a price that is half changed.",
                          "disagree", none),
              ends_with("nothing-lost", "Every change has arrived in the end.",
                        "changes in the list", all_changes),
              course::never_stuck(),
          },
      .charts =
          {
              {"Reads", "reads/s", {{"reads", "of all readers", Measure::rate}}},
              {"Changes",
               "changes",
               {{"updates", "made"}, {"seen", "seen by whoever read last"}}},
          },
      .prediction =
          {
              "Six readers look at a list for 25 ms, again and again, and each holds "
              "the lock meanwhile. How many reads a second do they come to together?",
              {
                  {"About 240: six at a time, since reading changes nothing",
                   "a lock knows who only reads",
                   "A lock does not know what its holder does. It lets one in at a "
                   "time, readers too."},
                  {"About 40: one at a time", "",
                   "The lock makes the six take turns, so together they read as fast "
                   "as one of them."},
                  {"About 7: each has to wait for the five others",
                   "waiting adds up for everybody",
                   "Each reader alone comes to about 7. But while it waits, another "
                   "one reads, so the six together come to 40."},
              },
          },
      .sweeps =
          {
              {.title = "Reads per second against readers",
               .parameter = "readers",
               .measure = course::Sweep::Measure::throughput,
               .gauge = "reads",
               .unit = "reads",
               .values = {"1", "2", "4", "8"}},
              {.title = "Waiting against readers",
               .parameter = "readers",
               .measure = course::Sweep::Measure::waiting,
               .values = {"1", "2", "4", "8"}},
          },
      .outcome = "seen",
      .work = "reads",
      .quick_with = {{"readers", "3"},
                     {"reads", "6"},
                     {"updates", "4"},
                     {"read-time", "1ms"},
                     {"update-time", "1ms"},
                     {"pause", "2ms"}},
      .views = {"timeline", "objects", "output"},
      .controlled = {.explored_with = {{"readers", "2"},
                                       {"writers", "2"},
                                       {"reads", "1"},
                                       {"updates", "1"}}},
  };
}

}  // namespace lessons
