#include "course/lesson.h"

#include <cstdlib>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "course/child.h"
#include "course/child_process.h"
#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/shared.h"
#include "threading/sleep.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto half_of_the_work = 1500ms;

/// Each thread or process, as soon as it is there.
void set_up_in(course::Stage& stage, std::chrono::nanoseconds time,
               trace::Source source = trace::Source::here()) {
  stage.gauge("set-up time").set(time / 1us, source);
  stage.gauge("sum of set-up times").add(time / 1us, source);
}

void tell_end(course::Stage& stage, const std::string& name,
              const course::ChildProcess::End& end) {
  stage.print(name, end.by_signal ? "has crashed:" : "has ended:", "status",
              end.status);
}

//! [threads]
void one_process(course::Child& child) {  // a process of as many threads
  Crew workers("worker", child.integer("number"), [&](int number) {
    child.print("worker", number, "is at work");
    threading::sleep_for(half_of_the_work);
    if (number == 1) std::abort();  // a crash
    threading::sleep_for(half_of_the_work);
    child.print("worker", number, "has finished");
  });
  workers.join();
}

void threads(course::Stage& stage) {
  threading::Shared<std::int64_t> number{0, "number"};
  std::deque<Crew> workers;
  for (int each = 1; each <= stage.integer("number"); ++each) {
    const auto asked = Clock::now();
    workers.emplace_back("worker-" + std::to_string(each), 1, [&, asked](int) {
      set_up_in(stage, Clock::now() - asked);
      number.fetch_add(1);  // there is one number for all threads
    });
  }
  for (Crew& worker : workers) worker.join();
  stage.gauge("number in main").set(number.load());
  tell_end(stage, "the process", stage.start_child("process")->wait());
}
//! [threads]

//! [processes]
std::int64_t number = 0;  // every process has one of its own

int one_of_many(course::Child& child) {  // a process of one thread
  set_up_in(child, child.age());
  number += 1;
  child.print("process", child.number(), "is at work");
  threading::sleep_for(half_of_the_work);
  if (child.number() == 1) std::abort();  // a crash
  threading::sleep_for(half_of_the_work);
  child.print("process", child.number(), "has finished, with number", number);
  child.gauge("unharmed").add(1);
  return 0;
}

void processes(course::Stage& stage) {
  std::vector<std::unique_ptr<course::ChildProcess>> children;
  for (int each = 1; each <= stage.integer("number"); ++each) {
    children.push_back(stage.start_child("process-" + std::to_string(each), each));
  }
  for (const auto& child : children) tell_end(stage, child->name(), child->wait());
  stage.gauge("number in main").set(number);
}
//! [processes]

std::int64_t last(course::Stage& stage, std::string_view gauge) {
  return stage.gauge(gauge).observed().last;
}

void compare(course::Stage& stage) {
  stage.print("main: number is", last(stage, "number in main"));
  stage.gauge("mean set-up time")
      .set(last(stage, "sum of set-up times") / stage.integer("number"));
}

int watch_one_process(course::Child& child) {
  one_process(child);
  child.gauge("unharmed").add(child.integer("number"));
  return 0;
}

void watch_threads(course::Stage& stage) {
  stage.gauge("number in main").set(0);
  stage.gauge("unharmed").set(0);
  threads(stage);
  stage.gauge("changes missed")
      .set(stage.integer("number") - last(stage, "number in main"));
  stage.gauge("outlived the crash").set(last(stage, "unharmed"));
  compare(stage);
}

void watch_processes(course::Stage& stage) {
  stage.gauge("number in main").set(0);
  stage.gauge("unharmed").set(0);
  processes(stage);
  stage.gauge("changes let through").set(last(stage, "number in main"));
  stage.gauge("lost with the crash")
      .set(stage.integer("number") - 1 - last(stage, "unharmed"));
  compare(stage);
}

std::int64_t none(const course::Facts&) { return 0; }

}  // namespace

course::Lesson threads_and_processes() {
  using Kind = course::Variant::Kind;
  using Measure = course::Sweep::Measure;
  return {
      .title = "Threads and processes",
      .summary =
          "Threads share their memory and their fate; processes share neither, and "
          "cost "
          "more to set up.",
      .parameters =
          {
              explained(course::integer("number", "Number", 1, 16, 4),
                        "How many threads, or processes, there are. The first of them "
                        "crashes."),
          },
      .variants =
          {
              {"threads", "Threads", Kind::design,
               "All add to one number; then, in a process of its own with as many "
               "threads, one of them crashes.",
               watch_threads, "", watch_one_process},
              {"processes", "Processes", Kind::design,
               "Each adds to a number of its own; one of them crashes, and the others "
               "go "
               "on.",
               watch_processes, "", one_of_many},
          },
      .claims =
          {
              never_above("threads-share", "What a thread changes, main sees.",
                          "changes missed", none),
              never_above("processes-do-not",
                          "What a child process changes, main does not "
                          "see.",
                          "changes let through", none),
              never_above("threads-crash-together",
                          "A crash takes every thread of its process along.",
                          "outlived the crash", none),
              never_above("processes-do-not-crash-together",
                          "A crash takes no other process along.",
                          "lost with the crash", none),
          },
      .charts =
          {
              {"Set-up time",
               "µs",
               {{"set-up time", "from the request to its first line"}}},
              {"Number",
               "number",
               {{"number", "of the threads"}, {"number in main", "in main"}}},
              {"Unharmed", "threads or processes", {{"unharmed", "at their ends"}}},
          },
      .prediction =
          {
              "Four child processes of the same program each add 1 to the global "
              "variable "
              "number, which is 0. What does main print for it afterwards?",
              {
                  {"4: a global variable is there for all",
                   "processes share global variables",
                   "It is there for all threads of one process. Each process has "
                   "memory "
                   "of its own, and in it a number of its own."},
                  {"0: each process has a number of its own", "",
                   "What a process changes in its memory nobody else sees. To tell "
                   "others, it has to send something: here, its output."},
                  {"1: they all change 0 to 1", "processes race for one variable",
                   "Each number is 1, true. But these are four variables, and main's "
                   "is "
                   "a fifth."},
              },
          },
      .sweeps =
          {
              {.title = "Mean set-up time against number",
               .parameter = "number",
               .measure = Measure::last,
               .gauge = "mean set-up time",
               .unit = "µs",
               .values = {"1", "2", "4", "8", "16"}},
          },
      .outcome = "unharmed",
      .quick_with = {{"number", "3"}},
      .views = {"output", "timeline"},
      .controlled = {.explored_with = {{"number", "2"}}},
  };
}

}  // namespace lessons
