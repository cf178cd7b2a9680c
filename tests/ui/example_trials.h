#pragma once

#include <memory>

#include "course/comparison.h"
#include "course/repeat.h"
#include "course/sweep.h"

/// What many runs came to, made by hand, for tests of the window.
namespace example {

inline course::Bar bar(std::int64_t number, bool holds, std::vector<std::size_t> runs) {
  return {std::to_string(number), holds, number, number, std::move(runs)};
}

inline std::shared_ptr<const course::Trial> trial(std::uint64_t seed) {
  course::Trial trial;
  trial.outcome.seed = seed;
  trial.outcome.variant = "plain";
  trial.frame = std::make_shared<course::Frame>();
  return std::make_shared<const course::Trial>(std::move(trial));
}

/// Four runs of which one ended at 7 and three at 9; 10 was expected.
inline std::shared_ptr<const course::Repeat> repeat() {
  auto repeat = std::make_shared<course::Repeat>();
  repeat->variant = "plain";
  repeat->wanted = 5;
  repeat->histogram.gauge = "counter";
  repeat->histogram.expected = 10;
  repeat->histogram.runs = 4;
  repeat->histogram.bars = {bar(7, false, {1}), bar(9, false, {0, 2, 3}), bar(10, true, {})};
  repeat->kept = {trial(2), trial(1), nullptr};
  return repeat;
}

/// Two lines over 1, 2 and 4 threads; of the second one nothing is known at 4.
inline std::shared_ptr<const course::SweepCurve> curve() {
  auto curve = std::make_shared<course::SweepCurve>();
  curve->lesson = "alpha";
  curve->sweep = {.title = "Throughput against threads",
                  .parameter = "threads",
                  .measure = course::Sweep::Measure::throughput,
                  .gauge = "done",
                  .unit = "jobs"};
  curve->parameter = course::integer("threads", "Threads", 1, 8, 2);
  curve->settings = "gap 1 ms";
  curve->unit = "jobs/s";
  curve->lines = {{"one", "The one", {{1, "1", {10, 12, 11}}, {2, "2", {20, 22, 21}}, {4, "4", {40, 30, 50}}}},
                  {"other", "The other", {{1, "1", {5}}, {2, "2", {6}}, {4, "4", {}, 2, 2}}}};
  curve->wanted = 18;
  curve->done = 13;
  return curve;
}

inline std::shared_ptr<const course::Comparison> comparison() {
  auto comparison = std::make_shared<course::Comparison>();
  comparison->lesson = "alpha";
  comparison->parameters = {{"threads", "4"}};
  comparison->explored_with = {{"threads", "2"}};
  comparison->work = "increments";
  comparison->wanted = 4;
  comparison->done = 3;
  comparison->doing = "running The lock";
  course::Assessment broken{.variant = "plain", .label = "The plain one"};
  broken.standing = course::Assessment::Standing::broken;
  broken.verdict = "Broken: one is lost.";
  broken.runs = 1;
  course::Assessment sound{.variant = "lock", .label = "The lock"};
  sound.standing = course::Assessment::Standing::proved;
  sound.verdict = "Correct, but serial: at most one thread was at work at a time.";
  sound.cost = course::Cost{.runs = 1, .seconds = 0.5, .work = 200};
  comparison->variants = {broken, sound};
  return comparison;
}

}  // namespace example
