#include "course/lesson_fixture.h"

#include <chrono>
#include <utility>

LessonFixture::LessonFixture(std::function<void(course::Stage&)> program) {
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

course::Settings LessonFixture::settings() const { return course::Settings(entry.lesson.parameters); }

std::unique_ptr<course::Run> LessonFixture::run(course::Run::Options options) const {
  return std::make_unique<course::Run>(entry, "only", settings(), std::move(options));
}

course::Outcome LessonFixture::outcome(course::Run::Options options) const {
  const auto started = run(std::move(options));
  started->start();
  started->wait();
  return started->outcome();
}
