#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "lessons/work.h"
#include "threading/event.h"
#include "threading/lock.h"
#include "threading/monotonic.h"
#include "threading/rw_lock.h"
#include "threading/shared.h"
#include "threading/with.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;
using Moment = threading::Deadline::Clock::time_point;

/// A price and the number of its change, which must agree. Guarded by whoever uses it.
class Record {
 public:
  explicit Record(course::Stage& stage) : stage_(stage) {}

  /// `asked`: when the reader began to wait for its turn.
  void read(Moment asked, trace::Source source = trace::Source::here()) {
    note_wait("reader waited", asked, source);
    const course::Inside reading(stage_.gauge("reading"), source);
    const int price = stage_.local("price", price_.load(source), source);
    work_about(stage_, stage_.duration("read-time"), source);
    const bool torn = price != stage_.local("change", change_.load(source), source);
    stage_.gauge("torn reads").add(torn ? 1 : 0, source);
    stage_.gauge("reads").add(1, source);
  }

  void write(Moment asked, trace::Source source = trace::Source::here()) {
    note_wait("writer waited", asked, source);
    const course::Inside writing(stage_.gauge("writing"), source);
    const int next = stage_.local("next", price_.load(source) + 1, source);
    price_.store(next, source);
    work_about(stage_, stage_.duration("write-time"), source);
    change_.store(next, source);
    stage_.gauge("writes").add(1, source);
  }

 private:
  void note_wait(const char* gauge, Moment asked, trace::Source source) {
    stage_.gauge(gauge).set((threading::monotonic() - asked) / 1ms, source);
  }

  course::Stage& stage_;
  threading::Shared<int> price_{0, "price"};
  threading::Shared<int> change_{0, "change"};
};

//! [no-lock]
void no_lock(course::Stage& stage) {
  Record record(stage);
  threading::Event over{"over"};
  Crew readers("reader", stage.integer("readers"), [&](int) {
    for (int round = 1; round <= stage.integer("rounds"); ++round) {
      work_about(stage, stage.duration("pause"));
      record.read(threading::monotonic());
    }
  });
  Crew writers("writer", stage.integer("writers"), [&](int) {
    while (!over.wait(stage.duration("pause"))) {
      record.write(threading::monotonic());
    }
  });
  readers.join();
  over.set();
  writers.join();
}
//! [no-lock]

//! [plain-lock]
void plain_lock(course::Stage& stage) {
  Record record(stage);
  threading::Lock lock{"lock"};
  threading::Event over{"over"};
  Crew readers("reader", stage.integer("readers"), [&](int) {
    for (int round = 1; round <= stage.integer("rounds"); ++round) {
      work_about(stage, stage.duration("pause"));
      const Moment asked = threading::monotonic();
      const threading::With reading(lock);  // keeps other readers out as well
      record.read(asked);
    }
  });
  Crew writers("writer", stage.integer("writers"), [&](int) {
    while (!over.wait(stage.duration("pause"))) {
      const Moment asked = threading::monotonic();
      const threading::With writing(lock);
      record.write(asked);
    }
  });
  readers.join();
  over.set();
  writers.join();
}
//! [plain-lock]

//! [readers-first]
void readers_first(course::Stage& stage) {
  Record record(stage);
  threading::RWLock lock{threading::RWPolicy::prefer_readers, "lock"};
  threading::Event over{"over"};
  Crew readers("reader", stage.integer("readers"), [&](int) {
    for (int round = 1; round <= stage.integer("rounds"); ++round) {
      work_about(stage, stage.duration("pause"));
      const Moment asked = threading::monotonic();
      const threading::Reading reading(lock);  // together with other readers
      record.read(asked);
    }
  });
  Crew writers("writer", stage.integer("writers"), [&](int) {
    while (!over.wait(stage.duration("pause"))) {
      const Moment asked = threading::monotonic();
      const threading::Writing writing(lock);  // when no reader is inside
      record.write(asked);
    }
  });
  readers.join();
  over.set();
  writers.join();
}
//! [readers-first]

//! [fair]
void fair(course::Stage& stage) {
  Record record(stage);
  threading::RWLock lock{threading::RWPolicy::fair, "lock"};
  threading::Event over{"over"};
  Crew readers("reader", stage.integer("readers"), [&](int) {
    for (int round = 1; round <= stage.integer("rounds"); ++round) {
      work_about(stage, stage.duration("pause"));
      const Moment asked = threading::monotonic();
      const threading::Reading reading(lock);  // behind a writer that came before
      record.read(asked);
    }
  });
  Crew writers("writer", stage.integer("writers"), [&](int) {
    while (!over.wait(stage.duration("pause"))) {
      const Moment asked = threading::monotonic();
      const threading::Writing writing(lock);  // when those before are done
      record.write(asked);
    }
  });
  readers.join();
  over.set();
  writers.join();
}
//! [fair]

std::int64_t none(const course::Facts&) { return 0; }
std::int64_t one(const course::Facts&) { return 1; }

}  // namespace

course::Lesson readers_writers() {
  using Kind = course::Variant::Kind;
  using Measure = course::Sweep::Measure;
  const std::vector<std::string> numbers{"1", "2", "4", "8", "12", "16"};
  const std::vector<std::string> locks{"plain-lock", "readers-first", "fair"};
  return {
      .title = "Readers and writers",
      .summary = "Many may read at the same time, but who writes must be alone.",
      .parameters =
          {
              explained(course::integer("readers", "Readers", 1, 16, 6),
                        "How many threads read the record."),
              explained(course::integer("writers", "Writers", 1, 8, 2),
                        "How many threads change it, as long as there are readers."),
              explained(course::integer("rounds", "Rounds", 1, 300, 80),
                        "How often each reader reads.", "per reader"),
              at_once(explained(
                  course::duration("read-time", "Read time", 0ms, 500ms, 20ms),
                  "How long one read takes, on average.")),
              at_once(explained(
                  course::duration("write-time", "Write time", 0ms, 500ms, 10ms),
                  "How long one change takes, on average.")),
              at_once(explained(course::duration("pause", "Pause", 1ms, 500ms, 15ms),
                                "How long each thread pauses before it reads or writes "
                                "again.")),
          },
      .variants =
          {
              {"no-lock", "No lock", Kind::broken,
               "Readers see a record of which only one half has been changed.",
               no_lock},
              {"plain-lock", "Plain lock", Kind::design,
               "Everybody is alone, also those who only read.", plain_lock},
              {"readers-first", "Readers preferred", Kind::sound,
               "A reader goes in as long as others read, and the writers starve.",
               readers_first},
              {"fair", "Fair", Kind::sound,
               "First come, first served: who comes after a writer waits behind it.",
               fair},
          },
      .claims =
          {
              never_above("not-torn", "Nobody reads a record that is half changed.",
                          "torn reads", none),
              never_above("one-writer", "At most one writer is inside.", "writing",
                          one),
              course::never_stuck(),
          },
      .charts =
          {
              {"Inside",
               "threads",
               {{"reading", "readers inside"}, {"writing", "writers inside"}}},
              {"Waiting",
               "ms",
               {{"reader waited", "a reader waited"},
                {"writer waited", "a writer waited"}}},
              {"Done", "times", {{"reads", "reads"}, {"writes", "writes"}}},
          },
      .prediction =
          {
              "Six readers read again and again, and a reader may go in as long as "
              "others are inside. A writer wants to be alone. When is its turn?",
              {
                  {"After the readers that were inside when it came",
                   "who waits comes next",
                   "That is the fair lock. Here readers that come later go in before "
                   "it."},
                  {"When by chance no reader is inside, perhaps only at the end", "",
                   "As long as the reads overlap there is no such moment, and the "
                   "writer starves."},
                  {"At once: who writes goes before who reads",
                   "writers are served first",
                   "Nobody is sent out. A writer waits until the last reader has "
                   "left."},
                  {"Never: it is a deadlock", "waiting long is a deadlock",
                   "The readers go on, and when they are done the writer gets its "
                   "turn. It starves, but it is not stuck."},
              },
          },
      .sweeps =
          {
              {.title = "Reads per second against readers",
               .parameter = "readers",
               .measure = Measure::throughput,
               .gauge = "reads",
               .unit = "reads",
               .values = numbers,
               .variants = locks},
              {.title = "Longest wait of a writer against readers",
               .parameter = "readers",
               .measure = Measure::greatest,
               .gauge = "writer waited",
               .unit = "ms",
               .values = numbers,
               .variants = locks},
          },
      .outcome = "torn reads",
      .work = "reads",
      .quick_with = {{"rounds", "10"},
                     {"read-time", "2ms"},
                     {"write-time", "1ms"},
                     {"pause", "1ms"}},
      .views = {"timeline", "objects", "waits"},
      .controlled = {.explored_with = {{"readers", "2"},
                                       {"writers", "1"},
                                       {"rounds", "1"}}},
  };
}

}  // namespace lessons
