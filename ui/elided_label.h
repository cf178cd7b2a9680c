#pragma once

#include <QWidget>

namespace ui {

/// A line of text that ends in "..." where there is no room for all of it. It never asks for room, so a change of text
/// never moves its neighbours (nor makes the window lay itself out anew, as a QLabel would, at every frame). The text
/// is also its accessible name.
class ElidedLabel : public QWidget {
  Q_OBJECT

 public:
  explicit ElidedLabel(QWidget* parent = nullptr);

  const QString& text() const { return text_; }
  virtual void setText(const QString& text);
  void setAlignment(Qt::Alignment alignment);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString text_;
  Qt::Alignment alignment_ = Qt::AlignLeft;
};

}  // namespace ui
