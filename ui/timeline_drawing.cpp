#include "timeline_drawing.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "theme.h"
#include "thread_badge.h"

namespace ui::timeline {
namespace {

constexpr int badgeGap = 6;
constexpr qreal arrowHead = 5;
constexpr int pixelsPerArrow = 14;

QColor faint(QColor color, int alpha) {
  color.setAlpha(alpha);
  return color;
}

QString nameOf(const model::Snapshot& snapshot, const model::Lane& lane) {
  const model::ThreadView* thread = snapshot.thread(lane.thread());
  return thread ? QString::fromStdString(thread->name) : QString();
}

int laneCount(const Scene& scene) { return static_cast<int>(scene.snapshot.timeline.lanes.size()); }

const model::Lane& laneAt(const Scene& scene, int lane) {
  return scene.snapshot.timeline.lanes[static_cast<std::size_t>(lane)];
}

template <class Draw>
void forVisibleLanes(const Scene& scene, Draw draw) {
  const int end = std::min(scene.rows.endVisible(), laneCount(scene));
  for (int lane = scene.rows.firstVisible(); lane < end; ++lane) draw(lane);
}

// Lanes are in the order of creation, so nearly always lane i is thread i + 1.
int laneOf(const Scene& scene, trace::ThreadId thread) {
  const auto& lanes = scene.snapshot.timeline.lanes;
  const std::size_t guess = thread.value - 1;
  if (guess < lanes.size() && lanes[guess].thread() == thread) return static_cast<int>(guess);
  const auto found =
      std::find_if(lanes.begin(), lanes.end(), [&](const auto& lane) { return lane.thread() == thread; });
  return found == lanes.end() ? -1 : static_cast<int>(found - lanes.begin());
}

QRect barRect(const Scene& scene, int lane) {
  const int inset = scene.rows.inset();
  const int top = scene.layout.plot.top() + scene.rows.top(lane) + inset;
  return {scene.layout.plot.left(), top, scene.layout.plot.width(), scene.rows.height - 2 * inset};
}

int badgeSize(const QFontMetrics& metrics) { return metrics.height() + 2; }

void drawBadge(QPainter& painter, QRect rect, trace::ThreadId thread) {
  const QColor color = theme::threadColor(thread);
  painter.setPen(Qt::NoPen);
  painter.setBrush(color);
  painter.drawRoundedRect(rect, 4, 4);
  QFont font = painter.font();
  font.setBold(true);
  const QString letter = theme::threadLetter(thread);
  if (letter.size() > 1) font.setPointSizeF(font.pointSizeF() * 0.8);
  const QFont before = painter.font();
  painter.setFont(font);
  painter.setPen(inkOn(color));
  painter.drawText(rect, Qt::AlignCenter, letter);
  painter.setFont(before);
}

// Text on a plate, so that it can be read on any pattern.
void drawPlate(QPainter& painter, const QRectF& rect, const QString& text) {
  painter.setPen(Qt::NoPen);
  painter.setBrush(faint(theme::paper(), 225));
  painter.drawRoundedRect(rect, 3, 3);
  painter.setPen(theme::ink());
  painter.drawText(rect, Qt::AlignCenter, text);
}

QString waitedFor(const Scene& scene, const model::Slice& slice) {
  const auto* object = scene.snapshot.object(trace::ObjectId{static_cast<std::uint32_t>(slice.object)});
  return object ? QString::fromStdString(object->name) : QString();
}

void drawSliceLabel(QPainter& painter, const Scene& scene, int lane, std::size_t slice) {
  const QRect bar = barRect(scene, lane);
  const auto& history = laneAt(scene, lane);
  const QString text = waitedFor(scene, history.slices()[slice]);
  const qreal left = std::max<qreal>(scene.axis.x(Time(history.slices()[slice].begin)), bar.left());
  const qreal right = std::min<qreal>(scene.axis.x(history.end_of(slice, scene.snapshot.timeline.now)), bar.right());
  const int height = painter.fontMetrics().height();
  const int width = painter.fontMetrics().horizontalAdvance(text) + 8;
  if (text.isEmpty() || width + 4 > right - left) return;
  drawPlate(painter, QRectF((left + right - width) / 2, bar.center().y() - height / 2.0 + 0.5, width, height), text);
}

}  // namespace

Scale scaleFor(const Axis& axis, const QFontMetrics& metrics) {
  return scale(axis, metrics.horizontalAdvance(QStringLiteral("+000.000 ms")) + 12);
}

int nameWidth(const model::Snapshot& snapshot, const QFontMetrics& metrics) {
  int longest = metrics.horizontalAdvance(QStringLiteral("worker-1"));
  for (const auto& lane : snapshot.timeline.lanes) {
    longest = std::max(longest, metrics.horizontalAdvance(nameOf(snapshot, lane)));
  }
  return longest + badgeSize(metrics) + 4 * badgeGap;
}

void drawGround(QPainter& painter, const Scene& scene, const Scale& scale) {
  const QRect& plot = scene.layout.plot;
  forVisibleLanes(scene, [&](int lane) {
    const QRect row(0, plot.top() + scene.rows.top(lane), plot.right() + 1, scene.rows.height);
    if (lane % 2 == 1) painter.fillRect(row, faint(theme::gridColor(), 70));
    if (lane == scene.selection.lane) painter.fillRect(row, faint(theme::accent(), scene.focused ? 60 : 32));
  });
  painter.setPen(theme::gridColor());
  for (const Tick& tick : scale.ticks) {
    const int x = static_cast<int>(std::lround(scene.axis.x(tick.at)));
    painter.drawLine(x, plot.top(), x, plot.bottom());
  }
}

void drawAxis(QPainter& painter, const Scene& scene, const Scale& scale) {
  const QRect& axis = scene.layout.axis;
  painter.setPen(theme::gridColor());
  painter.drawLine(0, axis.bottom(), axis.right(), axis.bottom());
  painter.setPen(theme::ink());
  if (scale.relative()) {
    const QString base = label(scale.base, scale.base, scale.step * 10);
    painter.drawText(scene.layout.corner.adjusted(badgeGap, 0, -badgeGap, 0), Qt::AlignVCenter | Qt::AlignRight, base);
  }
  painter.setClipRect(axis);
  for (const Tick& tick : scale.ticks) {
    const int x = static_cast<int>(std::lround(scene.axis.x(tick.at)));
    painter.drawLine(x, axis.bottom() - 5, x, axis.bottom());
    if (x + 4 + painter.fontMetrics().horizontalAdvance(tick.label) > axis.right()) continue;
    painter.drawText(QRect(x + 4, axis.top(), axis.width(), axis.height() - 3), Qt::AlignVCenter | Qt::AlignLeft,
                     tick.label);
  }
  painter.setClipping(false);
}

void drawNames(QPainter& painter, const Scene& scene) {
  const QFontMetrics metrics = painter.fontMetrics();
  const int badge = badgeSize(metrics);
  painter.setClipRect(scene.layout.names);
  forVisibleLanes(scene, [&](int lane) {
    const QRect row(0, scene.layout.names.top() + scene.rows.top(lane), scene.layout.names.width(), scene.rows.height);
    drawBadge(painter, QRect(badgeGap, row.center().y() - badge / 2 + 1, badge, badge), laneAt(scene, lane).thread());
    painter.setPen(theme::ink());
    const QRect text = row.adjusted(badge + 2 * badgeGap, 0, -badgeGap, 0);
    const QString name = nameOf(scene.snapshot, laneAt(scene, lane));
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, metrics.elidedText(name, Qt::ElideMiddle, text.width()));
  });
  painter.setClipping(false);
  painter.setPen(theme::gridColor());
  painter.drawLine(scene.layout.names.topRight(), scene.layout.names.bottomRight());
}

void drawArrow(QPainter& painter, QPointF from, QPointF to, Weight weight) {
  const qreal side = to.y() > from.y() ? -1 : 1;
  const auto strokeAndFill = [&](const QColor& color, qreal width) {
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(color);
    painter.drawLine(from, to + QPointF(0, side * arrowHead));
    painter.drawPolygon(QPolygonF{to, to + QPointF(-arrowHead * 0.7, side * arrowHead * 1.4),
                                  to + QPointF(arrowHead * 0.7, side * arrowHead * 1.4)});
    painter.drawEllipse(from, 1.6, 1.6);
  };
  if (weight == Weight::strong) strokeAndFill(faint(theme::paper(), 200), 3.0);
  strokeAndFill(faint(theme::ink(), weight == Weight::strong ? 255 : 120), 1.0);
}

void drawArrows(QPainter& painter, const Scene& scene) {
  const Range visible = scene.axis.visible;
  const int columns = std::max(scene.axis.width / pixelsPerArrow, 1);
  const auto arrows = scene.snapshot.timeline.arrows_between(visible.begin, visible.end, columns);
  const bool crowded = static_cast<int>(arrows.size()) > columns / 2;
  painter.setRenderHint(QPainter::Antialiasing);
  for (const model::Arrow& arrow : arrows) {
    const int from = laneOf(scene, arrow.from);
    const int to = laneOf(scene, arrow.to);
    if (from < 0 || to < 0 || from == to) continue;
    const int chosen = scene.selection.lane;
    const bool strong = chosen < 0 ? !crowded : from == chosen || to == chosen;
    const int reach = scene.rows.height / 2 - scene.rows.inset();
    const int end = scene.rows.middle(to) + (to > from ? -reach : reach) / 2;
    const QPointF origin(std::round(scene.axis.x(arrow.at)) + 0.5, scene.layout.plot.top());
    drawArrow(painter, origin + QPointF(0, scene.rows.middle(from)), origin + QPointF(0, end),
              strong ? Weight::strong : Weight::faint);
  }
  painter.setRenderHint(QPainter::Antialiasing, false);
}

void drawLabels(QPainter& painter, const Scene& scene, const std::set<WideWait>& waits) {
  if (scene.rows.height - 2 * scene.rows.inset() < painter.fontMetrics().ascent() + 1) return;
  painter.setRenderHint(QPainter::Antialiasing);
  for (const WideWait& wait : waits) drawSliceLabel(painter, scene, wait.lane, wait.slice);
  painter.setRenderHint(QPainter::Antialiasing, false);
}

void drawSelection(QPainter& painter, const Scene& scene) {
  const auto range = rangeOf(scene.selection, scene.snapshot.timeline);
  if (!range) return;
  const QRect bar = barRect(scene, scene.selection.lane);
  const qreal left = std::clamp<qreal>(scene.axis.x(range->begin), bar.left() - 4, bar.right() + 4);
  const qreal right = std::clamp<qreal>(scene.axis.x(range->end), left + 3, bar.right() + 8);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme::paper(), 4));
  painter.drawRect(QRectF(left, bar.top(), right - left, bar.height()));
  painter.setPen(QPen(theme::ink(), 2));
  painter.drawRect(QRectF(left, bar.top(), right - left, bar.height()));
}

void drawMeasure(QPainter& painter, const Scene& scene) {
  if (!scene.measured) return;
  const QRect& plot = scene.layout.plot;
  const qreal left = scene.axis.x(scene.measured->begin);
  const qreal right = scene.axis.x(scene.measured->end);
  const QRectF band = QRectF(left, plot.top(), right - left, plot.height()) & QRectF(plot);
  if (right < plot.left() || left > plot.right()) return;
  painter.fillRect(band, faint(theme::accent(), 50));
  painter.setPen(QPen(theme::accent(), 1));
  for (const qreal x : {left, right}) painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
  const QString text = QString::fromStdString(model::in_words(scene.measured->length()));
  const QFontMetrics metrics = painter.fontMetrics();
  const qreal width = metrics.horizontalAdvance(text) + 12;
  const qreal x =
      std::clamp(band.center().x() - width / 2, qreal(plot.left()), std::max<qreal>(plot.right() - width, 0));
  drawPlate(painter, QRectF(x, plot.top() + 2, width, metrics.height() + 2), text);
}

void drawSentence(QPainter& painter, const Scene& scene) {
  const QRect& row = scene.layout.sentence;
  painter.setPen(theme::gridColor());
  painter.drawLine(row.topLeft(), row.topRight());
  painter.setPen(theme::ink());
  const QRect text = row.adjusted(badgeGap, 1, -badgeGap, 0);
  painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                   painter.fontMetrics().elidedText(scene.sentence, Qt::ElideRight, text.width()));
}

}  // namespace ui::timeline
