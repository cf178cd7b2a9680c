#include "ui/plot_look.h"

#include <QApplication>
#include <algorithm>
#include <array>

#include "ui/chart_geometry.h"
#include "ui/theme.h"

namespace ui::plot_look {
namespace {

constexpr int fewestTicks = 2;
constexpr int mostTicks = 5;

class ValueTicker : public QCPAxisTicker {
 public:
  ValueTicker(QString unit, bool whole, int ticks) : unit_(std::move(unit)), whole_(whole) { setTickCount(ticks); }

 protected:
  double getTickStep(const QCPRange& range) override {
    const double reach = std::max(range.upper, -range.lower);
    written_ = valueUnit(unit_, reach);
    double step = roundStep(range.size() / tickCount());
    // From 2 to 5 it is so far that the next round number may lie beyond both ends: 0 alone would be no scale.
    for (int more = tickCount() + 1; step > reach; ++more) step = roundStep(range.size() / more);
    return whole_ ? std::max(1.0, step) : step;
  }
  int getSubTickCount(double step) override { return whole_ && step < 5 ? 0 : QCPAxisTicker::getSubTickCount(step); }
  QString getTickLabel(double tick, const QLocale& /*locale*/, QChar /*format*/, int /*precision*/) override {
    return axisLabel(tick, written_);
  }

 private:
  QString unit_;
  bool whole_;
  AxisUnit written_;
};

void restyleAxis(QCPAxis& axis) {
  const QPen pen(theme::gridColor().lighter(theme::scheme() == theme::Scheme::dark ? 160 : 85));
  axis.setBasePen(pen);
  axis.setTickPen(pen);
  axis.setSubTickPen(pen);
  axis.grid()->setPen(QPen(theme::gridColor()));
  axis.grid()->setZeroLinePen(QPen(theme::gridColor()));
  axis.setTickLabelFont(QApplication::font());
  axis.setLabelFont(QApplication::font());
  axis.setTickLabelColor(theme::ink());
  axis.setLabelColor(theme::ink());
}

}  // namespace

void restyle(QCustomPlot& plot) {
  const QFont font = QApplication::font();
  plot.setBackground(theme::paper());
  restyleAxis(*plot.xAxis);
  restyleAxis(*plot.yAxis);
  QCPLegend& legend = *plot.legend;
  legend.setFont(font);
  legend.setTextColor(theme::ink());
  legend.setBrush(Qt::NoBrush);
  legend.setBorderPen(Qt::NoPen);
  legend.setMargins(QMargins(8, 0, 8, 4));
  // An entry is as high as its sign and cuts off what is not within it; some fonts reach a little below their line.
  legend.setIconSize(QFontMetrics(font).height() * 2, QFontMetrics(font).height() + 2);
}

void putLegendBelow(QCustomPlot& plot) {
  plot.legend->setVisible(true);
  plot.legend->setFillOrder(QCPLayoutGrid::foColumnsFirst);
  plot.plotLayout()->addElement(1, 0, plot.legend);
  plot.plotLayout()->setRowStretchFactor(1, 0.001);
}

void arrangeLegend(QCustomPlot& plot) {
  QCPLegend& legend = *plot.legend;
  int items = 0;
  int widest = 1;
  for (int i = 0; i < legend.itemCount(); ++i) {
    QCPAbstractLegendItem* item = legend.item(i);
    if (item == nullptr) continue;   // a place that its last row left free
    item->setMargins({0, 0, 0, 2});  // a low line is drawn below the font's descent
    ++items;
    widest = std::max(widest, item->minimumOuterSizeHint().width() + legend.columnSpacing());
  }
  legend.setWrap(std::clamp(plot.width() / widest, 1, std::max(1, items)));
  legend.setFillOrder(legend.fillOrder());  // what is there already wraps anew
}

QCPScatterStyle sign(int index) {
  constexpr std::array shapes{QCPScatterStyle::ssDisc,    QCPScatterStyle::ssSquare, QCPScatterStyle::ssTriangle,
                              QCPScatterStyle::ssDiamond, QCPScatterStyle::ssCross,  QCPScatterStyle::ssPlus};
  const QColor color = theme::seriesColor(index);
  return {shapes[static_cast<std::size_t>(index) % shapes.size()], QPen(color, 1.5), QBrush(color), 7};
}

int ticks(int room, int label) { return std::clamp(room / std::max(label, 1), fewestTicks, mostTicks); }

QSharedPointer<QCPAxisTicker> valueTicker(const QString& unit, bool whole, int ticks) {
  return QSharedPointer<ValueTicker>::create(unit, whole, ticks);
}

QString valueLabel(const QString& unit) { return isTime(unit) ? QString() : unit; }

void alignLeft(QCustomPlot& plot, bool labelled) {
  constexpr int besideLabels = 14;
  const QFontMetrics metrics(QApplication::font());
  const int numbers = metrics.horizontalAdvance(QStringLiteral("500 ms")) + besideLabels;
  QMargins margins = plot.axisRect()->minimumMargins();
  margins.setLeft(labelled ? numbers + metrics.height() + besideLabels : numbers);
  plot.axisRect()->setMinimumMargins(margins);
}

}  // namespace ui::plot_look
