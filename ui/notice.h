#pragma once

#include <QFrame>

class QLabel;

namespace ui {

/// One sentence across the top of the page that the person should know, until it is closed. Hidden while it has nothing
/// to say.
class Notice : public QFrame {
  Q_OBJECT

 public:
  explicit Notice(QWidget* parent = nullptr);

  /// An empty sentence hides it.
  void say(const QString& sentence);

 private:
  QLabel* sentence_;
};

}  // namespace ui
