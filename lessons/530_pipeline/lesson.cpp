#include "course/lesson.h"

#include <optional>

#include "course/stage.h"
#include "course/wording.h"
#include "lessons/crew.h"
#include "threading/event.h"
#include "threading/queue.h"
#include "threading/sleep.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

using Item = std::optional<int>;
constexpr Item no_more = std::nullopt;  // the sentinel
using Belt = threading::Queue<Item>;

int room(const course::Stage& stage) {
  return static_cast<int>(stage.integer("maxsize"));
}

int made(course::Stage& stage, int n, trace::Source source = trace::Source::here()) {
  threading::sleep_for(stage.duration("source-time"), source);
  stage.gauge("made").add(1, source);
  return stage.local("item", n, source);
}

int filtered(course::Stage& stage, int item,
             trace::Source source = trace::Source::here()) {
  stage.local("item", item, source);
  threading::sleep_for(stage.duration("filter-time"), source);
  stage.gauge("filtered").add(1, source);
  return item;
}

void write(course::Stage& stage, int item,
           trace::Source source = trace::Source::here()) {
  stage.local("item", item, source);
  threading::sleep_for(stage.duration("sink-time"), source);
  stage.gauge("written").add(1, source);
}

constexpr auto glance = 20ms;

/// Waits for an item, but not beyond the stop.
Item take_unless(const threading::Event& stop, Belt& belt,
                 trace::Source source = trace::Source::here()) {
  while (!stop.is_set(source)) {
    try {
      return belt.get(glance, source);
    } catch (const threading::Empty&) {
    }
  }
  return no_more;
}

/// Waits for room, but not beyond the stop.
void put_unless(const threading::Event& stop, Belt& belt, int item,
                trace::Source source = trace::Source::here()) {
  while (!stop.is_set(source)) {
    try {
      return belt.put(item, glance, source);
    } catch (const threading::Full&) {
    }
  }
}

/// Once all stages have ended.
void take_stock(course::Stage& stage, trace::Source source = trace::Source::here()) {
  const std::int64_t made = stage.gauge("made").observed().last;
  const std::int64_t written = stage.gauge("written").observed().last;
  stage.gauge("lost").set(made - written, source);
  stage.print("main:", made, "made,", written, "written,", made - written, "lost");
}

//! [stop-everywhere]
void stop_everywhere(course::Stage& stage) {
  threading::Event stop{"stop"};
  Belt raw{room(stage), "raw"};
  Belt ready{room(stage), "ready"};
  Crew source("source", 1, [&](int) {
    for (int n = 1; n <= stage.integer("items") && !stop.is_set(); ++n) {
      put_unless(stop, raw, made(stage, n));
    }
  });
  Crew filter("filter", 1, [&](int) {
    while (const Item item = take_unless(stop, raw)) {
      put_unless(stop, ready, filtered(stage, *item));
    }
  });
  Crew sink("sink", 1, [&](int) {
    while (const Item item = take_unless(stop, ready)) write(stage, *item);
  });
  threading::sleep_for(stage.duration("stop-after"));
  stop.set();
  source.join();
  filter.join();
  sink.join();
  take_stock(stage);
}
//! [stop-everywhere]

//! [until-empty]
void until_empty(course::Stage& stage) {
  threading::Event stop{"stop"};
  Belt raw{room(stage), "raw"};
  Belt ready{room(stage), "ready"};
  Crew source("source", 1, [&](int) {
    for (int n = 1; n <= stage.integer("items") && !stop.is_set(); ++n) {
      raw.put(made(stage, n));
    }
  });
  Crew filter("filter", 1, [&](int) {
    while (!stop.is_set() || !raw.empty()) {
      ready.put(filtered(stage, *raw.get()));
    }
  });
  Crew sink("sink", 1, [&](int) {
    while (!stop.is_set() || !ready.empty()) write(stage, *ready.get());
  });
  threading::sleep_for(stage.duration("stop-after"));
  stop.set();
  source.join();
  filter.join();
  sink.join();
  take_stock(stage);
}
//! [until-empty]

//! [drained]
void drained(course::Stage& stage) {
  threading::Event stop{"stop"};
  Belt raw{room(stage), "raw"};
  Belt ready{room(stage), "ready"};
  Crew source("source", 1, [&](int) {  // only here new items begin
    for (int n = 1; n <= stage.integer("items") && !stop.is_set(); ++n) {
      raw.put(made(stage, n));
    }
    raw.put(no_more);
  });
  Crew filter("filter", 1, [&](int) {
    while (const Item item = raw.get()) ready.put(filtered(stage, *item));
    ready.put(no_more);  // the last one, behind all others
  });
  Crew sink("sink", 1, [&](int) {
    while (const Item item = ready.get()) write(stage, *item);
  });
  threading::sleep_for(stage.duration("stop-after"));
  stop.set();
  source.join();
  filter.join();
  sink.join();
  take_stock(stage);
}
//! [drained]

std::int64_t last(const course::Facts& facts, const char* gauge) {
  const auto number = facts.number(gauge);
  return number ? number->last : 0;
}

course::Claim nothing_lost() {
  const auto judge = [](const course::Facts& facts) -> course::Judgement {
    if (!facts.over()) return {};
    const std::int64_t made = last(facts, "made");
    const std::int64_t written = last(facts, "written");
    return {made == written ? course::Verdict::holds : course::Verdict::fails,
            course::grouped(made) + " made, " + course::grouped(written) + " written."};
  };
  return {"nothing-lost",
          "Every item that was made is written.",
          judge,
          {"made", "written"}};
}

}  // namespace

course::Lesson pipeline() {
  using Kind = course::Variant::Kind;
  using Measure = course::Chart::Line::Measure;
  return {
      .title = "Pipeline",
      .summary =
          "Stages joined by queues, each with its own thread; the slowest decides, "
          "and the stop must lose nothing.",
      .parameters =
          {
              at_once(
                  explained(course::duration("source-time", "Source", 0ms, 200ms, 10ms),
                            "How long it takes to make one item.")),
              at_once(
                  explained(course::duration("filter-time", "Filter", 0ms, 200ms, 40ms),
                            "How long it takes to filter one item.")),
              at_once(explained(course::duration("sink-time", "Sink", 0ms, 200ms, 20ms),
                                "How long it takes to write one item.")),
              explained(course::integer("maxsize", "Queue size", 1, 50, 10),
                        "How many items each of the two queues has room for.", "items"),
              explained(course::duration("stop-after", "Stop after", 0ms, 20s, 4s),
                        "When main sets the stop event."),
              explained(course::integer("items", "At most", 1, 5'000, 2'000),
                        "The source ends by itself after so many items.", "items"),
          },
      .variants =
          {
              {"stop-everywhere", "Everybody stops", Kind::broken,
               "Each stage ends when it sees the event, and leaves what lies in the "
               "queues.",
               stop_everywhere},
              {"until-empty", "Stop, and the queue is empty", Kind::broken,
               "Each stage ends when its queue is empty, although the stage before it "
               "may not be done.",
               until_empty},
              {"drained", "Drained", Kind::sound,
               "Only the source looks at the event; a sentinel follows the last item "
               "through all queues.",
               drained},
          },
      .claims = {nothing_lost(), course::never_stuck("No stage waits for ever.")},
      .charts =
          {
              {"Queues", "items", {{"raw", "raw"}, {"ready", "ready"}}},
              {"Throughput",
               "items/s",
               {{"made", "made", Measure::rate},
                {"filtered", "filtered", Measure::rate},
                {"written", "written", Measure::rate}}},
          },
      .prediction =
          {
              "An item takes 10 ms to make, 40 ms to filter and 20 ms to write. Each "
              "stage has a thread of its own. How many items a second leave the "
              "pipeline in the long run?",
              {
                  {"About 14: one each 70 ms, the sum of the three",
                   "stages take turns",
                   "One item needs 70 ms on its way, but the stages work on different "
                   "items at the same time."},
                  {"About 25: one each 40 ms, as the slowest stage", "",
                   "The slowest stage sets the pace: the queue before it is full, and "
                   "the one behind it empty."},
                  {"About 43: one each 23 ms, the average of the three",
                   "stages share their work evenly",
                   "The filter has to work 40 ms on each item, and nobody helps it."},
                  {"About 100: one each 10 ms, as the source makes them",
                   "the source sets the pace",
                   "The source waits as soon as the queue before the filter is full."},
              },
          },
      .sweeps =
          {
              {.title = "Throughput against the filter's time",
               .parameter = "filter-time",
               .measure = course::Sweep::Measure::throughput,
               .gauge = "written",
               .unit = "items",
               .values = {"5 ms", "10 ms", "20 ms", "40 ms", "80 ms"},
               .variants = {"drained"}},
              {.title = "Items lost against queue size",
               .parameter = "maxsize",
               .measure = course::Sweep::Measure::last,
               .gauge = "lost",
               .unit = "items",
               .values = {"1", "5", "10", "20", "40"},
               .variants = {"stop-everywhere", "drained"}},
          },
      .outcome = "lost",
      .work = "written",
      .quick_with = {{"source-time", "1ms"},
                     {"filter-time", "5ms"},
                     {"sink-time", "2ms"},
                     {"maxsize", "4"},
                     {"stop-after", "60ms"}},
      .views = {"timeline", "objects", "output"},
      .controlled = {.explored_with = {{"maxsize", "1"}, {"items", "2"}}},
  };
}

}  // namespace lessons
