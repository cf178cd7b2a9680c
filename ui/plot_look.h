#pragma once

#include "ui/custom_plot.h"

/// What the charts have in common, whatever they show. GUI thread only.
namespace ui::plot_look {

/// Colours and fonts of paper, axes and legend, as the theme has them now.
void restyle(QCustomPlot& plot);
/// A legend of its own below the plot, in as many lines as it needs.
void putLegendBelow(QCustomPlot& plot);
/// As many entries side by side as have room.
void arrangeLegend(QCustomPlot& plot);

/// The n-th line's sign, which tells it apart without colour.
QCPScatterStyle sign(int index);

/// How many steps have room, with labels of that size between them.
int ticks(int room, int label);
/// Round numbers of values in `unit`; `whole`: nothing between integers.
QSharedPointer<QCPAxisTicker> valueTicker(const QString& unit, bool whole, int ticks);
/// What an axis of values in `unit` is called; empty where each number has its unit.
QString valueLabel(const QString& unit);
/// Charts above each other begin at the same place, whatever their numbers; `labelled`: they have axis labels.
void alignLeft(QCustomPlot& plot, bool labelled);

}  // namespace ui::plot_look
