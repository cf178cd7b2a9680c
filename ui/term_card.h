#pragma once

#include <QFrame>
#include <QPointer>

#include "course/glossary.h"

class QLabel;

namespace ui {

class CourseText;

/// What a word of the text means, on a card beside it. It stays until it is closed, by its button or Escape; then the
/// focus goes back to where it was. GUI thread only.
class TermCard : public QFrame {
  Q_OBJECT

 public:
  /// Lies over `page`. `glossary` must outlive it.
  TermCard(const course::Glossary& glossary, QWidget& page);

  /// `link`: on the screen; the card leaves it in sight. Nothing happens if there is no such term.
  void showTerm(const QString& name, const QRect& link);

 Q_SIGNALS:
  void lessonChosen(const QString& id);
  /// The whole glossary is wanted, at that term.
  void glossaryAsked(const QString& name);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void dismiss();
  void place();

  const course::Glossary& glossary_;
  QWidget& page_;
  QLabel* heading_;
  CourseText* text_;
  const course::Term* term_ = nullptr;
  QRect link_;  // of the page
  QPointer<QWidget> focusBefore_;
};

}  // namespace ui
