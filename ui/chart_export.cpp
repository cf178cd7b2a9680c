#include "ui/chart_export.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPageLayout>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextStream>

#include "ui/chart_plot.h"
#include "ui/words.h"

namespace ui {
namespace {

QString sentence(const char* text) { return QCoreApplication::translate("ChartExport", text); }

bool writePng(ChartPlot& plot, QIODevice& file) {
  return plot.toPixmap(plot.width(), plot.height(), 2.0).save(&file, "PNG");
}

bool writePdf(ChartPlot& plot, QIODevice& file) {
  QPdfWriter writer(&file);
  // One pixel of the picture is one point of the page.
  writer.setResolution(72);
  writer.setPageMargins(QMarginsF());
  writer.setPageSize(QPageSize(plot.size(), QString(), QPageSize::ExactMatch));
  QCPPainter painter;
  if (!painter.begin(&writer)) return false;
  painter.setMode(QCPPainter::pmVectorized);
  plot.toPainter(&painter, plot.width(), plot.height());
  return painter.end();
}

QString quoted(const std::string& text) {
  return QLatin1Char('"') + words(text).replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
}

void writeValues(QTextStream& out, const model::Series& series, const QString& label) {
  for (std::size_t i = series.points.begin(); i < series.points.end(); ++i) {
    const model::Point& point = series.points[i];
    out << QString::number(std::chrono::duration<double>(point.at).count(), 'f', 9) << ',' << label << ','
        << point.value << '\n';
  }
}

bool writeCsv(const ChartPlot& plot, QIODevice& file) {
  QTextStream out(&file);
  out << "seconds,line,value\n";
  for (std::size_t i = 0; i < plot.chart().lines.size(); ++i) {
    const course::Chart::Line& line = plot.chart().lines[i];
    const model::Series* series = plot.snapshot()->find_series(line.object);
    if (series == nullptr) continue;
    if (line.measure == course::Chart::Line::Measure::value) {
      writeValues(out, *series, quoted(line.label));
      continue;
    }
    for (const ChartPoint& point : plot.drawn(i)) {
      out << QString::number(point.seconds, 'f', 9) << ',' << quoted(line.label) << ',' << point.value << '\n';
    }
  }
  out.flush();
  return out.status() == QTextStream::Ok;
}

bool write(ChartPlot& plot, const QString& suffix, QIODevice& file) {
  if (suffix == QLatin1String("png")) return writePng(plot, file);
  if (suffix == QLatin1String("pdf")) return writePdf(plot, file);
  return writeCsv(plot, file);
}

/// Why there is nothing to write, or an empty text.
QString refusal(const ChartPlot& plot, const QString& path, const QString& suffix) {
  if (!plot.snapshot()) return sentence("There is nothing to export yet: run the lesson first.");
  if (suffix == QLatin1String("png") || suffix == QLatin1String("pdf") || suffix == QLatin1String("csv")) return {};
  return sentence("A chart can be saved as .png, .pdf or .csv, not as \"%1\".").arg(QFileInfo(path).fileName());
}

}  // namespace

bool exportChart(ChartPlot& plot, const QString& path, QString* error) {
  const QString suffix = QFileInfo(path).suffix().toLower();
  QString problem = refusal(plot, path, suffix);
  if (problem.isEmpty()) {
    plot.replot(QCustomPlot::rpImmediateRefresh);
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && write(plot, suffix, file) && file.commit()) return true;
    problem = sentence("Could not write \"%1\": %2.").arg(path, file.errorString());
  }
  if (error != nullptr) *error = problem;
  return false;
}

}  // namespace ui
