#include "ui/wait_for_canvas.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include "ui/theme.h"
#include "ui/thread_badge.h"
#include "ui/words.h"

namespace ui {
namespace {

constexpr double faint = 0.35;
constexpr double arrowHead = 9;
constexpr double apart = 5;
constexpr double smallest = 0.75;
constexpr int longestName = 20;
constexpr int margin = 8;
/// A deadlock's sign: of a line of text, and the least it can be read at.
constexpr double signShare = 0.84;
constexpr double leastSign = 8;

QColor stuckColor() { return theme::verdictColor(course::Verdict::fails); }

QString shortened(const QString& name) {
  return name.size() <= longestName ? name : name.left(longestName - 1) + QChar(0x2026);
}

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

/// A sign on an arrow that belongs to a deadlock, so that thickness is not all.
void paintStuckSign(QPainter& painter, const QRectF& circle) {
  painter.save();
  painter.setPen(QPen(stuckColor(), 1.5));
  painter.setBrush(theme::paper());
  painter.drawEllipse(circle);
  QFont font = painter.font();
  font.setBold(true);
  const double full = painter.fontMetrics().height() * signShare;
  if (circle.height() < full) font.setPointSizeF(font.pointSizeF() * circle.height() / full);
  painter.setFont(font);
  painter.drawText(circle, Qt::AlignCenter, QStringLiteral("!"));
  painter.restore();
}

}  // namespace

WaitForCanvas::WaitForCanvas(QWidget* parent) : QAbstractScrollArea(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setFrameShape(QFrame::NoFrame);
  setAccessibleName(tr("Who waits for whom"));
}

QSize WaitForCanvas::sizeHint() const { return {fontMetrics().height() * 26, fontMetrics().height() * 14}; }
QSize WaitForCanvas::minimumSizeHint() const { return {fontMetrics().height() * 10, fontMetrics().height() * 7}; }

void WaitForCanvas::setSnapshot(std::shared_ptr<const model::Snapshot> snapshot) {
  const bool anew = !snapshot || (snapshot_ && snapshot->now < snapshot_->now);
  snapshot_ = std::move(snapshot);
  if (anew) {
    threads_.clear();
    objects_.clear();
    structure_.clear();
    chosen_ = {};
  }
  const std::vector<WaitEdge> before =
      std::exchange(edges_, snapshot_ ? waitEdges(*snapshot_) : std::vector<WaitEdge>{});
  if (!anew && before == edges_) return;
  learn(before);
  viewport()->update();
}

void WaitForCanvas::learn(const std::vector<WaitEdge>& before) {
  const std::size_t known = threads_.size() + objects_.size();
  for (const WaitEdge& edge : edges_) {
    threads_.insert(edge.thread);
    if (edge.peer) threads_.insert(edge.peer);
    if (edge.object) objects_.insert(edge.object);
  }
  const bool more = known == 0 || threads_.size() + objects_.size() != known;
  // Arrows come and go, nodes stay; only what stands for ever is worth arranging them anew.
  const auto isStuck = [](const WaitEdge& edge) { return edge.stuck; };
  if (!more && std::ranges::count_if(before, isStuck) == std::ranges::count_if(edges_, isStuck)) return;
  const std::vector<WaitEdge> old = std::exchange(structure_, edges_);
  std::ranges::stable_partition(structure_, isStuck);
  for (const WaitEdge& edge : old) {
    if (std::ranges::find(structure_, edge) == structure_.end()) structure_.push_back(edge);
  }
  arrange();
}

QString WaitForCanvas::label(trace::ThreadId thread) const { return shortened(words(snapshot_->describe(thread))); }

QString WaitForCanvas::label(trace::ObjectId object, WaitLabels labels) const {
  const model::ObjectView* view = snapshot_->object(object);
  const bool nameAlone = labels == WaitLabels::shortest && view != nullptr && !view->name.empty();
  return shortened(words(nameAlone ? view->name : snapshot_->describe(object)));
}

NodeSizes WaitForCanvas::nodeSizes() const {
  const QFontMetricsF metrics(font());
  const auto widest = [&](const auto& ids, auto... how) {
    double width = 0;
    for (const auto id : ids) width = std::max(width, metrics.horizontalAdvance(label(id, how...)));
    return width;
  };
  const double height = metrics.height() + 10;
  const double letter = metrics.horizontalAdvance(QStringLiteral("M2")) + 8;
  const auto pill = [&](WaitLabels labels) { return QSizeF(std::max(widest(objects_, labels) + 18, height), height); };
  if (!snapshot_) return {};
  return {{widest(threads_) + letter + 18, height},
          {letter, height - 4},
          pill(WaitLabels::letters),
          pill(WaitLabels::shortest)};
}

void WaitForCanvas::arrange() {
  const auto arrangeIn = [&](const QSize& room, double scale) {
    const QRectF area(QPointF(), QSizeF(room) / scale);
    scale_ = scale;
    layout_ = layOut({threads_.begin(), threads_.end()}, {objects_.begin(), objects_.end()}, structure_,
                     area.adjusted(margin, margin, -margin, -margin), nodeSizes());
  };
  const QSize room = maximumViewportSize();
  arrangeIn(room, 1);
  const auto fits = [&] { return needed().width() <= room.width() && needed().height() <= room.height(); };
  while (!fits() && scale_ > smallest) arrangeIn(room, std::max(smallest, scale_ - 0.05));
  if (needed().height() > room.height()) {
    arrangeIn(room - QSize(verticalScrollBar()->sizeHint().width(), 0), scale_);
  }
  showScrollBars();
}

QSize WaitForCanvas::needed() const { return ((layout_.extent + QSizeF(2 * margin, 2 * margin)) * scale_).toSize(); }

void WaitForCanvas::showScrollBars() {
  const QSize room = viewport()->size();
  horizontalScrollBar()->setRange(0, needed().width() - room.width());
  horizontalScrollBar()->setPageStep(room.width());
  verticalScrollBar()->setRange(0, needed().height() - room.height());
  verticalScrollBar()->setPageStep(room.height());
  for (QScrollBar* bar : {horizontalScrollBar(), verticalScrollBar()}) bar->setSingleStep(fontMetrics().height());
}

QPointF WaitForCanvas::scrolled() const {
  return {qreal(horizontalScrollBar()->value()), qreal(verticalScrollBar()->value())};
}

QRectF WaitForCanvas::box(trace::ThreadId thread) const {
  const auto found = layout_.threads.find(thread);
  if (found == layout_.threads.end()) return {};
  return QTransform::fromScale(scale_, scale_).mapRect(found->second).translated(-scrolled());
}

bool WaitForCanvas::takesPart(trace::ThreadId thread) const {
  return std::any_of(edges_.begin(), edges_.end(),
                     [&](const WaitEdge& edge) { return edge.thread == thread || edge.peer == thread; });
}

bool WaitForCanvas::takesPart(trace::ObjectId object) const {
  return std::any_of(edges_.begin(), edges_.end(), [&](const WaitEdge& edge) { return edge.object == object; });
}

void WaitForCanvas::paintEvent(QPaintEvent* /*event*/) {
  QPainter painter(viewport());
  painter.fillRect(viewport()->rect(), theme::paper());
  if (edges_.empty()) paintSentence(painter);
  painter.translate(-scrolled());
  painter.scale(scale_, scale_);
  painter.setRenderHint(QPainter::Antialiasing);
  for (const WaitCrowd& crowd : layout_.crowds) {
    painter.setPen(QPen(theme::gridColor(), 1));
    painter.drawRoundedRect(crowd.frame, 6, 6);
  }
  for (const WaitEdge& edge : arrows()) paintEdge(painter, edge);
  for (const QRectF& sign : signs()) paintStuckSign(painter, sign);
  for (const auto& [object, node] : layout_.objects) paintObject(painter, object, node);
  for (const auto& [thread, node] : layout_.threads) paintThread(painter, thread, node);
}

const WaitCrowd* WaitForCanvas::crowdOf(const WaitEdge& edge) const {
  const auto found =
      std::ranges::find_if(layout_.crowds, [&](const WaitCrowd& crowd) { return crowd.speaksFor(edge); });
  return found == layout_.crowds.end() ? nullptr : &*found;
}

std::vector<WaitEdge> WaitForCanvas::arrows() const {
  std::vector<WaitEdge> arrows;
  std::map<const WaitCrowd*, WaitEdge> crowds;
  for (const WaitEdge& edge : edges_) {
    if (const WaitCrowd* crowd = crowdOf(edge)) {
      WaitEdge& all = crowds.try_emplace(crowd, edge).first->second;
      all.stuck |= edge.stuck;
      all.mayEnd &= edge.mayEnd;
    } else {
      arrows.push_back(edge);
    }
  }
  for (const auto& [crowd, edge] : crowds) arrows.push_back(edge);
  return arrows;
}

QLineF WaitForCanvas::line(const WaitEdge& edge) const {
  const auto reverse = [&](const WaitEdge& other) {
    return other.thread == edge.thread && other.object == edge.object && other.kind != edge.kind;
  };
  const double aside = std::any_of(edges_.begin(), edges_.end(), reverse) ? apart : 0;
  const WaitCrowd* crowd = crowdOf(edge);
  const QRectF thread = crowd ? crowd->frame : layout_.threads.at(edge.thread);
  switch (edge.kind) {
    case WaitEdge::Kind::waiting:
      return arrow(thread, Outline::box, layout_.objects.at(edge.object), Outline::pill, aside);
    case WaitEdge::Kind::holding:
      return arrow(layout_.objects.at(edge.object), Outline::pill, thread, Outline::box, aside);
    case WaitEdge::Kind::joining:
      return arrow(thread, Outline::box, layout_.threads.at(edge.peer), Outline::box, aside);
  }
  return {};
}

void WaitForCanvas::paintEdge(QPainter& painter, const WaitEdge& edge) const {
  const QLineF way = line(edge);
  const QColor color = edge.stuck ? stuckColor() : QColor(theme::ink());
  painter.setPen(QPen(color, edge.stuck ? 3.5 : 1.4, edge.mayEnd ? Qt::DashLine : Qt::SolidLine));
  paintArrow(painter, way);
}

std::vector<QRectF> WaitForCanvas::signs() const {
  std::vector<QLineF> shafts;
  double size = QFontMetricsF(font()).height() * signShare;
  for (const WaitEdge& edge : arrows()) {
    if (!edge.stuck || edge.kind == WaitEdge::Kind::holding) continue;
    QLineF shaft = line(edge);
    shaft.setLength(std::max(0.0, shaft.length() - arrowHead));
    size = std::min(size, shaft.length());
    shafts.push_back(shaft);
  }
  if (size < leastSign) return {};
  std::vector<QRectF> signs;
  for (const QLineF& shaft : shafts) {
    signs.emplace_back(shaft.center() - QPointF(size / 2, size / 2), QSizeF(size, size));
  }
  return signs;
}

void WaitForCanvas::paintThread(QPainter& painter, trace::ThreadId thread, const QRectF& node) const {
  painter.save();
  painter.setOpacity(takesPart(thread) ? 1 : faint);
  const double inset = layout_.labels != WaitLabels::names ? 0 : 4;
  painter.setPen(QPen(thread == chosen_ ? theme::accent() : theme::threadColor(thread), thread == chosen_ ? 3.5 : 2));
  painter.setBrush(palette().color(QPalette::Button));
  painter.drawRoundedRect(node, 6, 6);
  QRectF badge = node.adjusted(inset, inset, -inset, -inset);
  if (layout_.labels == WaitLabels::names)
    badge.setWidth(painter.fontMetrics().horizontalAdvance(QStringLiteral("M2")) + 4);
  paintThreadBadge(painter, badge, thread);
  if (layout_.labels == WaitLabels::names) {
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
  painter.drawRoundedRect(node, node.height() / 2, node.height() / 2);
  painter.drawText(node, Qt::AlignCenter, label(object, layout_.labels));
  painter.restore();
}

void WaitForCanvas::paintSentence(QPainter& painter) const {
  painter.setPen(palette().color(QPalette::PlaceholderText));
  const QString sentence = snapshot_ ? tr("Nobody waits.") : tr("Run the lesson to see who waits for whom.");
  painter.drawText(viewport()->rect().adjusted(12, 0, -12, 0), Qt::AlignCenter | Qt::TextWordWrap, sentence);
}

void WaitForCanvas::mousePressEvent(QMouseEvent* event) {
  for (const trace::ThreadId thread : threads_) {
    if (!box(thread).contains(event->position())) continue;
    chosen_ = thread;
    viewport()->update();
    Q_EMIT threadChosen(thread);
  }
}

void WaitForCanvas::step(int direction) {
  if (threads_.empty()) return;
  const auto here = threads_.find(chosen_);
  if (here == threads_.end()) {
    choose(direction > 0 ? *threads_.begin() : *threads_.rbegin());
  } else if (direction > 0) {
    choose(std::next(here) == threads_.end() ? *threads_.begin() : *std::next(here));
  } else {
    choose(here == threads_.begin() ? *threads_.rbegin() : *std::prev(here));
  }
}

void WaitForCanvas::showThread(trace::ThreadId thread) {
  if (threads_.contains(thread)) choose(thread);
}

void WaitForCanvas::choose(trace::ThreadId thread) {
  chosen_ = thread;
  const QRectF at = box(chosen_);
  const QRectF room = viewport()->rect().adjusted(margin, margin, -margin, -margin);
  const auto reveal = [](QScrollBar& bar, double before, double behind) {
    bar.setValue(bar.value() + static_cast<int>(std::min(before, 0.0) + std::max(behind, 0.0)));
  };
  reveal(*horizontalScrollBar(), at.left() - room.left(), at.right() - room.right());
  reveal(*verticalScrollBar(), at.top() - room.top(), at.bottom() - room.bottom());
  viewport()->update();
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
    default: QAbstractScrollArea::keyPressEvent(event);
  }
}

void WaitForCanvas::resizeEvent(QResizeEvent* event) {
  QAbstractScrollArea::resizeEvent(event);
  arrange();
}

void WaitForCanvas::changeEvent(QEvent* event) {
  QAbstractScrollArea::changeEvent(event);
  if (event->type() == QEvent::FontChange) {
    updateGeometry();
    arrange();
  }
  viewport()->update();
}

}  // namespace ui
