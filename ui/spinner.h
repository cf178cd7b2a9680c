#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

namespace ui {

/// A hand that goes round once a second as long as the GUI thread is free to turn it, and visibly stands still when it
/// is not. Rests while hidden.
class Spinner : public QWidget {
  Q_OBJECT

 public:
  explicit Spinner(QWidget* parent = nullptr);

  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  QElapsedTimer clock_;
  QTimer timer_;
};

}  // namespace ui
