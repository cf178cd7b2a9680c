#include "ui/timeline_canvas.h"

#include <QPaintEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme.h"

namespace ui::timeline {
namespace {

constexpr int fewestLanesInSight = 2;
constexpr double stepOfKeys = 1.5;

bool sameNames(const model::Snapshot& one, const model::Snapshot& other) {
  const auto same = [](const model::ThreadView& a, const model::ThreadView& b) { return a.name == b.name; };
  return one.timeline.lanes.size() == other.timeline.lanes.size() &&
         std::equal(one.threads.begin(), one.threads.end(), other.threads.begin(), other.threads.end(), same);
}

}  // namespace

Canvas::Canvas(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(tr("Timeline of the threads"));
  setAccessibleDescription(tr("A lane for each thread. Up and Down choose a thread, [ and ] a stretch of its time."));
}

void Canvas::show(std::shared_ptr<const model::Snapshot> snapshot, Camera::Progress progress) {
  const Time now = snapshot ? std::max(snapshot->now, snapshot->timeline.now) : Time::zero();
  if (now < camera_.now() || !snapshot) {
    selection_ = {};
    measured_.reset();
    mark_.reset();
    focus_.reset();
  }
  const bool sameLanes = snapshot && snapshot_ && sameNames(*snapshot, *snapshot_);
  snapshot_ = std::move(snapshot);
  if (snapshot_) selection_ = valid(selection_, snapshot_->timeline);
  camera_.advance(now, progress);
  if (!sameLanes) arrange();
  if (!sameLanes) update();
  moved();
}

QSize Canvas::sizeHint() const {
  const int text = fontMetrics().height();
  return {text * 40, text * 14};
}

QSize Canvas::minimumSizeHint() const {
  const int text = fontMetrics().height();
  return {text * 12, layOut({0, 1000}, text, 0).plot.top() + fewestLanesInSight * (text + 4) + text + 6};
}

void Canvas::fit() {
  camera_.fit();
  moved();
}

void Canvas::follow() {
  camera_.follow();
  moved();
}

void Canvas::zoomIn() {
  camera_.zoomInPlace(stepOfKeys);
  moved();
}

void Canvas::zoomOut() {
  camera_.zoomInPlace(1 / stepOfKeys);
  moved();
}

void Canvas::scrollTo(int pixels) {
  rows_ = rows_.scrolledTo(pixels);
  Q_EMIT rowsChanged();
  update();
}

// Names are drawn anew only when they change.
void Canvas::updatePlot() { update(QRegion(rect()) - layout_.names); }

const model::Timeline* Canvas::lanes() const {
  return snapshot_ && !snapshot_->timeline.lanes.empty() ? &snapshot_->timeline : nullptr;
}

// A live picture moves by whole pixels, so that it can be scrolled.
Range Canvas::shown() const {
  const Range visible = camera_.visible();
  const bool moves = camera_.mode() == Camera::Mode::live && visible.begin > Time::zero();
  const int columns = static_cast<int>(std::lround(layout_.plot.width() * devicePixelRatioF()));
  return moves ? snapped(visible, std::max(columns, 1)) : visible;
}

Axis Canvas::axis() const { return {shown(), layout_.plot.left(), std::max(layout_.plot.width(), 1)}; }
Time Canvas::timeAt(QPoint position) const { return axis().at(position.x()); }

Time Canvas::focusTime() const {
  if (focus_ && camera_.visible().contains(*focus_)) return *focus_;
  if (camera_.mode() == Camera::Mode::live && lanes()) return lanes()->now - Time(1);
  return camera_.visible().middle();
}

Selection Canvas::selectionAt(QPoint position) const {
  if (!lanes()) return {};
  const int lane = rows_.at(position.y() - layout_.plot.top());
  if (layout_.plot.contains(position)) return chosenAt(*lanes(), lane, timeAt(position));
  return layout_.names.contains(position) ? Selection{lane, std::nullopt} : Selection{};
}

QString Canvas::sentenceAt(QPoint position) const {
  const Selection selection = selectionAt(position);
  if (!selection.slice) return {};
  const Range pixel{timeAt(position), timeAt(position + QPoint(1, 0))};
  const auto& lane = lanes()->lanes[static_cast<std::size_t>(selection.lane)];
  const auto spans = lane.query(pixel.begin, pixel.end, 1, lanes()->now);
  QString sentence = sentenceOf(selection);
  if (spans.empty() || spans.front().merged < 3) return sentence;
  const QString many = tr("%1 stretches too short to be told apart here; zoom in. One of them: %2");
  return many.arg(spans.front().merged).arg(sentence);
}

QString Canvas::sentenceOf(const Selection& selection) const {
  const auto range = lanes() ? rangeOf(selection, *lanes()) : std::nullopt;
  if (!range) return {};
  const auto& lane = lanes()->lanes[static_cast<std::size_t>(selection.lane)];
  const Time step = std::max(niceStep(axis(), 1), Time(1));
  return tr("%1 (from %2 to %3)")
      .arg(QString::fromStdString(snapshot_->describe(lane, *selection.slice)), label(range->begin, range->end, step),
           label(range->end, range->end, step));
}

QString Canvas::sentenceNow() const {
  if (pointer_) {
    if (QString sentence = sentenceAt(*pointer_); !sentence.isEmpty()) return sentence;
  }
  if (QString sentence = sentenceOf(selection_); !sentence.isEmpty()) return sentence;
  const QString help = tr("Wheel: zoom. Drag: move. Shift and drag: measure. Double click: show one stretch.");
  const bool fits = fontMetrics().horizontalAdvance(help) < layout_.sentence.width() - fontMetrics().height();
  return fits ? help : tr("Wheel: zoom. Drag: move.");
}

void Canvas::arrange() {
  const int text = fontMetrics().height();
  layout_ = layOut(size(), text, lanes() ? nameWidth(*snapshot_, fontMetrics()) : 0);
  rows_.count = lanes() ? static_cast<int>(lanes()->lanes.size()) : 0;
  rows_.viewport = layout_.plot.height();
  rows_.height = rowHeight(rows_.viewport, rows_.count, text);
  rows_ = rows_.scrolledTo(rows_.scroll);
  Q_EMIT rowsChanged();
}

void Canvas::moved() {
  Q_EMIT cameraMoved();
  updatePlot();
}

void Canvas::choose(const Selection& selection) {
  selection_ = selection;
  const auto range = lanes() ? rangeOf(selection_, *lanes()) : std::nullopt;
  if (range && mark_) measureTo(range->begin);
  const QString sentence = sentenceOf(selection_);
  if (!sentence.isEmpty()) setAccessibleDescription(sentence);
  update();
}

void Canvas::chooseByKey(const Selection& selection) {
  const bool otherLane = selection.lane != selection_.lane;
  choose(selection);
  if (selection.lane < 0) return;
  reveal(selection.lane);
  if (!otherLane && selection.slice) {
    focus_ = rangeOf(selection, *lanes())->begin;
    camera_.reveal(*focus_);
  }
  moved();
  if (otherLane) Q_EMIT threadChosen(lanes()->lanes[static_cast<std::size_t>(selection.lane)].thread());
}

void Canvas::reveal(int lane) {
  rows_ = rows_.revealing(lane);
  Q_EMIT rowsChanged();
}

void Canvas::showThread(trace::ThreadId thread) {
  if (!lanes()) return;
  const auto& all = lanes()->lanes;
  const auto found = std::ranges::find(all, thread, &model::Lane::thread);
  const auto lane = static_cast<int>(found - all.begin());
  if (found == all.end() || lane == selection_.lane) return;
  choose({.lane = lane, .slice = {}});
  reveal(lane);
  updatePlot();
}

void Canvas::announce(const Selection& selection) {
  if (selection.lane < 0) return;
  Q_EMIT threadChosen(lanes()->lanes[static_cast<std::size_t>(selection.lane)].thread());
  announceLine();
}

void Canvas::announceLine() {
  if (!lanes() || !selection_.slice) return;
  const auto& slices = lanes()->lanes[static_cast<std::size_t>(selection_.lane)].slices();
  const trace::SourceId line{static_cast<std::uint32_t>(slices[*selection_.slice].source)};
  if (line) Q_EMIT lineChosen(line);
}

void Canvas::zoomTo(const Selection& selection) {
  const auto range = lanes() ? rangeOf(selection, *lanes()) : std::nullopt;
  if (!range) return;
  camera_.show(framing(*range, camera_.whole()));
  moved();
}

void Canvas::measureTo(Time at) {
  const Time from = mark_.value_or(at);
  measured_ = Range{std::min(from, at), std::max(from, at)};
  updatePlot();
}

void Canvas::toggleMark() {
  if (mark_ || !selection_.slice) {
    mark_.reset();
    return;
  }
  mark_ = rangeOf(selection_, *lanes())->begin;
  measureTo(*mark_);
}

void Canvas::paintEmpty(QPainter& painter) const {
  painter.setPen(palette().color(QPalette::PlaceholderText));
  painter.drawText(rect().adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap,
                   tr("Run the program to see its threads here."));
}

void Canvas::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  painter.fillRect(rect(), theme::paper());
  if (!lanes()) return paintEmpty(painter);
  const Scene scene{*snapshot_, layout_, rows_, axis(), selection_, measured_, hasFocus(), sentenceNow()};
  drawSentence(painter, scene);
  if (!event->region().intersects(layout_.plot)) return;
  paintPlot(painter, scene);
  if (event->region().intersects(layout_.names)) drawNames(painter, scene);
}

void Canvas::paintPlot(QPainter& painter, const Scene& scene) {
  const Scale ticks = scaleFor(scene.axis, fontMetrics());
  drawAxis(painter, scene, ticks);
  painter.setClipRect(layout_.plot | layout_.names);
  drawGround(painter, scene, ticks);
  painter.setClipRect(layout_.plot);
  const QImage& bars = bars_.paint(snapshot_, {scene.axis.visible, rows_, layout_.plot.size(), devicePixelRatioF()});
  painter.drawImage(QRectF(layout_.plot), bars, QRectF(bars.rect()));
  drawArrows(painter, scene);
  drawLabels(painter, scene, bars_.wideWaits());
  drawSelection(painter, scene);
  drawMeasure(painter, scene);
}

}  // namespace ui::timeline
