#pragma once

#include <QTextBrowser>

#include "course/catalogue.h"

namespace ui {

/// The text of a lesson, set to be read: a measure of about 75 characters, the theme's colours, code in the code font.
/// A link "lesson:ID" leads to another lesson; any other opens in the person's own browser. GUI thread only.
class LessonText : public QTextBrowser {
  Q_OBJECT

 public:
  explicit LessonText(QWidget* parent = nullptr);

  void setEntry(const course::Entry& entry);

 Q_SIGNALS:
  void lessonChosen(const QString& id);

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void render();
  void keepMeasure();
  void follow(const QUrl& link);

  QString markdown_;
};

}  // namespace ui
