#pragma once

#include <QScrollArea>

namespace ui {

/// Scrolls its content up and down, never sideways: it is always at least as wide as the content has to be.
class VerticalScrollArea : public QScrollArea {
  Q_OBJECT

 public:
  /// Takes the content over.
  explicit VerticalScrollArea(QWidget* content, QWidget* parent = nullptr);

  QSize minimumSizeHint() const override;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace ui
