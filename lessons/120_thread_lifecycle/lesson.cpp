#include "course/lesson.h"

#include <string>

#include "course/stage.h"
#include "threading/thread.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

constexpr int cups = 4;
constexpr int mistakes = 3;

/// Where a thread is in its life.
void tell(course::Stage& stage, const std::string& when,
          const threading::Thread& worker,
          trace::Source source = trace::Source::here()) {
  const bool alive = worker.is_alive(source);
  const auto ident = worker.ident();
  stage.gauge("alive").set(alive ? 1 : 0, source);
  stage.gauge("active threads")
      .set(static_cast<std::int64_t>(threading::active_count(source)), source);
  stage.print(when + ":", worker.name(), alive ? "is alive," : "is not alive,",
              ident ? "ident " + std::to_string(*ident) : "no ident yet");
}

void brew(course::Stage& stage, const std::string& drink, int number_of_cups) {
  const std::string me = threading::current_thread().name();
  stage.gauge("active threads")
      .set(static_cast<std::int64_t>(threading::active_count()));
  for (int cup = 1; cup <= number_of_cups; ++cup) {
    stage.compute(stage.duration("work-time") / number_of_cups);
    stage.gauge("cups").add(1);
    stage.print(me + ": cup", cup, "of", drink);
  }
}

void refused(course::Stage& stage, const threading::RuntimeError& error,
             trace::Source source = trace::Source::here()) {
  stage.gauge("refusals").add(1, source);
  stage.print("RuntimeError:", error.what());
}

//! [start]
void start(course::Stage& stage) {
  threading::Thread worker({.name = "worker"}, brew, std::ref(stage), "tea", cups);
  tell(stage, "made", worker);
  worker.start();
  tell(stage, "started", worker);
  worker.join();
  tell(stage, "joined", worker);
}
//! [start]

//! [run-directly]
void run_directly(course::Stage& stage) {
  threading::Thread worker({.name = "worker"}, brew, std::ref(stage), "tea", cups);
  tell(stage, "made", worker);
  worker.run();  // a call like any other: main brews the tea
  tell(stage, "after run()", worker);
}
//! [run-directly]

//! [start-twice]
void start_twice(course::Stage& stage) {
  threading::Thread worker({.name = "worker"}, brew, std::ref(stage), "tea", cups);
  const auto attempt = [&stage](const auto& call) {
    try {
      call();
    } catch (const threading::RuntimeError& error) {
      refused(stage, error);
    }
  };
  attempt([&] { worker.join(); });  // it has not been started
  worker.start();
  attempt([&] { worker.start(); });  // it has
  worker.join();
  attempt([&] { worker.start(); });  // it has ended: a thread lives once
  tell(stage, "in the end", worker);
  stage.gauge("mistakes let through")
      .set(mistakes - stage.gauge("refusals").observed().last);
}
//! [start-twice]

//! [join-with-timeout]
void join_with_timeout(course::Stage& stage) {
  threading::Thread worker({.name = "worker"}, brew, std::ref(stage), "tea", cups);
  worker.start();
  worker.join(stage.duration("join-timeout"));
  tell(stage, "after join(timeout)", worker);
  while (worker.is_alive()) {  // the time was over, the work was not
    worker.join(stage.duration("join-timeout"));
  }
  tell(stage, "at last", worker);
}
//! [join-with-timeout]

//! [subclass]
class TeaMaker final : public threading::Thread {
 public:
  explicit TeaMaker(course::Stage& stage)
      : Thread(Options{.name = "worker"}), stage_(stage) {}
  void run() override { brew(stage_, "tea", cups); }  // what start() makes it do

 private:
  course::Stage& stage_;
};

void subclass(course::Stage& stage) {
  TeaMaker worker(stage);
  tell(stage, "made", worker);
  worker.start();
  tell(stage, "started", worker);
  worker.join();
  tell(stage, "joined", worker);
}
//! [subclass]

/// What every variant ends with.
template <auto program>
void to_the_end(course::Stage& stage) {
  program(stage);
  stage.gauge("alive at the end").set(stage.gauge("alive").observed().last);
}

std::int64_t all_cups(const course::Facts&) { return cups; }
std::int64_t main_and_worker(const course::Facts&) { return 2; }
std::int64_t none(const course::Facts&) { return 0; }

}  // namespace

course::Lesson thread_lifecycle() {
  using Kind = course::Variant::Kind;
  return {
      .title = "The life of a thread",
      .summary =
          "Made, started, alive, finished: what a thread says of itself, and what it "
          "refuses.",
      .parameters =
          {
              explained(course::duration("work-time", "Work time", 1ms, 10s, 2s),
                        "How long the worker computes for all its cups of tea."),
              at_once(explained(
                  course::duration("join-timeout", "Join time-out", 1ms, 5s, 500ms),
                  "How long main waits at a time in the variant with a time-out.")),
          },
      .variants =
          {
              {"start", "start()", Kind::design,
               "The usual life: made, started, joined.", to_the_end<start>},
              {"run-directly", "run() directly", Kind::design,
               "Called like a function, the work is done by the caller, and no thread "
               "begins.",
               to_the_end<run_directly>},
              {"start-twice", "start() twice", Kind::design,
               "What comes at the wrong moment is refused, and changes nothing.",
               to_the_end<start_twice>},
              {"join-with-timeout", "join() with a time-out", Kind::design,
               "join() returns when the time is over, and the thread is still alive.",
               to_the_end<join_with_timeout>},
              {"subclass", "Subclass", Kind::design,
               "A class of threads that overrides run() in place of taking a function.",
               to_the_end<subclass>},
          },
      .claims =
          {
              ends_with("all-cups",
                        "The work is done exactly once, whichever thread does it.",
                        "cups", all_cups),
              never_above("two-threads",
                          "At most two threads are active: main and worker.",
                          "active threads", main_and_worker),
              never_above("nothing-let-through",
                          "join() before start(), and start() for a second time, raise "
                          "RuntimeError.",
                          "mistakes let through", none),
              never_above("not-alive", "In the end the worker is not alive.",
                          "alive at the end", none),
          },
      .charts =
          {
              {"is_alive()", "0 or 1", {{"alive", "worker"}}},
              {"Work", "cups", {{"cups", "cups of tea"}}},
              {"Threads", "threads", {{"active threads", "active_count()"}}},
          },
      .prediction =
          {
              "main calls worker.run() in place of worker.start(). What happens?",
              {
                  {"The same as with start()", "run() starts a thread",
                   "Only start() makes a second thread. run() is the function that the "
                   "second thread would call."},
                  {"An error: the thread was not started",
                   "a thread's function belongs to its thread",
                   "run() is an ordinary method, and anybody may call it. Only join() "
                   "insists on a thread that was started."},
                  {"main brews the tea itself, and no second thread ever begins", "",
                   "It is a plain call. The output names the thread that did the work: "
                   "main."},
                  {"main and the worker both brew, and there are twice as many cups",
                   "making a thread starts it",
                   "The worker was made but not started: it never does anything."},
              },
          },
      .sweeps =
          {
              {.title = "Duration against work time",
               .parameter = "work-time",
               .measure = course::Sweep::Measure::duration,
               .values = {"20 ms", "50 ms", "100 ms", "200 ms"},
               .variants = {"start", "run-directly", "join-with-timeout"}},
          },
      .outcome = "cups",
      .work = "cups",
      .quick_with = {{"work-time", "40 ms"}, {"join-timeout", "15 ms"}},
      .views = {"output", "timeline"},
  };
}

}  // namespace lessons
