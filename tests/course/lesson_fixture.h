#pragma once

#include <functional>
#include <memory>

#include "course/catalogue.h"
#include "course/run.h"

/// A lesson of one variant, made for a test.
struct LessonFixture {
  explicit LessonFixture(std::function<void(course::Stage&)> program);

  course::Settings settings() const;
  std::unique_ptr<course::Run> run(course::Run::Options options = {}) const;

  /// Starts a run, waits for its end and says what it came to.
  course::Outcome outcome(course::Run::Options options = {}) const;

  course::Entry entry;
};
