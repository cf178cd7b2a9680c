#include "course/lesson.h"

#include <stdexcept>

#include "course/stage.h"
#include "lessons/crew.h"
#include "lessons/work.h"
#include "threading/semaphore.h"
#include "threading/with.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

struct QueryFailed : std::runtime_error {
  QueryFailed() : std::runtime_error("the query failed") {}
};

/// Over a connection of its own; those of client 2 fail.
void query(course::Stage& stage, int number,
           trace::Source source = trace::Source::here()) {
  const course::Inside connected(stage.gauge("connections in use"), source);
  work_about(stage, stage.duration("hold-time"), source);
  if (number == 2) throw QueryFailed();
  stage.gauge("answered").add(1, source);
}

void think(course::Stage& stage, trace::Source source = trace::Source::here()) {
  work_about(stage, stage.duration("think-time"), source);
}

int permits(const course::Stage& stage) {
  return static_cast<int>(stage.integer("permits"));
}

//! [unpaired]
void unpaired(course::Stage& stage) {
  threading::Semaphore pool{permits(stage), "pool"};
  Crew clients("client", stage.integer("threads"), [&](int number) {
    for (int n = 0; n < stage.integer("queries"); ++n) {
      think(stage);
      stage.gauge("waiting").add(1);
      const bool admitted =
          stage.local("admitted", pool.acquire(stage.duration("patience")));
      stage.gauge("waiting").add(-1);
      try {
        if (admitted) query(stage, number);
      } catch (const QueryFailed& failed) {
        stage.print("client", number, failed.what());
      }
      pool.release();  // also by a client that was not admitted
    }
  });
  clients.join();
  stage.gauge("permits in the pool").set(pool.value());
}
//! [unpaired]

//! [semaphore]
void plain(course::Stage& stage) {
  threading::Semaphore pool{permits(stage), "pool"};
  Crew clients("client", stage.integer("threads"), [&](int number) {
    for (int n = 0; n < stage.integer("queries"); ++n) {
      think(stage);
      stage.gauge("waiting").add(1);
      pool.acquire();
      stage.gauge("waiting").add(-1);
      try {
        query(stage, number);
      } catch (const QueryFailed& failed) {
        stage.print("client", number, failed.what());
      }
      pool.release();  // one for each acquire()
    }
  });
  clients.join();
  stage.gauge("permits in the pool").set(pool.value());
}
//! [semaphore]

//! [scoped]
void scoped(course::Stage& stage) {
  threading::Semaphore pool{permits(stage), "pool"};
  Crew clients("client", stage.integer("threads"), [&](int number) {
    for (int n = 0; n < stage.integer("queries"); ++n) {
      think(stage);
      try {
        stage.gauge("waiting").add(1);
        const threading::With admitted(pool);  // given back however the block ends
        stage.gauge("waiting").add(-1);
        query(stage, number);
      } catch (const QueryFailed& failed) {
        stage.print("client", number, failed.what());
      }
    }
  });
  clients.join();
  stage.gauge("permits in the pool").set(pool.value());
}
//! [scoped]

std::int64_t all_permits(const course::Facts& facts) {
  return facts.setting("permits");
}

}  // namespace

course::Lesson semaphore() {
  using Kind = course::Variant::Kind;
  return {
      .title = "Semaphore",
      .summary = "A number of permits: so many threads may be inside at a time.",
      .parameters =
          {
              explained(course::integer("threads", "Clients", 2, 16, 8),
                        "How many threads want a connection."),
              explained(course::integer("permits", "Permits", 1, 16, 3),
                        "How many connections may be in use at a time."),
              explained(course::integer("queries", "Queries", 1, 50, 10),
                        "How many queries each client makes.", "per client"),
              at_once(
                  explained(course::duration("hold-time", "Hold time", 0ms, 2s, 200ms),
                            "How long a query keeps its connection, on average.")),
              at_once(explained(
                  course::duration("think-time", "Think time", 0ms, 2s, 200ms),
                  "How long a client does without a connection before each query, on "
                  "average.")),
              at_once(explained(course::duration("patience", "Patience", 1ms, 2s, 80ms),
                                "How long a client waits for a permit in the variant "
                                "with a time-out.")),
          },
      .variants =
          {
              {"unpaired", "release without acquire", Kind::broken,
               "A client whose wait timed out gives back a permit that it never had.",
               unpaired},
              {"semaphore", "Semaphore", Kind::sound,
               "Every client waits for its permit and gives it back once.", plain},
              {"scoped", "Scoped", Kind::sound,
               "The permit is tied to a block: one release for each acquire, also "
               "after "
               "an exception.",
               scoped},
          },
      .claims =
          {
              never_above(
                  "at-most",
                  "At most as many connections are in use as there are permits.",
                  "connections in use", all_permits),
              ends_with("all-back",
                        "In the end there are as many permits as at the beginning.",
                        "permits in the pool", all_permits),
              course::never_stuck(),
          },
      .charts =
          {
              {"Permits",
               "permits",
               {{"pool", "permits left"},
                {"connections in use", "connections in use"}}},
              {"Waiting", "clients", {{"waiting", "clients that wait"}}},
          },
      .prediction =
          {
              "A client waits for a permit, gives up, and calls release() all the "
              "same. "
              "What does the semaphore do?",
              {
                  {"It raises an error: this client holds no permit",
                   "a semaphore knows who holds its permits",
                   "A semaphore only counts. It does not know who took a permit, and "
                   "any thread may give one."},
                  {"Nothing: there is nothing to give back",
                   "release undoes an acquire",
                   "release() adds a permit, whatever went before."},
                  {"It has one permit more from then on", "",
                   "release() adds one to the number, so that one client more is let "
                   "in than there are connections."},
                  {"It waits until a permit has been taken", "release may wait",
                   "release() never waits. A semaphore has no upper limit."},
              },
          },
      .sweeps =
          {
              {.title = "Throughput against permits",
               .parameter = "permits",
               .measure = course::Sweep::Measure::throughput,
               .gauge = "answered",
               .unit = "queries",
               .values = {"1", "2", "3", "4", "6", "8", "12"},
               .variants = {"semaphore", "scoped"}},
              {.title = "Waiting against hold time",
               .parameter = "hold-time",
               .measure = course::Sweep::Measure::waiting,
               .values = {"50 ms", "100 ms", "200 ms", "400 ms"},
               .variants = {"semaphore"}},
          },
      .outcome = "permits in the pool",
      .work = "answered",
      .quick_with = {{"queries", "3"},
                     {"hold-time", "4ms"},
                     {"think-time", "2ms"},
                     {"patience", "2ms"}},
      .views = {"objects", "timeline", "waits"},
      .controlled = {.explored_with = {{"threads", "3"},
                                       {"permits", "1"},
                                       {"queries", "1"}}},
  };
}

}  // namespace lessons
