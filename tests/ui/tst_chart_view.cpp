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

  static bool says(const ui::ChartView& view, const QString& sentence) {
    const QList<QLabel*> labels = view.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) { return label->text() == sentence; });
  }
  static QStringList valueLabels(ui::ChartPlot& plot) {
    plot.replot();
    plot.replot();
    return plot.yAxis->tickVectorLabels().toList();
  }
  static course::Chart depth() { return {"Items in the queue", "items", {depthAndRate().lines.front()}}; }

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
    QVERIFY(says(view, QStringLiteral("Nothing to draw so far: this run has not measured it.")));
    view.showFrame(story.frame(course::RunState::over));
    QVERIFY(!view.plot().isVisible());
    QVERIFY(says(view, QStringLiteral("This run did not measure it.")));
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
    for (int greatest = 1; greatest <= 100; ++greatest) {
      Story story;
      const auto main = story.thread("main");
      const auto jobs = story.object(trace::ObjectKind::queue, "jobs", 100);
      story.at(0.5).happens(trace::EventKind::put, main, jobs, greatest);
      story.at(1);
      ui::ChartPlot plot(depth());
      plot.resize(300, 100);
      plot.setSnapshot(story.frame()->snapshot);
      const QStringList labels = valueLabels(plot);
      QVERIFY2(plot.yAxis->ticker() && plot.yAxis->range().upper >= greatest, qPrintable(QString::number(greatest)));
      QVERIFY2(labels.size() > 1,
               qPrintable(QStringLiteral("%1: %2").arg(greatest).arg(labels.join(QLatin1Char(' ')))));
    }
  }

  void nor_is_0_alone_where_it_lies_in_the_middle() {
    for (int least = -30; least < 0; ++least) {
      for (int greatest = 1; greatest <= 30; ++greatest) {
        Story story;
        const auto main = story.thread("main");
        const auto jobs = story.object(trace::ObjectKind::queue, "jobs", 100);
        story.at(0.3).happens(trace::EventKind::put, main, jobs, greatest);
        story.at(0.6).happens(trace::EventKind::put, main, jobs, least);
        story.at(1);
        ui::ChartPlot plot(depth());
        plot.resize(300, 100);
        plot.setSnapshot(story.frame()->snapshot);
        QVERIFY2(valueLabels(plot).size() > 1, qPrintable(QStringLiteral("%1 to %2").arg(least).arg(greatest)));
      }
    }
  }

  void a_value_of_0_lies_above_the_axis() {
    Story story;
    const auto main = story.thread("main");
    story.happens(trace::EventKind::put, main, story.object(trace::ObjectKind::queue, "jobs", 100), 0);
    story.at(1);
    ui::ChartPlot plot(depth());
    plot.resize(300, 200);
    plot.setSnapshot(story.frame()->snapshot);
    plot.replot();
    plot.replot();
    QVERIFY(plot.yAxis->coordToPixel(0) < plot.axisRect()->bottom() - 2);
  }

  void what_comes_last_has_a_line_and_a_mark() {
    Story story;
    const auto main = story.thread("main");
    const auto jobs = story.object(trace::ObjectKind::queue, "jobs", 100);
    story.at(0).happens(trace::EventKind::put, main, jobs, 0);
    story.at(1'000).happens(trace::EventKind::put, main, jobs, 3);
    ui::ChartPlot plot(depth());
    plot.resize(300, 200);
    plot.setSnapshot(story.frame(course::RunState::over)->snapshot);
    plot.replot();
    plot.replot();
    const std::vector<ui::ChartPoint> line = plot.drawn(0);
    QCOMPARE(line.back().value, 3.0);
    QVERIFY(plot.xAxis->coordToPixel(line.back().seconds) - plot.xAxis->coordToPixel(1) > 4);
    QVERIFY(plot.xAxis->coordToPixel(1) < plot.axisRect()->right() - 4);
    const QCPGraphData mark = *(plot.graph(1)->data()->constEnd() - 1);
    QCOMPARE(mark.key, 1.0);
    QCOMPARE(mark.value, 3.0);
  }

  void marks_do_not_stand_on_each_other() {
    Peaks peaks;
    for (int now = 400; now < 600; now += 10) {
      ui::ChartPlot plot(depth());
      plot.resize(300, 200);
      plot.setSnapshot(peaks.until(now)->snapshot);
      plot.replot();
      plot.replot();
      double before = -100;
      for (const QCPGraphData& mark : *plot.graph(1)->data()) {
        const double at = plot.xAxis->coordToPixel(mark.key);
        QVERIFY2(at - before >= 10, qPrintable(QString::number(now)));
        before = at;
      }
    }
  }

  void moving_the_picture_does_not_change_its_width() {
    ui::ChartView view(depthAndRate());
    show(view);
    Peaks peaks;
    view.showFrame(peaks.until(1'000));
    view.plot().zoom(0.5);
    const trace::Time width = view.plot().window().width();
    for (int i = 0; i < 10; ++i) view.plot().pan(i % 3 == 0 ? -0.1 : 0.05);
    QVERIFY(std::chrono::abs(view.plot().window().width() - width) < std::chrono::microseconds(1));
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

  void the_legend_names_what_the_run_has_in_the_order_of_the_lesson() {
    course::Chart chart = depthAndRate();
    chart.lines.insert(chart.lines.begin(), {"of another variant", "other", course::Chart::Line::Measure::value});
    ui::ChartView view(chart);
    show(view);
    Peaks peaks;
    view.showFrame(peaks.until(50));
    QStringList names;
    for (int i = 0; i < view.plot().legend->itemCount(); ++i) {
      names << static_cast<QCPPlottableLegendItem*>(view.plot().legend->item(i))->plottable()->name();
    }
    QCOMPARE(names, QStringList({"in the queue", "done"}));
  }

  void charts_with_short_and_with_long_numbers_begin_at_the_same_place() {
    ui::ChartView low(depth());
    ui::ChartView high(depth());
    show(low);
    show(high);
    Story story;
    const trace::ThreadId main = story.thread("main");
    const trace::ObjectId jobs = story.object(trace::ObjectKind::queue, "jobs", 0);
    story.at(1).happens(trace::EventKind::put, main, jobs, 1);
    low.showFrame(story.frame());
    story.at(2).happens(trace::EventKind::put, main, jobs, 45'000);
    high.showFrame(story.frame());
    QTRY_VERIFY(!low.plot().drawn(0).empty() && !high.plot().drawn(0).empty());
    QCOMPARE(valueLabels(high.plot()).back().right(1), QStringLiteral("k"));
    QCOMPARE(valueLabels(low.plot()).back().size(), 1);
    QCOMPARE(low.plot().axisRect()->left(), high.plot().axisRect()->left());
  }

  void a_legend_whose_last_row_is_not_full_wraps_anew_at_every_width() {
    course::Chart chart = depthAndRate();
    chart.lines.push_back({"done", "waiting", course::Chart::Line::Measure::value});
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
