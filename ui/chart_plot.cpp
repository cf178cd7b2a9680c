#include "ui/chart_plot.h"

#include <cmath>

#include "ui/plot_look.h"
#include "ui/theme.h"
#include "ui/words.h"

namespace ui {
namespace {

constexpr int pixelsPerMark = 90;
constexpr double pixelsBetweenMarks = 12;
constexpr double pixelsToEdge = 8;
constexpr int pixelsPerRate = 6;
constexpr int mostRates = 30;  // over shorter stretches, what comes in bursts is only a row of teeth

const QString lineLayer = QStringLiteral("lines");

double seconds(trace::Time time) { return std::chrono::duration<double>(time).count(); }
trace::Time time(double at) { return std::chrono::duration_cast<trace::Time>(std::chrono::duration<double>(at)); }

/// Ticks in the unit that suits the width; the axis itself counts seconds.
class TimeTicker : public QCPAxisTicker {
 public:
  TimeTicker(AxisUnit unit, int ticks) : unit_(std::move(unit)) { setTickCount(ticks); }

 protected:
  double getTickStep(const QCPRange& range) override { return roundStep(range.size() / tickCount()); }
  QString getTickLabel(double tick, const QLocale& /*locale*/, QChar /*format*/, int /*precision*/) override {
    return axisLabel(tick, unit_);
  }

 private:
  AxisUnit unit_;
};

/// Seen whole also where it begins, on the axis.
class Curve : public QCPGraph {
 public:
  using QCPGraph::QCPGraph;

 protected:
  QRect clipRect() const override { return QCPGraph::clipRect().adjusted(-signSize, -signSize, signSize, signSize); }

 private:
  static constexpr int signSize = 8;
};

/// Its sign is for the legend; along the line, marks stand at regular times instead.
class LineCurve : public Curve {
 public:
  using Curve::Curve;

 protected:
  void drawScatterPlot(QCPPainter* /*painter*/, const QVector<QPointF>& /*scatters*/,
                       const QCPScatterStyle& /*style*/) const override {}
};

bool isRate(const course::Chart::Line& line) { return line.measure == course::Chart::Line::Measure::rate; }

void setPoints(QCPGraph& graph, const std::vector<ChartPoint>& points) {
  QVector<QCPGraphData> data;
  data.reserve(static_cast<qsizetype>(points.size()));
  for (const ChartPoint& point : points) data.append(QCPGraphData(point.seconds, point.value));
  graph.data()->set(data, true);
}

}  // namespace

ChartPlot::ChartPlot(const course::Chart& chart, QWidget* parent) : QCustomPlot(parent), chart_(chart) {
  setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
  setNoAntialiasingOnDrag(true);
  setPlottingHint(QCP::phFastPolylines);
  axisRect()->setRangeDrag(Qt::Horizontal);
  axisRect()->setRangeZoom(Qt::Horizontal);
  plot_look::putLegendBelow(*this);
  addLayer(lineLayer, layer(QStringLiteral("axes")));
  for (int i = 0; i < static_cast<int>(chart_.lines.size()); ++i) addLine(i);
  setWindow(window_);
  restyle();
  connect(xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, &ChartPlot::takeRange);
  connect(this, &QCustomPlot::mouseDoubleClick, this, &ChartPlot::fit);
  connect(this, &QCustomPlot::beforeReplot, this, &ChartPlot::fill);
}

void ChartPlot::addLine(int index) {
  const course::Chart::Line& line = chart_.lines[static_cast<std::size_t>(index)];
  auto* graph = new LineCurve(xAxis, yAxis);
  graph->setLayer(lineLayer);
  graph->setName(words(line.label));
  graph->setLineStyle(isRate(line) ? QCPGraph::lsLine : QCPGraph::lsStepLeft);
  graph->setAntialiased(isRate(line));
  graph->setAdaptiveSampling(false);
  auto* marks = new Curve(xAxis, yAxis);
  marks->setLineStyle(QCPGraph::lsNone);
  marks->setAdaptiveSampling(false);
  marks->removeFromLegend();
  marks->setLayer(lineLayer);
  lines_.push_back({graph, marks});
}

void ChartPlot::setSnapshot(std::shared_ptr<const model::Snapshot> snapshot) {
  snapshot_ = std::move(snapshot);
  nameLines();
  setWindow(snapshot_ ? advanced(window_, snapshot_->now) : TimeWindow{});
}

bool ChartPlot::isMeasured(std::size_t line) const {
  return snapshot_ && snapshot_->find_series(chart_.lines[line].object) != nullptr;
}

bool ChartPlot::hasLines() const {
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (isMeasured(i)) return true;
  }
  return false;
}

/// Without those that the run has not: other variants measure them.
void ChartPlot::nameLines() {
  bool same = true;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    same = same && legend->hasItemWithPlottable(lines_[i].graph) == isMeasured(i);
  }
  if (same) return;
  for (const Line& line : lines_) line.graph->removeFromLegend();
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (isMeasured(i)) lines_[i].graph->addToLegend();
  }
  plot_look::arrangeLegend(*this);
  updateGeometry();
}

std::vector<ChartPoint> ChartPlot::drawn(std::size_t line) const {
  std::vector<ChartPoint> points;
  for (const QCPGraphData& point : *lines_.at(line).graph->data()) points.push_back({point.key, point.value});
  return points;
}

void ChartPlot::fit() {
  setWindow(advanced({{}, {}, TimeWindow::Follow::whole}, snapshot_ ? snapshot_->now : trace::Time{}));
}

void ChartPlot::zoom(double factor) {
  const QCPRange range = xAxis->range();
  const double half = range.size() * factor / 2;
  takeRange(QCPRange(range.center() - half, range.center() + half));
}

void ChartPlot::pan(double share) {
  const QCPRange range = xAxis->range();
  takeRange(range + share * range.size());
}

void ChartPlot::takeRange(const QCPRange& range) {
  if (settingRange_ || !snapshot_) return;
  setWindow(chosen(time(range.lower), time(range.lower + range.size() / (1 + edgeShare())), snapshot_->now));
}

/// What comes last is to be seen, so there is a little room behind it.
double ChartPlot::edgeShare() const { return pixelsToEdge / plotWidth(); }

QCPRange ChartPlot::rangeOf(const TimeWindow& window) const {
  const double from = seconds(window.from);
  return {from, from + std::max(seconds(window.width()), 1e-6) * (1 + edgeShare())};
}

void ChartPlot::setWindow(const TimeWindow& window) {
  window_ = window;
  settingRange_ = true;
  xAxis->setRange(rangeOf(window_));
  settingRange_ = false;
  labelAxes();
  schedule();
}

void ChartPlot::labelAxes() {
  AxisUnit unit = timeUnit(window_.width());
  // A low chart has no room for labels: the times say their unit themselves, and the title says that of the values.
  const QFontMetrics metrics(QApplication::font());
  const bool low = height() < metrics.height() * 14;
  xAxis->setLabel(low ? QString() : tr("Time (%1)").arg(unit.name));
  yAxis->setLabel(low ? QString() : plot_look::valueLabel(words(chart_.unit)));
  if (!low) unit.name.clear();
  const int label = metrics.horizontalAdvance(QStringLiteral("00000 ") + unit.name);
  xAxis->setTicker(QSharedPointer<TimeTicker>::create(unit, plot_look::ticks(plotWidth(), label)));
  const bool whole = std::none_of(chart_.lines.begin(), chart_.lines.end(), isRate);
  const int ticks = plot_look::ticks(axisRect()->height(), metrics.height() * 3 / 2);
  yAxis->setTicker(plot_look::valueTicker(words(chart_.unit), whole, ticks));
  plot_look::alignLeft(*this, !low);
}

void ChartPlot::schedule() {
  stale_ = true;
  if (isVisible()) replot(rpQueuedReplot);
}

void ChartPlot::fill() {
  if (!std::exchange(stale_, false)) return;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const std::vector<ChartPoint> line = snapshot_ ? points(chart_.lines[i]) : std::vector<ChartPoint>{};
    setPoints(*lines_[i].graph, line);
    mark(i, line);
  }
  fitHeight();
}

std::vector<ChartPoint> ChartPlot::points(const course::Chart::Line& line) const {
  const model::Series* series = snapshot_->find_series(line.object);
  if (series == nullptr) return {};
  return isRate(line) ? rates(*series) : values(*series);
}

/// Up to the edge: a value that came last would be but a stroke otherwise.
std::vector<ChartPoint> ChartPlot::values(const model::Series& series) const {
  const trace::Time edge = time(xAxis->range().upper);
  return corners(series.query(window_.from, edge, plotWidth()), edge);
}

std::vector<ChartPoint> ChartPlot::rates(const model::Series& series) const {
  const trace::Time to = std::min(time(xAxis->range().upper), snapshot_->now);
  const int most = std::clamp(plotWidth() / pixelsPerRate, 1, mostRates);
  const RateWindows windows = rateWindows(window_.from, to, most);
  std::vector<ChartPoint> points;
  if (windows.count < 1) return points;
  for (const auto& [at, rate] : series.rate(windows.from, windows.to, windows.count)) {
    points.push_back({seconds(at), rate});
  }
  return points;
}

int ChartPlot::plotWidth() const {
  // The layout comes after the points, so its outcome is told from the widget's width and the margins it had.
  const QMargins margins = axisRect()->margins();
  return std::max(1, width() - margins.left() - margins.right());
}

void ChartPlot::mark(std::size_t line, const std::vector<ChartPoint>& points) {
  std::vector<ChartPoint> marks;
  const double width = seconds(window_.width());
  if (!points.empty() && width > 0) {
    const bool rate = isRate(chart_.lines[line]);
    const double pixel = width / plotWidth();
    const double step = roundStep(pixel * pixelsPerMark);
    // Each line's marks stand a little further along, so that those of lines on top of each other can be seen.
    const double shift = step * static_cast<double>(line) / static_cast<double>(lines_.size());
    const double first = std::max(points.front().seconds, seconds(window_.from));
    const double now = seconds(snapshot_->now);
    const bool endsHere = !rate && now < points.back().seconds;
    const double last = endsHere ? now - pixel * pixelsBetweenMarks : points.back().seconds;
    for (double at = std::ceil((first - shift) / step) * step + shift; at <= last; at += step) {
      marks.push_back({at, rate ? valueBetween(points, at) : valueAt(points, at)});
    }
    if (endsHere) marks.push_back({now, points.back().value});
  }
  setPoints(*lines_[line].marks, marks);
}

void ChartPlot::fitHeight() {
  double least = 0;
  double greatest = 1;
  for (const Line& line : lines_) {
    for (const QCPGraphData& point : *line.graph->data()) {
      least = std::min(least, point.value);
      greatest = std::max(greatest, point.value);
    }
  }
  // Below as well as above: on the axis a line would not be seen.
  const double room = (greatest - least) * 0.08;
  yAxis->setRange(least - room, greatest + room);
}

void ChartPlot::restyle() {
  plot_look::restyle(*this);
  // What it asks for by itself would push the legend out of a low chart.
  const int text = QFontMetrics(QApplication::font()).height();
  axisRect()->setMinimumSize(text * 2, text * 2);
  for (int i = 0; i < static_cast<int>(lines_.size()); ++i) restyleLine(i);
  plot_look::arrangeLegend(*this);
  schedule();
}

void ChartPlot::restyleLine(int index) {
  const Line& line = lines_[static_cast<std::size_t>(index)];
  const QCPScatterStyle style = plot_look::sign(index);
  line.graph->setPen(QPen(theme::seriesColor(index), 2, Qt::SolidLine, Qt::FlatCap));
  line.graph->setScatterStyle(style);
  line.marks->setScatterStyle(style);
}

QSize ChartPlot::minimumSizeHint() const {
  const int text = QFontMetrics(QApplication::font()).height();
  return {text * 12, text * 6};
}

void ChartPlot::changeEvent(QEvent* event) {
  QCustomPlot::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) restyle();
}

int ChartPlot::legendHeight() const { return legend->minimumOuterSizeHint().height(); }

void ChartPlot::resizeEvent(QResizeEvent* event) {
  const int height = legendHeight();
  plot_look::arrangeLegend(*this);
  if (legendHeight() != height) updateGeometry();
  setWindow(window_);
  QCustomPlot::resizeEvent(event);
}

}  // namespace ui
