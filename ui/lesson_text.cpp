#include "ui/lesson_text.h"

namespace ui {

LessonText::LessonText(QWidget* parent) : CourseText(parent) { setAccessibleName(tr("Text of the lesson")); }

void LessonText::setEntry(const course::Entry& entry) {
  markdown_ = entry.text;
  showText(course::with_figures(markdown_, std::nullopt));
}

void LessonText::setFigures(const course::Figures& figures) { replaceText(course::with_figures(markdown_, figures)); }

}  // namespace ui
