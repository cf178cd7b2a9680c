#pragma once

#include <QString>

namespace ui {

class ChartPlot;

/// Saves a chart as its suffix says: .png and .pdf the picture as it is, .csv every point of its lines
/// ("seconds,line,value"; a rate as it is drawn). The file is written whole or not at all.
/// False with one sentence in `error` if it cannot be.
bool exportChart(ChartPlot& plot, const QString& path, QString* error);

}  // namespace ui
