#include "ui/wait_for_canvas.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/theme.h"
#include "ui/thread_badge.h"
#include "ui/words.h"

namespace ui {
namespace {

constexpr double faint = 0.35;
constexpr double arrowHead = 9;
constexpr double apart = 5;
constexpr int longestName = 20;

QColor stuckColor() { return theme::verdictColor(course::Verdict::fails); }

void paintArrow(QPainter& painter, const QLineF& line) {
  if (line.length() < 1) return;
  painter.drawLine(line);
  const double angle = line.angle() * 3.14159265358979 / 180;
  const auto wing = [&](double turn) {
    return line.p2() - QPointF(std::cos(angle + turn), -std::sin(angle + turn)) * arrowHead;
  };
  QPen pen = painter.pen();
  pen.setStyle(Qt::SolidLine);
  painter.save();
  painter.setPen(pen);
  painter.setBrush(pen.color());
  painter.drawPolygon(QPolygonF{line.p2(), wing(0.4), wing(-0.4)});
  painter.restore();
}

/// A sign in the middle of an arrow that belongs to a deadlock, so that thickness is not all.
void paintStuckSign(QPainter& painter, const QLineF& line) {
  const double half = painter.fontMetrics().height() * 0.42;
  const QRectF circle(line.center() - QPointF(half, half), QSizeF(2 * half, 2 * half));
  painter.save();
  painter.setPen(QPen(stuckColor(), 1.5));
  painter.setBrush(theme::paper());
  painter.drawEllipse(circle);
  QFont font = painter.font();
  font.setBold(true);
  painter.setFont(font);
  painter.drawText(circle, Qt::AlignCenter, QStringLiteral("!"));
  painter.restore();
}

}  // namespace

WaitForCanvas::WaitForCanvas(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Who waits for whom"));
  setMinimumHeight(fontMetrics().height() * 7);
}

QSize WaitForCanvas::sizeHint() const { return {fontMetrics().height() * 26, fontMetrics().height() * 14}; }

void WaitForCanvas::setSnapshot(std::shared_ptr<const model::Snapshot> snapshot) {
  const bool anew = !snapshot || (snapshot_ && snapshot->now < snapshot_->now);
  snapshot_ = std::move(snapshot);
  if (anew) {
    threads_.clear();
    objects_.clear();
    chosen_ = {};
  }
  const std::vector<WaitEdge> before =
      std::exchange(edges_, snapshot_ ? waitEdges(*snapshot_) : std::vector<WaitEdge>{});
  if (!anew && before == edges_) return;
  learnNodes(before);
  update();
}

void WaitForCanvas::learnNodes(const std::vector<WaitEdge>& before) {
  const std::size_t known = threads_.size() + objects_.size();
  for (const WaitEdge& edge : edges_) {
    threads_.insert(edge.thread);
    if (edge.peer) threads_.insert(edge.peer);
    if (edge.object) objects_.insert(edge.object);
  }
  const bool more = known == 0 || threads_.size() + objects_.size() != known;
  // Arrows come and go, nodes stay; only what stands for ever is worth arranging them anew.
  const auto isStuck = [](const WaitEdge& edge) { return edge.stuck; };
  if (more || std::ranges::count_if(before, isStuck) != std::ranges::count_if(edges_, isStuck)) arrange();
}

template <class Id>
QString WaitForCanvas::label(Id id) const {
  const QString name = words(snapshot_->describe(id));
  return name.size() <= longestName ? name : name.left(longestName - 1) + QChar(0x2026);
}

NodeSizes WaitForCanvas::nodeSizes() const {
  const QFontMetricsF metrics(font());
  const auto widest = [&](const auto& ids) {
    double width = 0;
    for (const auto id : ids) width = std::max(width, metrics.horizontalAdvance(label(id)));
    return width;
  };
  const double height = metrics.height() + 10;
  const double letter = metrics.horizontalAdvance(QStringLiteral("M2")) + 8;
  if (!snapshot_) return {{letter, height}, {letter, height}, {letter, height}};
  return {{widest(threads_) + letter + 18, height}, {letter, height - 4}, {widest(objects_) + 26, height + 2}};
}

void WaitForCanvas::arrange() {
  layout_ = layOut({threads_.begin(), threads_.end()}, {objects_.begin(), objects_.end()}, edges_,
                   QRectF(rect()).adjusted(8, 8, -8, -8), nodeSizes());
}

QRectF WaitForCanvas::box(trace::ThreadId thread) const {
  const auto found = layout_.threads.find(thread);
  return found == layout_.threads.end() ? QRectF() : found->second;
}

bool WaitForCanvas::takesPart(trace::ThreadId thread) const {
  return std::any_of(edges_.begin(), edges_.end(),
                     [&](const WaitEdge& edge) { return edge.thread == thread || edge.peer == thread; });
}

bool WaitForCanvas::takesPart(trace::ObjectId object) const {
  return std::any_of(edges_.begin(), edges_.end(), [&](const WaitEdge& edge) { return edge.object == object; });
}

void WaitForCanvas::paintEvent(QPaintEvent* /*event*/) {
  QPainter painter(this);
  painter.fillRect(rect(), theme::paper());
  painter.setRenderHint(QPainter::Antialiasing);
  for (const WaitEdge& edge : edges_) paintEdge(painter, edge);
  for (const auto& [object, node] : layout_.objects) paintObject(painter, object, node);
  for (const auto& [thread, node] : layout_.threads) paintThread(painter, thread, node);
  if (edges_.empty()) paintSentence(painter);
}

QLineF WaitForCanvas::line(const WaitEdge& edge) const {
  const auto reverse = [&](const WaitEdge& other) {
    return other.thread == edge.thread && other.object == edge.object && other.kind != edge.kind;
  };
  const double aside = std::any_of(edges_.begin(), edges_.end(), reverse) ? apart : 0;
  const QRectF thread = layout_.threads.at(edge.thread);
  switch (edge.kind) {
    case WaitEdge::Kind::waiting:
      return arrow(thread, Outline::box, layout_.objects.at(edge.object), Outline::ellipse, aside);
    case WaitEdge::Kind::holding:
      return arrow(layout_.objects.at(edge.object), Outline::ellipse, thread, Outline::box, aside);
    case WaitEdge::Kind::joining:
      return arrow(thread, Outline::box, layout_.threads.at(edge.peer), Outline::box, aside);
  }
  return {};
}

void WaitForCanvas::paintEdge(QPainter& painter, const WaitEdge& edge) const {
  const QLineF way = line(edge);
  const QColor color = edge.stuck ? stuckColor() : QColor(theme::ink());
  painter.setPen(QPen(color, edge.stuck ? 3.5 : 1.4, edge.may_end ? Qt::DashLine : Qt::SolidLine));
  paintArrow(painter, way);
  if (edge.stuck && edge.kind != WaitEdge::Kind::holding && way.length() > 3 * arrowHead) {
    paintStuckSign(painter, way);
  }
}

void WaitForCanvas::paintThread(QPainter& painter, trace::ThreadId thread, const QRectF& node) const {
  painter.save();
  painter.setOpacity(takesPart(thread) ? 1 : faint);
  const double inset = layout_.letters_only ? 0 : 4;
  painter.setPen(QPen(thread == chosen_ ? theme::accent() : theme::threadColor(thread), thread == chosen_ ? 3.5 : 2));
  painter.setBrush(palette().color(QPalette::Button));
  painter.drawRoundedRect(node, 6, 6);
  QRectF badge = node.adjusted(inset, inset, -inset, -inset);
  if (!layout_.letters_only) badge.setWidth(painter.fontMetrics().horizontalAdvance(QStringLiteral("M2")) + 4);
  paintThreadBadge(painter, badge, thread);
  if (!layout_.letters_only) {
    painter.setPen(theme::ink());
    painter.drawText(QRectF(badge.topRight() + QPointF(6, 0), QPointF(node.right(), badge.bottom())),
                     Qt::AlignVCenter | Qt::AlignLeft, label(thread));
  }
  painter.restore();
}

void WaitForCanvas::paintObject(QPainter& painter, trace::ObjectId object, const QRectF& node) const {
  painter.save();
  painter.setOpacity(takesPart(object) ? 1 : faint);
  painter.setPen(QPen(theme::ink(), 1.2));
  painter.setBrush(palette().color(QPalette::AlternateBase));
  painter.drawEllipse(node);
  painter.drawText(node, Qt::AlignCenter, label(object));
  painter.restore();
}

void WaitForCanvas::paintSentence(QPainter& painter) const {
  painter.setPen(palette().color(QPalette::PlaceholderText));
  const QString sentence = snapshot_ ? tr("Nobody waits.") : tr("Run the lesson to see who waits for whom.");
  painter.drawText(rect().adjusted(12, 0, -12, 0), Qt::AlignCenter | Qt::TextWordWrap, sentence);
}

void WaitForCanvas::mousePressEvent(QMouseEvent* event) {
  for (const auto& [thread, node] : layout_.threads) {
    if (!node.contains(event->position())) continue;
    chosen_ = thread;
    update();
    Q_EMIT threadChosen(thread);
  }
}

void WaitForCanvas::step(int direction) {
  if (threads_.empty()) return;
  const auto here = threads_.find(chosen_);
  if (here == threads_.end()) {
    chosen_ = direction > 0 ? *threads_.begin() : *threads_.rbegin();
  } else if (direction > 0) {
    chosen_ = std::next(here) == threads_.end() ? *threads_.begin() : *std::next(here);
  } else {
    chosen_ = here == threads_.begin() ? *threads_.rbegin() : *std::prev(here);
  }
  update();
}

void WaitForCanvas::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Down: return step(1);
    case Qt::Key_Left:
    case Qt::Key_Up: return step(-1);
    case Qt::Key_Enter:
    case Qt::Key_Return:
      if (chosen_) Q_EMIT threadChosen(chosen_);
      return;
    default: QWidget::keyPressEvent(event);
  }
}

void WaitForCanvas::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrange();
}

void WaitForCanvas::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) {
    setMinimumHeight(fontMetrics().height() * 7);
    arrange();
  }
  update();
}

}  // namespace ui
