#include "ui/timeline_legend.h"

#include <QEvent>
#include <QPainter>
#include <QStringList>

#include "ui/theme.h"
#include "ui/timeline_drawing.h"
#include "ui/timeline_tiles.h"

namespace ui::timeline {
namespace {

constexpr int textGap = 4;
constexpr int entryGap = 10;

}  // namespace

Legend::Legend(QWidget* parent) : QWidget(parent) {
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  build();
  QStringList words;
  for (const Entry& entry : entries_) words << entry.text;
  setAccessibleName(tr("Legend of the timeline: %1").arg(words.join(QStringLiteral(", "))));
}

void Legend::build() {
  entries_.clear();
  for (const model::ThreadState state : model::all_thread_states) {
    const auto word = model::name(state);
    entries_.push_back({QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())),
                        swatch(state, Look::single, swatchSize(), devicePixelRatioF())});
  }
  entries_.push_back(
      {tr("many short ones"), swatch(model::ThreadState::running, Look::merged, swatchSize(), devicePixelRatioF())});
  entries_.push_back({tr("wakes"), {}});
}

QSize Legend::swatchSize() const { return {24, fontMetrics().ascent()}; }

int Legend::widthOf(const Entry& entry) const {
  return swatchSize().width() + textGap + fontMetrics().horizontalAdvance(entry.text) + entryGap;
}

std::vector<QPoint> Legend::places(int width) const {
  std::vector<QPoint> places;
  QPoint at(0, 0);
  for (const Entry& entry : entries_) {
    if (at.x() > 0 && at.x() + widthOf(entry) - entryGap > width) at = {0, at.y() + fontMetrics().height() + 2};
    places.push_back(at);
    at.rx() += widthOf(entry);
  }
  return places;
}

int Legend::heightForWidth(int width) const { return places(width).back().y() + fontMetrics().height() + 2; }

bool Legend::isShortAt(int width) const { return heightForWidth(width) <= 2 * (fontMetrics().height() + 2); }

QSize Legend::sizeHint() const {
  int width = 0;
  for (const Entry& entry : entries_) width += widthOf(entry);
  return {width, fontMetrics().height() + 2};
}

QSize Legend::minimumSizeHint() const { return {widthOf(entries_.front()) * 2, fontMetrics().height() + 2}; }

void Legend::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  build();
  updateGeometry();
  update();
}

void Legend::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QSize size = swatchSize();
  const int top = (height() - heightForWidth(width())) / 2;
  const auto at = places(width());
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const QRect picture(at[i] + QPoint(0, top + (fontMetrics().height() - size.height()) / 2 + 1), size);
    if (entries_[i].picture.isNull()) {
      drawArrow(painter, QPointF(picture.center().x(), picture.bottom()), QPointF(picture.center().x(), picture.top()),
                Weight::strong);
    } else {
      painter.drawImage(picture, entries_[i].picture);
    }
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(at[i] + QPoint(size.width() + textGap, top + fontMetrics().ascent() + 1), entries_[i].text);
  }
}

}  // namespace ui::timeline
