#pragma once

#include <QTextBrowser>
#include <optional>

#include "course/catalogue.h"
#include "course/figures.h"

namespace ui {

/// The text of a lesson, set to be read: a measure of about 75 characters, the theme's colours, code in the code font.
/// A link "lesson:ID" leads to another lesson; any other opens in the person's own browser. Paragraphs about the
/// learner's own run appear once there was one; what is being read stays where it is. GUI thread only.
class LessonText : public QTextBrowser {
  Q_OBJECT

 public:
  explicit LessonText(QWidget* parent = nullptr);

  void setEntry(const course::Entry& entry);
  /// A run of this lesson has ended with these.
  void setFigures(course::Figures figures);

 Q_SIGNALS:
  void lessonChosen(const QString& id);

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void render();
  void renderInPlace();
  void keepMeasure();
  void follow(const QUrl& link);

  std::string markdown_;
  std::optional<course::Figures> figures_;
};

}  // namespace ui
