#pragma once

#include <QTextBrowser>
#include <string>

#include "course/glossary.h"

namespace ui {

/// "Lock (mutex)": a term as a heading.
QString headingOf(const course::Term& term);

/// Markdown of the course, set to be read: a measure of about 75 characters, the theme's colours, code in the code
/// font. A link "lesson:ID" leads to a lesson; "term:NAME" to the glossary, of which the pointer gets to see the entry;
/// any other opens in the person's own browser. Tab goes from link to link, Enter follows. GUI thread only.
class CourseText : public QTextBrowser {
  Q_OBJECT

 public:
  explicit CourseText(QWidget* parent = nullptr);

  /// What terms mean; must outlive this.
  void setGlossary(const course::Glossary& glossary) { glossary_ = &glossary; }
  /// From its beginning.
  void showText(const std::string& markdown);
  /// A version of the same text: what is being read stays where it is, although paragraphs in quotes come and go.
  void replaceText(const std::string& markdown);

 Q_SIGNALS:
  void lessonChosen(const QString& id);
  /// `link`: where it stands on the screen.
  void termChosen(const QString& name, const QRect& link);

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool viewportEvent(QEvent* event) override;

 private:
  void render();
  void renderInPlace();
  void keepMeasure();
  void follow(const QUrl& link);
  QRect placeOf(const QUrl& link) const;
  QString meaningAt(const QPoint& point) const;

  std::string markdown_;
  const course::Glossary* glossary_ = nullptr;
};

}  // namespace ui
