#pragma once

#include <QString>
#include <functional>

class QCustomPlot;
class QTextStream;

namespace ui {

class ChartPlot;

/// Writes the numbers behind a plot: a line of names, then a line for each.
using WriteNumbers = std::function<void(QTextStream& out)>;

/// Saves a plot as its suffix says: .png and .pdf the picture as it is, .csv its numbers. The file is written whole or
/// not at all. False with one sentence in `error` if it cannot be.
bool exportPlot(QCustomPlot& plot, const WriteNumbers& numbers, const QString& path, QString* error);

/// The same of a chart, with every point of its lines ("seconds,line,value"; a rate as it is drawn).
bool exportChart(ChartPlot& plot, const QString& path, QString* error);

/// A text as a value of such a line.
QString quotedForCsv(const QString& text);

}  // namespace ui
