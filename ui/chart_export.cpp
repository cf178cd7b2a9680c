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

bool writePng(QCustomPlot& plot, QIODevice& file) {
  return plot.toPixmap(plot.width(), plot.height(), 2.0).save(&file, "PNG");
}

bool writePdf(QCustomPlot& plot, QIODevice& file) {
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

void writeValues(QTextStream& out, const model::Series& series, const QString& label) {
  for (std::size_t i = series.points.begin(); i < series.points.end(); ++i) {
    const model::Point& point = series.points[i];
    out << QString::number(std::chrono::duration<double>(point.at).count(), 'f', 9) << ',' << label << ','
        << point.value << '\n';
  }
}

void writeLines(QTextStream& out, const ChartPlot& plot) {
  out << "seconds,line,value\n";
  for (std::size_t i = 0; i < plot.chart().lines.size(); ++i) {
    const course::Chart::Line& line = plot.chart().lines[i];
    const QString label = quotedForCsv(words(line.label));
    const model::Series* series = plot.snapshot()->find_series(line.object);
    if (series == nullptr) continue;
    if (line.measure == course::Chart::Line::Measure::value) {
      writeValues(out, *series, label);
      continue;
    }
    for (const ChartPoint& point : plot.drawn(i)) {
      out << QString::number(point.seconds, 'f', 9) << ',' << label << ',' << point.value << '\n';
    }
  }
}

bool writeCsv(const WriteNumbers& numbers, QIODevice& file) {
  QTextStream out(&file);
  numbers(out);
  out.flush();
  return out.status() == QTextStream::Ok;
}

bool write(QCustomPlot& plot, const WriteNumbers& numbers, const QString& suffix, QIODevice& file) {
  if (suffix == QLatin1String("png")) return writePng(plot, file);
  if (suffix == QLatin1String("pdf")) return writePdf(plot, file);
  return writeCsv(numbers, file);
}

bool isKnown(const QString& suffix) {
  return suffix == QLatin1String("png") || suffix == QLatin1String("pdf") || suffix == QLatin1String("csv");
}

bool refuse(const QString& problem, QString* error) {
  if (error != nullptr) *error = problem;
  return false;
}

}  // namespace

bool exportPlot(QCustomPlot& plot, const WriteNumbers& numbers, const QString& path, QString* error) {
  const QString suffix = QFileInfo(path).suffix().toLower();
  if (!isKnown(suffix)) {
    return refuse(
        sentence("A chart can be saved as .png, .pdf or .csv, not as \"%1\".").arg(QFileInfo(path).fileName()), error);
  }
  plot.replot(QCustomPlot::rpImmediateRefresh);
  QSaveFile file(path);
  if (file.open(QIODevice::WriteOnly) && write(plot, numbers, suffix, file) && file.commit()) return true;
  return refuse(sentence("Could not write \"%1\": %2.").arg(path, file.errorString()), error);
}

bool exportChart(ChartPlot& plot, const QString& path, QString* error) {
  if (!plot.snapshot()) return refuse(sentence("There is nothing to export yet: run the lesson first."), error);
  return exportPlot(
      plot, [&plot](QTextStream& out) { writeLines(out, plot); }, path, error);
}

QString quotedForCsv(const QString& text) {
  return QLatin1Char('"') + QString(text).replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
}

}  // namespace ui
