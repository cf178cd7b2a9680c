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

/// The n-th line's sign and dashes, which tell it apart without colour.
QCPScatterStyle sign(int index);
Qt::PenStyle dash(int index);

/// How many steps have room, with labels of that size between them.
int ticks(int room, int label);
/// Round numbers; `whole`: nothing between integers.
QSharedPointer<QCPAxisTicker> valueTicker(bool whole, int ticks);

}  // namespace ui::plot_look
