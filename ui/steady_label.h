#pragma once

#include "ui/elided_label.h"

namespace ui {

/// A short text that changes often, as wide as the widest it has shown: figures that do not dance.
class SteadyLabel : public ElidedLabel {
  Q_OBJECT

 public:
  explicit SteadyLabel(QWidget* parent = nullptr);

  void setText(const QString& text) override;

  QSize sizeHint() const override { return minimumSizeHint(); }
  QSize minimumSizeHint() const override;

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void widen();

  int widest_ = 0;
};

}  // namespace ui
