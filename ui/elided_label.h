#pragma once

#include <QLabel>

namespace ui {

/// A label of one line that ends in "..." where there is no room for all of it, and so never asks for room.
class ElidedLabel : public QLabel {
  Q_OBJECT

 public:
  explicit ElidedLabel(QWidget* parent = nullptr);

  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace ui
