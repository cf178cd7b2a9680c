#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "lessons/work.h"
#include "threading/condition.h"
#include "threading/lock.h"
#include "threading/with.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

/// Room for some items. Guarded by whoever uses it: it would also hand out items that
/// are not there, and take more than it has room for.
class Buffer {
 public:
  explicit Buffer(course::Stage& stage)
      : stage_(stage),
        capacity_(stage.integer("capacity")),
        depth_(stage.gauge("in the buffer")),
        taken_(stage.gauge("taken")),
        in_vain_(stage.gauge("looked in vain")) {}

  bool full(trace::Source source = trace::Source::here()) {
    return stops(seen(source) >= capacity_, source);
  }
  bool empty(trace::Source source = trace::Source::here()) {
    return stops(seen(source) <= 0, source);
  }
  void put(trace::Source source = trace::Source::here()) {
    ++items_;
    depth_.set(items_, source);
  }
  void take(trace::Source source = trace::Source::here()) {
    --items_;
    depth_.set(items_, source);
    taken_.add(1, source);
  }

 private:
  std::int64_t seen(trace::Source source) {
    return stage_.local("seen", items_, source);
  }
  bool stops(bool asker, trace::Source source) {
    if (asker) in_vain_.add(1, source);
    return asker;
  }

  course::Stage& stage_;
  const std::int64_t capacity_;
  std::int64_t items_ = 0;
  course::Gauge& depth_;
  course::Gauge& taken_;
  course::Gauge& in_vain_;
};

/// Before each burst of items: as long as all of it takes.
void make(course::Stage& stage, std::int64_t item,
          trace::Source source = trace::Source::here()) {
  const std::int64_t burst = stage.integer("burst");
  if (item % burst != 0) return;
  work_about(stage, stage.duration("make-period") * burst, source);
}

/// How many of all items this consumer takes, so that all of them are taken.
std::int64_t share(const course::Stage& stage, int number) {
  const std::int64_t all = stage.integer("producers") * stage.integer("items");
  const std::int64_t consumers = stage.integer("consumers");
  return all / consumers + (number <= all % consumers ? 1 : 0);
}

//! [if]
void test_once(course::Stage& stage) {
  Buffer buffer(stage);
  threading::Condition changed{"changed"};
  Crew producers("producer", stage.integer("producers"), [&](int) {
    for (int n = 0; n < stage.integer("items"); ++n) {
      make(stage, n);
      const threading::With holding(changed);
      if (buffer.full()) changed.wait();
      buffer.put();
      changed.notify_all();
    }
  });
  Crew consumers("consumer", stage.integer("consumers"), [&](int number) {
    for (int n = 0; n < share(stage, number); ++n) {
      work_about(stage, stage.duration("use-period"));
      const threading::With holding(changed);
      if (buffer.empty()) changed.wait();
      buffer.take();
      changed.notify_all();
    }
  });
  producers.join();
  consumers.join();
}
//! [if]

//! [wrong-kind]
void wrong_kind(course::Stage& stage) {
  Buffer buffer(stage);
  threading::Condition changed{"changed"};
  Crew producers("producer", stage.integer("producers"), [&](int) {
    for (int n = 0; n < stage.integer("items"); ++n) {
      make(stage, n);
      const threading::With holding(changed);
      while (buffer.full()) changed.wait();
      buffer.put();
      changed.notify();  // meant for a consumer, but a producer may get it
    }
  });
  Crew consumers("consumer", stage.integer("consumers"), [&](int number) {
    for (int n = 0; n < share(stage, number); ++n) {
      work_about(stage, stage.duration("use-period"));
      const threading::With holding(changed);
      while (buffer.empty()) changed.wait();
      buffer.take();
      changed.notify();  // meant for a producer, but a consumer may get it
    }
  });
  producers.join();
  consumers.join();
}
//! [wrong-kind]

//! [untested]
void untested(course::Stage& stage) {
  Buffer buffer(stage);
  threading::Condition changed{"changed"};
  Crew producers("producer", stage.integer("producers"), [&](int) {
    for (int n = 0; n < stage.integer("items"); ++n) {
      make(stage, n);
      const threading::With holding(changed);
      while (buffer.full()) changed.wait();
      buffer.put();
      changed.notify_all();
    }
  });
  Crew consumers("consumer", stage.integer("consumers"), [&](int number) {
    for (int n = 0; n < share(stage, number); ++n) {
      work_about(stage, stage.duration("use-period"));
      const threading::With holding(changed);
      do changed.wait();  // also when there is something to take already
      while (buffer.empty());
      buffer.take();
      changed.notify_all();
    }
  });
  producers.join();
  consumers.join();
}
//! [untested]

//! [while]
void test_again(course::Stage& stage) {
  Buffer buffer(stage);
  threading::Condition changed{"changed"};
  Crew producers("producer", stage.integer("producers"), [&](int) {
    for (int n = 0; n < stage.integer("items"); ++n) {
      make(stage, n);
      const threading::With holding(changed);
      while (buffer.full()) changed.wait();
      buffer.put();
      changed.notify_all();
    }
  });
  Crew consumers("consumer", stage.integer("consumers"), [&](int number) {
    for (int n = 0; n < share(stage, number); ++n) {
      work_about(stage, stage.duration("use-period"));
      const threading::With holding(changed);
      while (buffer.empty()) changed.wait();
      buffer.take();
      changed.notify_all();
    }
  });
  producers.join();
  consumers.join();
}
//! [while]

//! [wait-for]
void wait_for(course::Stage& stage) {
  Buffer buffer(stage);
  threading::Lock lock{"lock"};
  threading::Condition not_full{lock, "not full"}, not_empty{lock, "not empty"};
  Crew producers("producer", stage.integer("producers"), [&](int) {
    for (int n = 0; n < stage.integer("items"); ++n) {
      make(stage, n);
      const threading::With holding(lock);
      not_full.wait_for([&] { return !buffer.full(); });
      buffer.put();
      not_empty.notify();  // only consumers wait there: it cannot be the wrong kind
    }
  });
  Crew consumers("consumer", stage.integer("consumers"), [&](int number) {
    for (int n = 0; n < share(stage, number); ++n) {
      work_about(stage, stage.duration("use-period"));
      const threading::With holding(lock);
      not_empty.wait_for([&] { return !buffer.empty(); });
      buffer.take();
      not_full.notify();
    }
  });
  producers.join();
  consumers.join();
}
//! [wait-for]

std::int64_t none(const course::Facts&) { return 0; }
std::int64_t capacity(const course::Facts& facts) { return facts.setting("capacity"); }

}  // namespace

course::Lesson condition() {
  using Kind = course::Variant::Kind;
  using Measure = course::Chart::Line::Measure;
  return {
      .title = "Condition",
      .summary =
          "A thread waits until something is so, and gives the lock up meanwhile.",
      .parameters =
          {
              explained(course::integer("producers", "Producers", 1, 16, 2),
                        "How many threads put items into the buffer."),
              explained(course::integer("consumers", "Consumers", 1, 16, 10),
                        "How many threads take items out of it."),
              explained(course::integer("capacity", "Capacity", 1, 20, 5),
                        "How many items the buffer has room for.", "items"),
              explained(course::integer("items", "Items", 1, 300, 120),
                        "How many items each producer makes.", "per producer"),
              explained(course::integer("burst", "Burst", 1, 20, 10),
                        "How many items a producer puts in, one after the other, "
                        "before it makes the next.",
                        "items"),
              at_once(explained(
                  course::duration("make-period", "Time to make", 0ms, 200ms, 20ms),
                  "How long a producer works on one item, on average.")),
              at_once(explained(
                  course::duration("use-period", "Time to use", 0ms, 200ms, 20ms),
                  "How long a consumer works before it takes the next, on average.")),
          },
      .variants =
          {
              {"if", "if around wait", Kind::broken,
               "Whoever was woken takes for granted that what it waited for is still "
               "so.",
               test_once},
              {"wrong-kind", "notify the wrong kind", Kind::broken,
               "Producers and consumers wait on one condition, and each change wakes "
               "only one of them.",
               wrong_kind},
              {"untested", "wait without testing", Kind::broken,
               "A consumer waits for news even when there is something to take.",
               untested},
              {"while", "while around wait", Kind::sound,
               "All are woken by each change, and each tests again before it goes on.",
               test_again},
              {"wait-for", "wait_for", Kind::sound,
               "Two conditions over one lock, each with its own test; one waiter is "
               "woken, and it is of the right kind.",
               wait_for},
          },
      .claims =
          {
              never_below("not-from-nothing", "Nobody takes from an empty buffer.",
                          "in the buffer", none),
              never_above("bounded", "The buffer never holds more than its capacity.",
                          "in the buffer", capacity),
              course::never_stuck(),
          },
      .charts =
          {
              {"Buffer", "items", {{"in the buffer", "items in the buffer"}}},
              {"Throughput", "items/s", {{"taken", "taken", Measure::rate}}},
              {"In vain", "looks", {{"looked in vain", "found nothing to do"}}},
          },
      .prediction =
          {
              "Several consumers wait, since the buffer is empty. A producer puts in "
              "one item and wakes all of them. Each had tested with if before it began "
              "to wait. What happens?",
              {
                  {"One takes the item, the others go on waiting",
                   "who is woken tests again by itself",
                   "They were woken and are past their test: only while would send "
                   "them back to wait."},
                  {"One takes the item, and the next takes from the empty buffer", "",
                   "The lock lets them go on one by one. By the second one's turn the "
                   "item is gone, and it does not look again."},
                  {"Two of them take the item at the same moment",
                   "who was woken goes on without the lock",
                   "Each holds the lock when wait() returns, so they come one after "
                   "the other. That does not help the second one."},
                  {"The producer waits until the item is taken",
                   "notify hands something over",
                   "notify_all() only wakes. It neither waits nor gives anything to "
                   "anybody."},
              },
          },
      .sweeps =
          {
              {.title = "Looks in vain against consumers",
               .parameter = "consumers",
               .measure = course::Sweep::Measure::last,
               .gauge = "looked in vain",
               .unit = "looks",
               .values = {"1", "2", "4", "8", "12", "16"},
               .variants = {"while", "wait-for"}},
              {.title = "Throughput against capacity",
               .parameter = "capacity",
               .measure = course::Sweep::Measure::throughput,
               .gauge = "taken",
               .unit = "items",
               .values = {"1", "2", "5", "10", "20"},
               .variants = {"while", "wait-for"}},
          },
      .outcome = "taken",
      .work = "taken",
      .quick_with = {{"capacity", "1"},
                     {"items", "20"},
                     {"make-period", "500us"},
                     {"use-period", "1ms"}},
      .views = {"objects", "waits", "timeline"},
      .controlled = {.environment = {.wake_ups = 1, .any_waiter = true},
                     .explored_with = {{"producers", "1"},
                                       {"consumers", "2"},
                                       {"capacity", "1"},
                                       {"items", "2"},
                                       {"burst", "2"}}},
  };
}

}  // namespace lessons
