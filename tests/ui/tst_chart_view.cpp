#include <QLabel>
#include <QPdfWriter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <set>

#include "patience.h"
#include "story.h"
#include "ui/chart_plot.h"
#include "ui/chart_view.h"
#include "ui/theme.h"

namespace {

course::Chart depthAndRate() {
  using Measure = course::Chart::Line::Measure;
  return {"Items in the queue", "items", {{"jobs", "in the queue", Measure::value}, {"done", "done", Measure::rate}}};
}

/// A queue that fills to a peak of 50 within a microsecond and empties again, every 10 ms.
struct Peaks {
  Story story;
  trace::ThreadId main = story.thread("main");
  trace::ObjectId jobs = story.object(trace::ObjectKind::queue, "jobs", 50);
  trace::ObjectId done = story.object(trace::ObjectKind::gauge, "done");

  ui::FramePointer until(int milliseconds) {
    for (; at_ < milliseconds; at_ += 10) {
      for (int i = 1; i <= 50; ++i) story.at(at_ + i * 1e-5).happens(trace::EventKind::put, main, jobs, i);
      story.at(at_ + 0.001).happens(trace::EventKind::got, main, jobs, 0);
      story.happens(trace::EventKind::measured, main, done, at_);
    }
    story.at(milliseconds);
    return story.frame();
  }

 private:
  int at_ = 0;
};

double greatest(const std::vector<ui::ChartPoint>& points) {
  double value = 0;
  for (const auto& point : points) value = std::max(value, point.value);
  return value;
}

}  // namespace

class TestChartView : public QObject {
  Q_OBJECT

 private:
  static void show(ui::ChartView& view) {
    view.resize(400, 300);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
  }

 private Q_SLOTS:
  void initTestCase() { ui::theme::apply(*qApp, ui::theme::Scheme::light, 100); }

  void nothing_ran_shows_an_invitation() {
    ui::ChartView view(depthAndRate());
    show(view);
    view.showFrame(nullptr);
    QVERIFY(!view.plot().isVisible());
  }

  void a_run_that_measures_nothing_of_it_says_so() {
    ui::ChartView view(depthAndRate());
    show(view);
    Story story;
    story.thread("main");
    view.showFrame(story.frame());
    QVERIFY(!view.plot().isVisible());
    Peaks peaks;
    view.showFrame(peaks.until(50));
    QVERIFY(view.plot().isVisible());
  }

  void a_title_that_has_no_room_is_shortened_and_told_by_a_tool_tip() {
    ui::ChartView view(depthAndRate());
    show(view);
    QLabel* title = nullptr;
    for (QLabel* label : view.findChildren<QLabel*>()) {
      if (label->text().startsWith(QLatin1String("<b>"))) title = label;
    }
    QVERIFY(title);
    QTRY_COMPARE(title->text(), QStringLiteral("<b>Items in the queue</b>, items"));
    QVERIFY(title->toolTip().isEmpty());
    view.resize(view.fontMetrics().averageCharWidth() * 30, 300);
    QTRY_VERIFY(title->text().contains(QChar(0x2026)));
    QCOMPARE(title->toolTip(), QStringLiteral("Items in the queue, items"));
  }

  void an_upright_axis_always_has_a_number_besides_0() {
    course::Chart chart{"Items in the queue", "items", {{"jobs", "in the queue", course::Chart::Line::Measure::value}}};
    for (int greatest = 1; greatest <= 100; ++greatest) {
      Story story;
      const auto main = story.thread("main");
      const auto jobs = story.object(trace::ObjectKind::queue, "jobs", 100);
      story.at(0.5).happens(trace::EventKind::put, main, jobs, greatest);
      story.at(1);
      ui::ChartPlot plot(chart);
      plot.resize(300, 100);
      plot.setSnapshot(story.frame()->snapshot);
      plot.replot();
      plot.replot();
      QVERIFY2(plot.yAxis->ticker() && plot.yAxis->range().upper >= greatest, qPrintable(QString::number(greatest)));
      const QStringList labels = plot.yAxis->tickVectorLabels().toList();
      QVERIFY2(labels.size() > 1,
               qPrintable(QStringLiteral("%1: %2").arg(greatest).arg(labels.join(QLatin1Char(' ')))));
    }
  }

  void a_legend_that_takes_more_lines_makes_the_chart_higher() {
    ui::ChartView view(depthAndRate());
    show(view);
    Peaks peaks;
    view.showFrame(peaks.until(50));
    const int line = view.fontMetrics().height();
    QTRY_VERIFY(view.plot().legendHeight() < line * 2);
    const int height = view.minimumSizeHint().height();
    view.resize(view.fontMetrics().averageCharWidth() * 24, 300);
    QTRY_VERIFY(view.minimumSizeHint().height() >= height + line);
  }

  void a_legend_whose_last_row_is_not_full_wraps_anew_at_every_width() {
    course::Chart chart = depthAndRate();
    chart.lines.push_back({"waiting", "waiting", course::Chart::Line::Measure::value});
    ui::ChartView view(chart);
    show(view);
    Peaks peaks;
    view.showFrame(peaks.until(50));
    const int letter = view.fontMetrics().averageCharWidth();
    std::set<int> heights;
    for (int width = 100; width >= 20; --width) {
      view.resize(letter * width, 300);
      QCoreApplication::processEvents();
      heights.insert(view.plot().legendHeight());
    }
    QCOMPARE(heights.size(), std::size_t{3});  // in one row, in two, in three
  }

  void lines_follow_the_run_and_keep_every_peak() {
    ui::ChartView view(depthAndRate());
    show(view);
    Peaks peaks;
    view.showFrame(peaks.until(5'000));
    QTRY_VERIFY(!view.plot().drawn(0).empty());
    QTRY_VERIFY(!view.plot().drawn(1).empty());
    QCOMPARE(greatest(view.plot().drawn(0)), 50.0);
    // At most an upright stroke (three corners) per pixel.
    QVERIFY(view.plot().drawn(0).size() <= 3U * 400 + 1);
    view.showFrame(peaks.until(6'000));
    QCOMPARE(view.plot().window().to, trace::Time(std::chrono::seconds(6)));
  }

  void many_frames_are_one_repaint() {
    ui::ChartView view(depthAndRate());
    show(view);
    Peaks peaks;
    view.showFrame(peaks.until(100));
    QTRY_VERIFY(!view.plot().drawn(0).empty());
    QSignalSpy repaints(&view.plot(), &QCustomPlot::afterReplot);
    for (int i = 2; i < 10; ++i) view.showFrame(peaks.until(i * 100));
    QTRY_COMPARE(repaints.count(), 1);
  }

  void frozen_picture_stays_while_the_run_goes_on() {
    ui::ChartView view(depthAndRate());
    show(view);
    Peaks peaks;
    view.showFrame(peaks.until(1'000));
    view.setFrozen(true);
    view.showFrame(peaks.until(2'000));
    QCOMPARE(view.plot().window().to, trace::Time(std::chrono::seconds(1)));
    view.setFrozen(false);
    QCOMPARE(view.plot().window().to, trace::Time(std::chrono::seconds(2)));
  }

  void keyboard_zooms_pans_fits_and_freezes() {
    ui::ChartView view(depthAndRate());
    show(view);
    Peaks peaks;
    view.showFrame(peaks.until(1'000));
    QTest::keyClick(&view, Qt::Key_Plus);
    const trace::Time narrow = view.plot().window().width();
    QVERIFY(narrow < std::chrono::seconds(1));
    QTest::keyClick(&view, Qt::Key_Left);
    QCOMPARE(view.plot().window().follow, ui::TimeWindow::Follow::nothing);
    QTest::keyClick(&view, Qt::Key_Home);
    QCOMPARE(view.plot().window().follow, ui::TimeWindow::Follow::whole);
    QTest::keyClick(&view, Qt::Key_Space);
    QVERIFY(view.isFrozen());
  }

  void export_writes_what_the_suffix_says() {
    ui::ChartView view(depthAndRate());
    show(view);
    Peaks peaks;
    view.showFrame(peaks.until(1'000));
    const QTemporaryDir folder;
    QString error;
    for (const char* name : {"chart.png", "chart.pdf", "chart.csv"}) {
      const QString path = folder.filePath(QLatin1String(name));
      QVERIFY2(view.exportTo(path, &error), qPrintable(error));
      QVERIFY(QFileInfo(path).size() > 200);
    }
    QFile file(folder.filePath(QStringLiteral("chart.csv")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readLine(), QByteArray("seconds,line,value\n"));
    QVERIFY(file.readAll().contains(",\"in the queue\",50\n"));
    QVERIFY(QImage(folder.filePath(QStringLiteral("chart.png"))).width() > 0);
  }

  void export_that_cannot_be_says_why_in_one_sentence() {
    ui::ChartView view(depthAndRate());
    show(view);
    QString error;
    QVERIFY(!view.exportTo(QStringLiteral("chart.png"), &error));
    QCOMPARE(error, QStringLiteral("There is nothing to export yet: run the lesson first."));
    Peaks peaks;
    view.showFrame(peaks.until(100));
    QVERIFY(!view.exportTo(QStringLiteral("chart.gif"), &error));
    QCOMPARE(error, QStringLiteral("A chart can be saved as .png, .pdf or .csv, not as \"chart.gif\"."));
    QVERIFY(!view.exportTo(QStringLiteral("/nowhere/at/all.csv"), &error));
    QVERIFY(error.startsWith(QStringLiteral("Could not write \"/nowhere/at/all.csv\": ")));
  }

  void clear_forgets_the_run() {
    ui::ChartView view(depthAndRate());
    show(view);
    Peaks peaks;
    view.showFrame(peaks.until(100));
    view.setFrozen(true);
    view.clear();
    QVERIFY(!view.isFrozen());
    QVERIFY(!view.plot().isVisible());
  }
};

QTEST_MAIN(TestChartView)
#include "tst_chart_view.moc"
