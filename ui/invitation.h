#pragma once

#include <QStackedWidget>

class QLabel;

namespace ui {

/// A view's content, or one sentence in its place while there is nothing to show. Takes the content over.
class Invitation : public QStackedWidget {
  Q_OBJECT

 public:
  Invitation(QWidget* content, const QString& sentence, QWidget* parent = nullptr);

  void showSentence();
  void showSentence(const QString& sentence);
  void showContent();
  bool isContentShown() const;

 protected:
  /// The content as what the derived view made it.
  template <class Widget>
  Widget* content() const {
    return qobject_cast<Widget*>(content_);
  }

  void changeEvent(QEvent* event) override;
  /// The font or the palette changed: do what follows from it.
  virtual void lookChanged() {}

 private:
  QWidget* content_;
  QLabel* label_;
  QWidget* sentence_;  ///< scrolls where there is no room for all of it
};

}  // namespace ui
