#include "ui/timeline_drawing.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "ui/theme.h"
#include "ui/thread_badge.h"
#include "ui/timeline_tiles.h"

namespace ui::timeline {
namespace {

constexpr int badgeGap = 6;
constexpr qreal arrowHead = 5;
constexpr int headReach = 5;  // to either side, with its rim
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
  const QRectF place((left + right - width) / 2, bar.center().y() - height / 2.0 + 0.5, width, height);
  // The bar without its pattern: paper would cut a low bar into pieces.
  const QColor ground = groundOf(history.slices()[slice].thread_state());
  painter.fillRect(place & QRectF(bar), ground);
  painter.setPen(inkOn(ground));
  painter.drawText(place, Qt::AlignCenter, text);
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

namespace {

// A strong stroke has a rim that sets it off from what it crosses.
template <class Stroke>
void strokeAndFill(QPainter& painter, Weight weight, Stroke stroke) {
  const auto draw = [&](const QColor& color, qreal width) {
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(color);
    stroke();
  };
  if (weight == Weight::strong) draw(faint(theme::paper(), 200), 3.0);
  draw(faint(theme::ink(), weight == Weight::strong ? 255 : 120), 1.0);
}

// From the one that wakes, up to `top` and down to `bottom`.
void drawShaft(QPainter& painter, QPointF from, qreal top, qreal bottom, Weight weight) {
  strokeAndFill(painter, weight, [&] {
    painter.drawLine(QPointF(from.x(), top), QPointF(from.x(), bottom));
    painter.drawEllipse(from, 1.6, 1.6);
  });
}

// `side`: where the shaft is, -1 above, 1 below.
void drawHead(QPainter& painter, QPointF to, qreal side, Weight weight) {
  strokeAndFill(painter, weight, [&] {
    painter.drawPolygon(QPolygonF{to, to + QPointF(-arrowHead * 0.7, side * arrowHead * 1.4),
                                  to + QPointF(arrowHead * 0.7, side * arrowHead * 1.4)});
  });
}

qreal sideOf(qreal from, qreal to) { return to > from ? -1 : 1; }

struct Wake {
  int x = 0;
  int from = 0;
  int to = 0;  ///< lanes
};

std::vector<Wake> wakesInSight(const Scene& scene, int columns) {
  const Range visible = scene.axis.visible;
  const QRect& plot = scene.layout.plot;
  std::vector<Wake> wakes;
  for (const model::Arrow& arrow : scene.snapshot.timeline.arrows_between(visible.begin, visible.end, columns)) {
    const int x = static_cast<int>(std::lround(scene.axis.x(arrow.at)));
    // Whole also at the edge, where the run begins.
    const int whole = std::max(std::min(x, plot.right() - headReach), plot.left() + headReach);
    const Wake wake{whole, laneOf(scene, arrow.from), laneOf(scene, arrow.to)};
    if (wake.from >= 0 && wake.to >= 0 && wake.from != wake.to) wakes.push_back(wake);
  }
  return wakes;
}

QPointF beginOf(const Scene& scene, const Wake& wake) {
  return {wake.x + 0.5, qreal(scene.layout.plot.top() + scene.rows.middle(wake.from))};
}

QPointF endOf(const Scene& scene, const Wake& wake) {
  const int reach = scene.rows.height / 2 - scene.rows.inset();
  const int end = scene.rows.middle(wake.to) + (wake.to > wake.from ? -reach : reach) / 2;
  return {wake.x + 0.5, qreal(scene.layout.plot.top() + end)};
}

// One shaft for all that a lane wakes at one place, a head for each.
void drawWakes(QPainter& painter, const Scene& scene, const std::vector<Wake>& wakes, Weight weight) {
  struct Shaft {
    qreal top;
    qreal bottom;
  };
  std::map<std::pair<int, int>, Shaft> shafts;
  for (const Wake& wake : wakes) {
    const qreal from = beginOf(scene, wake).y();
    const qreal to = endOf(scene, wake).y();
    Shaft& shaft = shafts.try_emplace({wake.x, wake.from}, Shaft{from, from}).first->second;
    shaft.top = std::min(shaft.top, to + arrowHead);
    shaft.bottom = std::max(shaft.bottom, to - arrowHead);
  }
  for (const auto& [place, shaft] : shafts) {
    drawShaft(painter, beginOf(scene, {place.first, place.second, 0}), shaft.top, shaft.bottom, weight);
  }
  for (const Wake& wake : wakes) {
    const QPointF to = endOf(scene, wake);
    drawHead(painter, to, sideOf(beginOf(scene, wake).y(), to.y()), weight);
  }
}

}  // namespace

void drawArrow(QPainter& painter, QPointF from, QPointF to, Weight weight) {
  const qreal side = sideOf(from.y(), to.y());
  const qreal end = to.y() + side * arrowHead;
  drawShaft(painter, from, std::min(from.y(), end), std::max(from.y(), end), weight);
  drawHead(painter, to, side, weight);
}

void drawArrows(QPainter& painter, const Scene& scene) {
  const int columns = std::max(scene.axis.width / pixelsPerArrow, 1);
  std::vector<Wake> wakes = wakesInSight(scene, columns);
  std::set<std::pair<int, int>> places;
  for (const Wake& wake : wakes) places.insert({wake.x, wake.from});
  const bool crowded = static_cast<int>(places.size()) > columns / 2;
  const int chosen = scene.selection.lane;
  const auto isStrong = [&](const Wake& wake) {
    return chosen < 0 ? !crowded : wake.from == chosen || wake.to == chosen;
  };
  const auto strong = std::partition(wakes.begin(), wakes.end(), [&](const Wake& wake) { return !isStrong(wake); });
  painter.setRenderHint(QPainter::Antialiasing);
  drawWakes(painter, scene, {wakes.begin(), strong}, Weight::faint);
  drawWakes(painter, scene, {strong, wakes.end()}, Weight::strong);
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
