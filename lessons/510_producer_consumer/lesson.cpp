#include "course/lesson.h"

#include <optional>

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/queue.h"
#include "threading/sleep.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

using Item = std::optional<int>;
constexpr Item no_more = std::nullopt;  // the sentinel

int room(const course::Stage& stage) {
  return static_cast<int>(stage.integer("maxsize"));
}

//! [bounded]
void bounded(course::Stage& stage) {
  threading::Queue<Item> items{room(stage), "items"};
  Crew producers("producer", stage.integer("producers"), [&](int) {
    for (int n = 1; n <= stage.integer("items"); ++n) {
      threading::sleep_for(stage.duration("produce-period"));
      items.put(stage.local("item", n));  // waits while the queue is full
      stage.gauge("produced").add(1);
      stage.gauge("in the queue after a put").set(items.qsize());
    }
  });
  Crew consumers("consumer", stage.integer("consumers"), [&](int) {
    while (const Item item = items.get()) {
      stage.local("item", *item);
      threading::sleep_for(stage.duration("consume-period"));
      stage.gauge("consumed").add(1);
    }
    items.put(no_more);  // the next consumer wants to see it too
  });
  producers.join();
  items.put(no_more);
  consumers.join();
}
//! [bounded]

//! [unbounded]
void unbounded(course::Stage& stage) {
  threading::Queue<Item> items{0, "items"};
  Crew producers("producer", stage.integer("producers"), [&](int) {
    for (int n = 1; n <= stage.integer("items"); ++n) {
      threading::sleep_for(stage.duration("produce-period"));
      items.put(stage.local("item", n));  // never waits
      stage.gauge("produced").add(1);
      stage.gauge("in the queue after a put").set(items.qsize());
    }
  });
  Crew consumers("consumer", stage.integer("consumers"), [&](int) {
    while (const Item item = items.get()) {
      stage.local("item", *item);
      threading::sleep_for(stage.duration("consume-period"));
      stage.gauge("consumed").add(1);
    }
    items.put(no_more);  // the next consumer wants to see it too
  });
  producers.join();
  items.put(no_more);
  consumers.join();
}
//! [unbounded]

//! [one-sentinel]
void one_sentinel(course::Stage& stage) {
  threading::Queue<Item> items{room(stage), "items"};
  Crew producers("producer", stage.integer("producers"), [&](int) {
    for (int n = 1; n <= stage.integer("items"); ++n) {
      threading::sleep_for(stage.duration("produce-period"));
      items.put(stage.local("item", n));
      stage.gauge("produced").add(1);
      stage.gauge("in the queue after a put").set(items.qsize());
    }
  });
  Crew consumers("consumer", stage.integer("consumers"), [&](int) {
    while (const Item item = items.get()) {
      stage.local("item", *item);
      threading::sleep_for(stage.duration("consume-period"));
      stage.gauge("consumed").add(1);
    }
  });
  producers.join();
  items.put(no_more);
  consumers.join();
}
//! [one-sentinel]

//! [one-each]
void one_each(course::Stage& stage) {
  threading::Queue<Item> items{room(stage), "items"};
  Crew producers("producer", stage.integer("producers"), [&](int) {
    for (int n = 1; n <= stage.integer("items"); ++n) {
      threading::sleep_for(stage.duration("produce-period"));
      items.put(stage.local("item", n));
      stage.gauge("produced").add(1);
      stage.gauge("in the queue after a put").set(items.qsize());
    }
  });
  Crew consumers("consumer", stage.integer("consumers"), [&](int) {
    while (const Item item = items.get()) {
      stage.local("item", *item);
      threading::sleep_for(stage.duration("consume-period"));
      stage.gauge("consumed").add(1);
    }
  });
  producers.join();
  for (int n = 0; n < stage.integer("consumers"); ++n) items.put(no_more);
  consumers.join();
}
//! [one-each]

std::int64_t maxsize(const course::Facts& facts) { return facts.setting("maxsize"); }
std::int64_t all_items(const course::Facts& facts) {
  return facts.setting("producers") * facts.setting("items");
}

}  // namespace

course::Lesson producer_consumer() {
  using Kind = course::Variant::Kind;
  using Measure = course::Chart::Line::Measure;
  return {
      .title = "Producer and consumer",
      .summary =
          "Some threads make, others use, and a queue between them sets the pace.",
      .parameters =
          {
              explained(course::integer("producers", "Producers", 1, 8, 2),
                        "How many threads put items into the queue."),
              explained(course::integer("consumers", "Consumers", 1, 8, 3),
                        "How many threads take items out of it."),
              explained(course::integer("maxsize", "Queue size", 1, 50, 8),
                        "How many items the queue has room for.", "items"),
              explained(course::integer("items", "Items", 1, 500, 150),
                        "How many items each producer makes.", "per producer"),
              at_once(explained(course::duration("produce-period", "Time to produce",
                                                 0ms, 200ms, 5ms),
                                "How long a producer works on one item.")),
              at_once(explained(course::duration("consume-period", "Time to consume",
                                                 0ms, 200ms, 20ms),
                                "How long a consumer works on one item.")),
          },
      .variants =
          {
              {"bounded", "Bounded queue", Kind::sound,
               "A full queue makes the producers wait until a consumer has taken an "
               "item.",
               bounded},
              {"unbounded", "Unbounded queue", Kind::broken,
               "The queue takes everything: what is not consumed in time piles up.",
               unbounded},
              {"one-sentinel", "One sentinel for all", Kind::broken,
               "One consumer finds the sentinel and ends; the others wait for ever.",
               one_sentinel},
              {"one-each", "One sentinel each", Kind::sound,
               "As many sentinels as consumers: each finds one and ends.", one_each},
          },
      .claims =
          {
              never_above("bounded",
                          "The queue never holds more items than its size allows.",
                          "in the queue after a put", maxsize),
              ends_with("nothing-lost", "Every item that was made is consumed.",
                        "consumed", all_items),
              course::never_stuck("No consumer waits for ever."),
          },
      .charts =
          {
              {"Queue", "items", {{"items", "items in the queue"}}},
              {"Throughput",
               "items/s",
               {{"produced", "produced", Measure::rate},
                {"consumed", "consumed", Measure::rate}}},
          },
      .prediction =
          {
              "The producers make items faster than the consumers can use them, and "
              "the queue has room for 8. What happens?",
              {
                  {"The queue fills up, and from then on the producers wait", "",
                   "A full queue makes put() wait. In the long run producers are as "
                   "fast as consumers."},
                  {"The queue fills up, and further items are thrown away",
                   "a full queue throws away",
                   "put() does not throw items away, it waits. Only put_nowait() and a "
                   "time-out give up, and they say so with the error Full."},
                  {"The queue grows beyond 8, since the items must go somewhere",
                   "a bounded queue grows when it must",
                   "That is the unbounded queue. A bounded one never holds more than "
                   "its size; the items are simply made later."},
              },
          },
      .sweeps =
          {
              {.title = "Throughput against consumers",
               .parameter = "consumers",
               .measure = course::Sweep::Measure::throughput,
               .gauge = "consumed",
               .unit = "items",
               .values = {"1", "2", "3", "4", "6", "8"},
               .variants = {"bounded", "unbounded"}},
              {.title = "Longest queue against items",
               .parameter = "items",
               .measure = course::Sweep::Measure::greatest,
               .gauge = "in the queue after a put",
               .unit = "items",
               .values = {"10", "25", "50", "75", "100"},
               .variants = {"bounded", "unbounded"}},
          },
      .work = "consumed",
      .quick_with = {{"items", "20"},
                     {"maxsize", "4"},
                     {"produce-period", "100us"},
                     {"consume-period", "1ms"}},
      .views = {"timeline", "objects", "waits"},
      .controlled = {.explored_with = {{"producers", "1"},
                                       {"consumers", "2"},
                                       {"maxsize", "1"},
                                       {"items", "2"}}},
  };
}

}  // namespace lessons
