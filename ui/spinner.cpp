#include "ui/spinner.h"

#include <QPainter>

#include "ui/theme.h"

namespace ui {

Spinner::Spinner(QWidget* parent) : QWidget(parent) {
  setAccessibleName(QStringLiteral("Turns while the window responds"));
  setToolTip(QStringLiteral("Turns while this window responds; stands still while it is frozen."));
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  clock_.start();
  timer_.setInterval(50);
  connect(&timer_, &QTimer::timeout, this, qOverload<>(&QWidget::update));
}

QSize Spinner::sizeHint() const { return QSize(1, 1) * fontMetrics().height(); }

void Spinner::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double radius = std::min(width(), height()) / 2.0 - 1.5;
  painter.translate(rect().toRectF().center());
  painter.setPen(QPen(theme::gridColor(), 2));
  painter.drawEllipse(QPointF(), radius, radius);
  painter.setPen(QPen(theme::accent(), 2.5, Qt::SolidLine, Qt::RoundCap));
  const auto sixteenths = static_cast<int>(clock_.elapsed() % 1000 * 360 * 16 / 1000);
  painter.drawArc(QRectF(-radius, -radius, 2 * radius, 2 * radius), -sixteenths, 100 * 16);
}

void Spinner::showEvent(QShowEvent*) { timer_.start(); }
void Spinner::hideEvent(QHideEvent*) { timer_.stop(); }

}  // namespace ui
