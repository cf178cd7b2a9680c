#include <QtTest>

#include "timeline_snapshots.h"
#include "ui/theme.h"
#include "ui/timeline_painter.h"

using namespace std::chrono_literals;
using namespace snapshots;
using namespace ui::timeline;

namespace {

constexpr QSize plot(400, 60);

View viewOf(Range visible, int lanes = 2) { return {visible, Rows{lanes, 30, plot.height(), 0}, plot, 1.0}; }

std::vector<std::vector<Change>> steps(int count, Time length) {
  std::vector<std::vector<Change>> lanes(2);
  for (int i = 0; i < count; ++i) {
    lanes[0].push_back({i * length, i % 2 ? ThreadState::blocked : ThreadState::running});
    lanes[1].push_back({i * length, i % 3 ? ThreadState::sleeping : ThreadState::ready});
  }
  return lanes;
}

QColor colorAt(const QImage& image, int x, int y) { return QColor::fromRgba(image.pixel(x, y)); }

}  // namespace

class TimelinePainterTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { ui::theme::apply(*qApp, ui::theme::Scheme::light, 100); }

  void a_running_bar_has_the_colour_of_running() {
    const auto run = make({{{1s, ThreadState::running}}}, 4s);
    Painter painter;
    const QImage& image = painter.paint(run, viewOf({0s, 4s}, 1));
    QCOMPARE(colorAt(image, 300, 15), ui::theme::stateColor(ThreadState::running));
    QCOMPARE(colorAt(image, 50, 15).alpha(), 0);
    QCOMPARE(colorAt(image, 300, 1).alpha(), 0);
  }

  void a_blocked_bar_is_patterned() {
    const auto run = make({{{0s, ThreadState::blocked, 1}}}, 4s);
    Painter painter;
    const QImage& image = painter.paint(run, viewOf({0s, 4s}, 1));
    QSet<QRgb> colors;
    for (int x = 100; x < 108; ++x) colors.insert(image.pixel(x, 15));
    QVERIFY(colors.size() >= 2);
    QVERIFY(colors.contains(ui::theme::stateColor(ThreadState::blocked).rgba()));
  }

  void merged_slices_have_a_fringe_that_single_ones_have_not() {
    const auto run = make(steps(100'000, 10us), 1s);
    Painter painter;
    const QImage merged = painter.paint(run, viewOf({0s, 1s})).copy();
    const QImage single = painter.paint(run, viewOf({0s, 20us})).copy();
    const auto holes = [](const QImage& image) {
      int count = 0;
      for (int x = 100; x < 116; ++x) count += qAlpha(image.pixel(x, 6)) == 0 ? 1 : 0;
      return count;
    };
    QCOMPARE(holes(merged), 8);
    QCOMPARE(holes(single), 0);
  }

  void an_unchanged_picture_is_not_painted_again() {
    const auto run = make(steps(50, 20ms), 1s);
    Painter painter;
    painter.paint(run, viewOf({0s, 1s}));
    QCOMPARE(painter.columnsPoured(), plot.width());
    painter.paint(run, viewOf({0s, 1s}));
    QCOMPARE(painter.columnsPoured(), 0);
  }

  void a_scrolled_picture_equals_one_painted_anew() {
    const auto run = make(steps(500, 2ms), 1s);
    for (const int shift : {3, 17, -5, -100}) {
      const Range first{400ms, 600ms};
      const Range second = panned(first, shift * (first.length() / plot.width()), {0s, 1s});
      Painter painter;
      painter.paint(run, viewOf(first));
      const QImage scrolled = painter.paint(run, viewOf(second)).copy();
      QCOMPARE(painter.columnsPoured(), std::abs(shift));
      compareBars(scrolled, run, second);
    }
  }

  void only_what_happened_since_is_painted() {
    const auto lanes = steps(500, 2ms);
    const auto early =
        make({{lanes[0].begin(), lanes[0].begin() + 250}, {lanes[1].begin(), lanes[1].begin() + 250}}, 500ms);
    const auto late = make(lanes, 1s);
    Painter painter;
    painter.paint(early, viewOf({0s, 1s}));
    const QImage grown = painter.paint(late, viewOf({0s, 1s})).copy();
    QVERIFY(painter.columnsPoured() <= plot.width() / 2 + 5);
    compareBars(grown, late, {0s, 1s});
  }

  void waits_that_follow_each_other_are_told_apart_wherever_they_meet() {
    const QRgb edge = edgeOf(ThreadState::blocked);
    for (int column = 200; column < 200 + 2 * Tiles::period; ++column) {
      // Between the two waits it runs for a moment, well within one column of 2.5 ms.
      const Time end = column * Time(2500us) + 500us;
      const auto run = make({{{0s, ThreadState::running},
                              {100ms, ThreadState::blocked, 1},
                              {end, ThreadState::running},
                              {end + 20us, ThreadState::blocked, 2}}},
                            1s);
      Painter painter;
      const QImage& image = painter.paint(run, viewOf({0s, 1s}, 1));
      QCOMPARE(image.pixel(40, 15), edge);
      QCOMPARE(image.pixel(column + 1, 15), edge);
      for (int x = column + 2; x < 400; ++x) QVERIFY(image.pixel(x, 15) != edge);
    }
  }

  void a_picture_that_grew_equals_one_painted_anew() {
    std::vector<Change> changes;
    std::vector<Change> told;
    for (int i = 0; i < 90; ++i) {
      const Time before = changes.empty() ? Time(0) : changes.back().at;
      changes.push_back({before + (i % 3 == 0 ? Time(20us) : (9 + i * i % 37) * Time(500us)),
                         i % 2 ? ThreadState::blocked : ThreadState::running});
    }
    Painter grown;
    for (Time now = 5ms; now < 800ms; now += 3ms) {
      told.assign(changes.begin(),
                  std::find_if(changes.begin(), changes.end(), [&](auto& one) { return one.at > now; }));
      const auto run = make({told}, now);
      const QImage& image = grown.paint(run, viewOf({0s, 800ms}, 1));
      Painter fresh;
      QVERIFY2(image == fresh.paint(run, viewOf({0s, 800ms}, 1)), qPrintable(QString::number(now.count())));
    }
    QVERIFY(grown.columnsPoured() < 12);
  }

  void waits_with_room_for_a_label_are_known_while_they_are_in_sight() {
    const auto run =
        make({{{0s, ThreadState::running}, {400ms, ThreadState::blocked, 1}, {500ms, ThreadState::running}}}, 1s);
    Painter painter;
    painter.paint(run, viewOf({0s, 500ms}, 1));
    QCOMPARE(painter.wideWaits(), (std::set<WideWait>{{0, 1}}));
    painter.paint(run, viewOf({450ms, 950ms}, 1));
    QCOMPARE(painter.wideWaits(), (std::set<WideWait>{{0, 1}}));
    painter.paint(run, viewOf({500ms, 1s}, 1));
    QVERIFY(painter.wideWaits().empty());
  }

  void a_changed_theme_is_painted_anew() {
    const auto run = make({{{0s, ThreadState::finished}}}, 4s);
    Painter painter;
    const QImage light = painter.paint(run, viewOf({0s, 4s}, 1)).copy();
    ui::theme::apply(*qApp, ui::theme::Scheme::dark, 100);
    painter.forget();
    const QImage dark = painter.paint(run, viewOf({0s, 4s}, 1)).copy();
    ui::theme::apply(*qApp, ui::theme::Scheme::light, 100);
    QVERIFY(light != dark);
  }

 private:
  static QRgb edgeOf(ThreadState state) { return swatch(state, Look::edge, QSize(8, 20), 1).pixel(0, 10); }

  static bool isEdge(QRgb pixel) {
    return std::any_of(model::all_thread_states.begin(), model::all_thread_states.end(),
                       [pixel](ThreadState state) { return pixel == edgeOf(state); });
  }

  // Patterns move with the picture, so what is compared is where there is a bar, how high it is, and its edges.
  static void compareBars(const QImage& one, const std::shared_ptr<const model::Snapshot>& run, Range visible) {
    Painter fresh;
    const QImage other = fresh.paint(run, viewOf(visible));
    int different = 0;
    for (int y = 0; y < one.height(); ++y) {
      for (int x = 0; x < one.width(); ++x) {
        different += (qAlpha(one.pixel(x, y)) == 0) != (qAlpha(other.pixel(x, y)) == 0) ? 1 : 0;
        different += y % 30 == 15 && isEdge(one.pixel(x, y)) != isEdge(other.pixel(x, y)) ? 1 : 0;
      }
    }
    QCOMPARE(different, 0);
  }
};

QTEST_MAIN(TimelinePainterTest)
#include "tst_timeline_painter.moc"
