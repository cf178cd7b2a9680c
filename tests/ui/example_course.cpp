#include "example_course.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <utility>

#include "course/stage.h"

namespace example {

namespace {

course::Variant variant(std::string id, course::Variant::Kind kind, std::function<void(course::Stage&)> program) {
  return {id, "The " + id + " one", kind, "This is the " + id + " variant.", std::move(program)};
}

void count(course::Stage& stage) {
  course::Gauge& counter = stage.gauge("counter");
  for (std::int64_t step = 0; step < stage.integer("steps"); ++step) counter.add(1);
  stage.print("counted", counter.observed().last);
}

/// Goes on until it is stopped.
void endless(course::Stage& stage) {
  for (;;) {
    stage.gauge("counter").add(1);
    stage.compute(std::chrono::microseconds(200));
  }
}

/// Posts what it computes to the event loop.
void posting(course::Stage& stage) {
  for (int done = 1; done <= 10; ++done) stage.post([&stage, done] { stage.show_progress(done, 10); });
  stage.compute(std::chrono::milliseconds(20));
}

}  // namespace

course::Entry entry(std::string id, int number) {
  using Kind = course::Variant::Kind;
  course::Entry entry;
  entry.id = id;
  entry.number = number;
  entry.text = "# Lesson " + id + "\n\nSome [text](term:text).\n\n> It counted to {last:counter}.\n";
  entry.code = "//! [program]\nint main() {}\n//! [program]\n";
  entry.code_file = id + "/lesson.cpp";
  entry.python = "print('hello')\n";
  entry.lesson.title = "Title of " + id;
  entry.lesson.summary = "What " + id + " is about.";
  entry.lesson.parameters = {
      course::explained(course::integer("steps", "Steps", 1, 1000, 10), "How often it counts.", "steps"),
      course::at_once(course::duration("wait", "Wait", std::chrono::microseconds(0), std::chrono::seconds(1),
                                       std::chrono::milliseconds(1))),
      course::choice("order", "Order", {"fair", "unfair"})};
  entry.lesson.variants = {variant("plain", Kind::broken, count), variant("endless", Kind::sound, endless),
                           variant("posting", Kind::design, posting)};
  entry.lesson.claims = {course::ends_with("counted", "It counts every step.", "counter",
                                           [](const course::Facts& facts) { return facts.setting("steps"); })};
  entry.lesson.charts = {{"Counter", "", {{"counter", "counter", course::Chart::Line::Measure::value}}}};
  entry.lesson.prediction = {"How far does it count?",
                             {{"To ten", "", "Right."}, {"To nine", "the last one is left out", "No."}}};
  entry.lesson.views = {"timeline", "output"};
  return entry;
}

const course::Catalogue& catalogue() {
  static const course::Catalogue all({entry("alpha", 110), entry("beta", 120), entry("gamma", 210)},
                                     course::Glossary("## text\n\nWords. See [Beta](lesson:beta).\n"));
  return all;
}

}  // namespace example
