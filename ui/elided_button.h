#pragma once

#include <QPushButton>

namespace ui {

/// A button whose text stands at the left and ends in "..." where there is no room for all of it, so that a change of
/// text never moves its neighbours. The whole text is in the tooltip. GUI thread only.
class ElidedButton : public QPushButton {
  Q_OBJECT

 public:
  explicit ElidedButton(QWidget* parent = nullptr);

  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace ui
