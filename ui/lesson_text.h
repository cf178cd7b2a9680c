#pragma once

#include <optional>

#include "course/catalogue.h"
#include "course/figures.h"
#include "ui/course_text.h"

namespace ui {

/// The text of a lesson. Paragraphs about the learner's own run appear once there was one. GUI thread only.
class LessonText : public CourseText {
  Q_OBJECT

 public:
  explicit LessonText(QWidget* parent = nullptr);

  void setEntry(const course::Entry& entry);
  /// A run of this lesson has ended with these.
  void setFigures(const course::Figures& figures);

 private:
  std::string markdown_;
};

}  // namespace ui
