#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "course/catalogue.h"
#include "course/run.h"

/// A lesson of one variant, made for a test.
struct LessonFixture {
  explicit LessonFixture(std::function<void(course::Stage&)> program) {
    entry.id = "fixture";
    entry.lesson.parameters = {
        course::integer("count", "Count", 0, 100, 3),
        course::at_once(course::duration("period", "Period", std::chrono::nanoseconds(0), std::chrono::seconds(10),
                                         std::chrono::milliseconds(1))),
        course::real("share", "Share", 0.0, 1.0, 0.25),
        course::choice("order", "Order", {"first", "last"}, 1),
    };
    entry.lesson.variants = {{"only", "Only", course::Variant::Kind::sound, "", std::move(program)}};
  }

  course::Settings settings() const { return course::Settings(entry.lesson.parameters); }

  std::unique_ptr<course::Run> run(course::Run::Options options = {}) const {
    return std::make_unique<course::Run>(entry, "only", settings(), std::move(options));
  }

  /// Starts a run, waits for its end and says what it came to.
  course::Outcome outcome(course::Run::Options options = {}) const {
    const auto started = run(std::move(options));
    started->start();
    started->wait();
    return started->outcome();
  }

  course::Entry entry;
};
