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
    QVERIFY(painter.columnsPoured() <= plot.width() / 2 + 1);
    compareBars(grown, late, {0s, 1s});
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
  // Patterns move with the picture, so what is compared is where there is a bar, and how high it is.
  static void compareBars(const QImage& one, const std::shared_ptr<const model::Snapshot>& run, Range visible) {
    Painter fresh;
    const QImage other = fresh.paint(run, viewOf(visible));
    int different = 0;
    for (int y = 0; y < one.height(); ++y) {
      for (int x = 0; x < one.width(); ++x) {
        different += (qAlpha(one.pixel(x, y)) == 0) != (qAlpha(other.pixel(x, y)) == 0) ? 1 : 0;
      }
    }
    QCOMPARE(different, 0);
  }
};

QTEST_MAIN(TimelinePainterTest)
#include "tst_timeline_painter.moc"
