#pragma once

#include <QFrame>

class QLabel;

namespace ui {

/// What the person should know, across the top of the page, until it is closed. Hidden while it has nothing to say.
class Notice : public QFrame {
  Q_OBJECT

 public:
  explicit Notice(QWidget* parent = nullptr);

  /// About what the person does just now, in place of what was said before; empty: nothing any more.
  void say(const QString& sentence);
  /// Stays, whatever is said besides, until it is closed.
  void warn(const QString& sentence);

 private:
  void dismiss();
  void showAll();

  QStringList warnings_;
  QString said_;
  QLabel* text_;
};

}  // namespace ui
