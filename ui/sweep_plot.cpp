#include "ui/sweep_plot.h"

#include <QApplication>
#include <QHelpEvent>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "course/wording.h"
#include "ui/chart_geometry.h"
#include "ui/plot_look.h"
#include "ui/theme.h"
#include "ui/words.h"

namespace ui {
namespace {

/// From this ratio on the values of a parameter lie on a logarithmic axis.
constexpr double wide = 50;
constexpr double nearEnough = 12;

double placeOf(const course::SweepPoint& point) { return static_cast<double>(point.raw); }

QFontMetrics metrics() { return QFontMetrics(QApplication::font()); }

QString spreadInWords(const course::Spread& spread) {
  return SweepPlot::tr("median %1, from %2 to %3")
      .arg(words(course::significant(spread.median)), words(course::significant(spread.least)),
           words(course::significant(spread.greatest)));
}

}  // namespace

SweepPlot::SweepPlot(QWidget* parent) : QCustomPlot(parent) {
  plot_look::putLegendBelow(*this);
  xAxis->setSubTicks(false);
  setAccessibleName(tr("Curve"));
  restyle();
}

void SweepPlot::setCurve(const CurvePointer& curve) {
  const bool same =
      curve_ && curve && curve_->lines.size() == curve->lines.size() && curve_->sweep.title == curve->sweep.title;
  curve_ = curve;
  if (!same || lines_.empty()) makeLines();
  setAccessibleName(curve ? tr("Curve: %1").arg(words(curve->sweep.title)) : tr("Curve"));
  redraw();
}

void SweepPlot::makeLines() {
  clearPlottables();
  lines_.clear();
  if (!curve_) return;
  for (std::size_t i = 0; i < curve_->lines.size(); ++i) {
    auto* spread = new QCPErrorBars(xAxis, yAxis);
    spread->removeFromLegend();
    QCPGraph* graph = addGraph();
    graph->setAdaptiveSampling(false);
    spread->setDataPlottable(graph);
    spread->setAntialiased(false);
    lines_.push_back({graph, spread});
  }
  restyle();
}

std::vector<std::pair<double, double>> SweepPlot::drawn(std::size_t line) const {
  std::vector<std::pair<double, double>> points;
  for (const QCPGraphData& point : *lines_.at(line).graph->data()) points.emplace_back(point.key, point.value);
  return points;
}

void SweepPlot::redraw() {
  double most = 0;
  double least = 0;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    QVector<double> keys;
    QVector<double> medians;
    QVector<double> below;
    QVector<double> above;
    for (const course::SweepPoint& point : curve_->lines[i].points) {
      const std::optional<course::Spread> spread = point.spread();
      if (!spread) continue;
      keys.append(placeOf(point));
      medians.append(spread->median);
      below.append(spread->median - spread->least);
      above.append(spread->greatest - spread->median);
      most = std::max(most, spread->greatest);
      least = std::min(least, spread->least);
    }
    lines_[i].graph->setName(words(curve_->lines[i].label));
    lines_[i].graph->setData(keys, medians, true);
    lines_[i].spread->setData(below, above);
  }
  yAxis->setRange(least * 1.08, most > 0 ? most * 1.08 : 1);
  drawAxes();
  plot_look::arrangeLegend(*this);
  updateGeometry();
  if (isVisible()) replot(rpQueuedReplot);
}

void SweepPlot::drawAxes() {
  const QString unit = curve_ ? words(curve_->unit) : QString();
  const int ticks = plot_look::ticks(axisRect()->height(), metrics().height() * 3 / 2);
  yAxis->setTicker(plot_look::valueTicker(unit, false, ticks));
  if (!curve_ || curve_->lines.empty() || curve_->lines.front().points.empty()) return;
  const auto& points = curve_->lines.front().points;
  const double first = placeOf(points.front());
  const double last = placeOf(points.back());
  const bool byFactors = first > 0 && last / first >= wide;
  xAxis->setScaleType(byFactors ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
  const double room = (last - first) * 0.05;
  xAxis->setRange(byFactors ? first * 0.8 : first - room, byFactors ? last * 1.25 : last + room);
  QSharedPointer<QCPAxisTickerText> names(new QCPAxisTickerText);
  double end = -1e9;
  for (const course::SweepPoint& point : points) {
    const QString name = words(curve_->parameter.format_without_unit(point.raw));
    const double middle = xAxis->coordToPixel(placeOf(point));
    const double half = metrics().horizontalAdvance(name) / 2.0;
    const bool fits = middle - half > end;
    names->addTick(placeOf(point), fits ? name : QString());
    if (fits) end = middle + half + metrics().averageCharWidth();
  }
  xAxis->setTicker(names);
  const bool low = height() < metrics().height() * 14;
  xAxis->setLabel(low ? QString() : words(curve_->parameter.label));
  yAxis->setLabel(low ? QString() : plot_look::valueLabel(unit));
}

void SweepPlot::restyle() {
  plot_look::restyle(*this);
  for (int i = 0; i < static_cast<int>(lines_.size()); ++i) {
    const Line& line = lines_[static_cast<std::size_t>(i)];
    line.graph->setPen(QPen(theme::seriesColor(i), 2));
    line.graph->setScatterStyle(plot_look::sign(i));
    line.spread->setPen(QPen(theme::seriesColor(i), 1.5));
    line.spread->setWhiskerWidth(8);
  }
  redraw();
}

QString SweepPlot::wordsAt(const QPoint& at) const {
  QString found;
  double nearest = nearEnough;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    for (const course::SweepPoint& point : curve_->lines[i].points) {
      const std::optional<course::Spread> spread = point.spread();
      if (!spread) continue;
      const double distance =
          std::hypot(xAxis->coordToPixel(placeOf(point)) - at.x(), yAxis->coordToPixel(spread->median) - at.y());
      if (distance >= nearest) continue;
      nearest = distance;
      found = tr("%1, %2 %3: %4")
                  .arg(words(curve_->lines[i].label), words(curve_->parameter.label), words(point.text),
                       spreadInWords(*spread));
    }
  }
  return found;
}

QSize SweepPlot::minimumSizeHint() const {
  const int text = metrics().height();
  return {text * 12, text * 9 + legend->rowCount() * (text + legend->rowSpacing())};
}

bool SweepPlot::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QCustomPlot::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  QToolTip::showText(help->globalPos(), wordsAt(help->pos()), this);
  return true;
}

void SweepPlot::changeEvent(QEvent* event) {
  QCustomPlot::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) restyle();
}

void SweepPlot::resizeEvent(QResizeEvent* event) {
  QCustomPlot::resizeEvent(event);
  redraw();
}

}  // namespace ui
