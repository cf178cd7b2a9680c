#include "course/lesson.h"

#include <algorithm>
#include <stdexcept>

#include "course/stage.h"
#include "course/wording.h"
#include "lessons/crew.h"
#include "threading/barrier.h"
#include "threading/shared.h"
#include "threading/sleep.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

constexpr int attempts = 5;

struct PartFailed : std::runtime_error {
  PartFailed() : std::runtime_error("the part failed") {}
};

int parties(const course::Stage& stage) {
  return static_cast<int>(stage.integer("parties"));
}

/// The phase in which worker 2 fails, if it does.
std::int64_t middle(const course::Stage& stage) {
  return stage.integer("phases") / 2 + 1;
}

/// The parts that the workers have done in all phases.
class Parts {
 public:
  explicit Parts(course::Stage& stage) : stage_(stage) {}

  /// One part of a phase. Worker 1 always takes longest.
  void work(int number, int phase, trace::Source source = trace::Source::here()) {
    stage_.local("phase", phase, source);
    if (phase > 1) {
      const int missing = (phase - 1) * parties(stage_) - done_.load(source);
      stage_.gauge("begun too early").set(std::max(0, missing), source);
    }
    const double share =
        number == 1 ? 1.0 : static_cast<double>(stage_.random(1'000)) / 1'000.0;
    threading::sleep_for(
        stage_.duration("work-time") + stage_.duration("spread") * share, source);
    done_.fetch_add(1, source);
    stage_.gauge("done").add(1, source);
  }

 private:
  course::Stage& stage_;
  threading::Shared<int> done_{0, "parts done"};
};

//! [right-count]
void right_count(course::Stage& stage) {
  Parts parts(stage);
  threading::Barrier barrier{parties(stage), "barrier"};
  Crew workers("worker", parties(stage), [&](int number) {
    for (int phase = 1; phase <= stage.integer("phases"); ++phase) {
      parts.work(number, phase);
      barrier.wait();
    }
  });
  workers.join();
}
//! [right-count]

//! [one-too-few]
void one_too_few(course::Stage& stage) {
  Parts parts(stage);
  threading::Barrier barrier{parties(stage) - 1, "barrier"};  // forgot the slow one
  Crew workers("worker", parties(stage), [&](int number) {
    for (int phase = 1; phase <= stage.integer("phases"); ++phase) {
      parts.work(number, phase);
      barrier.wait();
    }
  });
  workers.join();
}
//! [one-too-few]

//! [one-too-many]
void one_too_many(course::Stage& stage) {
  Parts parts(stage);
  threading::Barrier barrier{parties(stage) + 1, "barrier"};  // counted main as well
  Crew workers("worker", parties(stage), [&](int number) {
    for (int phase = 1; phase <= stage.integer("phases"); ++phase) {
      parts.work(number, phase);
      barrier.wait();
    }
  });
  workers.join();
}
//! [one-too-many]

//! [time-out]
void timed(course::Stage& stage) {
  threading::Barrier barrier{parties(stage), "barrier"};
  for (int attempt = 1; attempt <= attempts; ++attempt) {
    Parts parts(stage);
    Crew workers("worker", parties(stage), [&](int number) {
      try {
        for (int phase = 1; phase <= stage.integer("phases"); ++phase) {
          parts.work(number, phase);
          barrier.wait(stage.duration("timeout") * attempt);
        }
      } catch (const threading::BrokenBarrierError& broken) {
        stage.gauge("gave up").add(1);
        stage.print("worker", number, "gives up:", broken.what());
      }
    });
    workers.join();
    if (!barrier.broken()) return;
    barrier.reset();
    if (attempt < attempts) stage.print("main: another attempt, with more patience");
  }
}
//! [time-out]

//! [abort]
void aborted(course::Stage& stage) {
  Parts parts(stage);
  threading::Barrier barrier{parties(stage), "barrier"};
  Crew workers("worker", parties(stage), [&](int number) {
    try {
      for (int phase = 1; phase <= stage.integer("phases"); ++phase) {
        parts.work(number, phase);
        if (number == 2 && phase == middle(stage)) throw PartFailed();
        barrier.wait();
      }
    } catch (const PartFailed& failed) {
      barrier.abort();  // or the others would wait for this one for ever
      stage.gauge("gave up").add(1);
      stage.print("worker", number, "aborts:", failed.what());
    } catch (const threading::BrokenBarrierError& broken) {
      stage.gauge("gave up").add(1);
      stage.print("worker", number, "gives up:", broken.what());
    }
  });
  workers.join();
}
//! [abort]

std::int64_t nobody(const course::Facts&) { return 0; }

course::Claim breaks_for_all() {
  const auto judge = [](const course::Facts& facts) -> course::Judgement {
    if (facts.ending != course::Ending::finished) return {};
    const auto number = facts.number("gave up");
    const std::int64_t gave_up = number ? number->last : 0;
    const bool all = gave_up % facts.setting("parties") == 0;
    return {all ? course::Verdict::holds : course::Verdict::fails,
            "A worker gave up " + course::grouped(gave_up) + " times."};
  };
  return {
      "for-all", "A barrier that breaks does so for every worker.", judge, {"gave up"}};
}

}  // namespace

course::Lesson barrier() {
  using Kind = course::Variant::Kind;
  return {
      .title = "Barrier",
      .summary = "Nobody begins the next phase before everybody has ended this one.",
      .parameters =
          {
              explained(course::integer("parties", "Parties", 2, 16, 4),
                        "How many workers meet at the barrier."),
              explained(course::integer("phases", "Phases", 2, 50, 8),
                        "How often they meet."),
              at_once(
                  explained(course::duration("work-time", "Work time", 0ms, 2s, 100ms),
                            "How long each worker works in a phase at the least.")),
              at_once(explained(
                  course::duration("spread", "Spread", 0ms, 2s, 300ms),
                  "How much longer it may take; worker 1 always takes all of it.")),
              at_once(explained(
                  course::duration("timeout", "Time-out", 1ms, 2s, 100ms),
                  "How long a worker waits for the others in the variant with a "
                  "time-out; twice as long in the second attempt, and so on.")),
          },
      .variants =
          {
              {"right-count", "Right count", Kind::sound,
               "The barrier is made for as many as meet there.", right_count},
              {"one-too-few", "One too few", Kind::broken,
               "It opens without the slowest worker, who is behind from then on.",
               one_too_few},
              {"one-too-many", "One too many", Kind::broken,
               "It waits for one more than there are, and never opens.", one_too_many},
              {"time-out", "Broken by a time-out", Kind::design,
               "Whoever has waited too long breaks the barrier for all; it is reset, "
               "and "
               "they try again.",
               timed},
              {"abort", "Aborted", Kind::design,
               "Who cannot go on breaks the barrier, so that nobody waits for it.",
               aborted},
          },
      .claims =
          {
              never_above(
                  "in-step",
                  "Nobody begins a phase before all parts of the one before are "
                  "done.",
                  "begun too early", nobody),
              breaks_for_all(),
              course::never_stuck(),
          },
      .charts =
          {
              {"At the barrier", "workers", {{"barrier", "workers at the barrier"}}},
              {"Progress", "parts", {{"done", "parts done"}}},
          },
      .prediction =
          {
              "Four workers meet at a barrier after each phase. Worker 1 always takes "
              "longest. How long does a phase take?",
              {
                  {"As long as worker 1 takes", "",
                   "The barrier opens when the last one has come. All others wait for "
                   "it."},
                  {"As long as they take on average",
                   "the fast ones make up for the slow one",
                   "The fast ones cannot use the time that they have won: they wait at "
                   "the barrier."},
                  {"As long as all four take one after the other",
                   "a barrier is a lock",
                   "They work at the same time. A barrier keeps nobody out; it only "
                   "makes them wait for each other."},
                  {"As long as the fastest takes: it opens the barrier",
                   "the first to come opens the barrier",
                   "It is the last one to come that opens it."},
              },
          },
      .sweeps =
          {
              {.title = "Waiting against spread",
               .parameter = "spread",
               .measure = course::Sweep::Measure::waiting,
               .values = {"0 ms", "50 ms", "100 ms", "200 ms", "400 ms"},
               .variants = {"right-count"}},
              {.title = "Duration against spread",
               .parameter = "spread",
               .measure = course::Sweep::Measure::duration,
               .values = {"0 ms", "50 ms", "100 ms", "200 ms", "400 ms"},
               .variants = {"right-count", "time-out"}},
          },
      .outcome = "done",
      .work = "done",
      .quick_with = {{"phases", "4"},
                     {"work-time", "1ms"},
                     {"spread", "4ms"},
                     {"timeout", "2ms"}},
      .views = {"timeline", "objects", "waits", "output"},
      .controlled = {.explored_with = {{"parties", "2"}, {"phases", "2"}}},
  };
}

}  // namespace lessons
