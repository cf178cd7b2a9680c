#pragma once

#include <QDialog>

#include "course/glossary.h"

class QLineEdit;

namespace ui {

class CourseText;

/// Every term with what it means, and a line above that narrows them to what is typed there. Stands beside the window
/// while one goes on there. GUI thread only.
class GlossaryWindow : public QDialog {
  Q_OBJECT

 public:
  /// `glossary` must outlive it.
  explicit GlossaryWindow(const course::Glossary& glossary, QWidget* parent = nullptr);

  /// Opens at that term, or, if there is none of the name, at the first one.
  void openAt(const QString& name);

 Q_SIGNALS:
  void lessonChosen(const QString& id);

 private:
  void fill();
  void scrollTo(const course::Term& term);

  const course::Glossary& glossary_;
  QLineEdit* filter_;
  CourseText* text_;
};

}  // namespace ui
