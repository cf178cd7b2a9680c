#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>
#include <QToolTip>
#include <QWheelEvent>
#include <QtTest>

#include "patience.h"
#include "timeline_snapshots.h"
#include "ui/theme.h"
#include "ui/thread_badge.h"
#include "ui/timeline_canvas.h"
#include "ui/timeline_legend.h"
#include "ui/timeline_tiles.h"
#include "ui/timeline_view.h"

using namespace std::chrono_literals;
using namespace snapshots;
using namespace ui::timeline;

Q_DECLARE_METATYPE(trace::SourceId)
Q_DECLARE_METATYPE(trace::ThreadId)

namespace {

// Lane 0 runs and waits by turns of a second, lane 1 sleeps, lane 2 has run and finished.
std::shared_ptr<model::Snapshot> threeLanes(Time now = 8s) {
  std::vector<Change> turns;
  for (std::uint32_t i = 0; i < 8; ++i) {
    turns.push_back({i * Time(1s), i % 2 ? ThreadState::blocked : ThreadState::running, i % 2, 100 + i});
  }
  return make({turns, {{0s, ThreadState::sleeping, 0, 7}}, {{0s, ThreadState::running}, {4s, ThreadState::finished}}},
              now);
}

std::shared_ptr<model::Snapshot> manyLanes(std::size_t count) {
  return make(std::vector<std::vector<Change>>(count, {{0s, ThreadState::running, 0, 5}}), 2s);
}

}  // namespace

class TimelineViewTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    ui::theme::apply(*qApp, ui::theme::Scheme::light, 100);
    view_ = std::make_unique<ui::TimelineView>();
    canvas_ = view_->findChild<Canvas*>();
    view_->resize(1000, 260);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
  }

  void cleanup() { view_.reset(); }

  void without_a_frame_it_is_empty_and_takes_every_click_and_key() {
    view_->showFrame(nullptr);
    QTest::mouseClick(canvas_, Qt::LeftButton, {}, {300, 60});
    QTest::mouseDClick(canvas_, Qt::LeftButton, {}, {300, 60});
    for (const int key : {Qt::Key_Left, Qt::Key_Up, Qt::Key_Return, Qt::Key_M, Qt::Key_BracketLeft, Qt::Key_F}) {
      QTest::keyClick(canvas_, static_cast<Qt::Key>(key));
    }
    turnWheel({300, 60}, {0, 120});
    QVERIFY(canvas_->sentenceAt({300, 60}).isEmpty());
    QVERIFY(!view_->grab().isNull());
  }

  void a_frame_without_a_snapshot_is_empty() {
    show(threeLanes());
    view_->showFrame(frame(nullptr));
    QCOMPARE(canvas_->rows().count, 0);
  }

  void lanes_appear_in_the_colours_of_their_states() {
    show(threeLanes());
    const QImage image = canvas_->grab().toImage();
    QCOMPARE(image.pixelColor(pointAt(0, 2500ms)), ui::theme::stateColor(ThreadState::running));
    QCOMPARE(image.pixelColor(pointAt(2, 2500ms)), ui::theme::stateColor(ThreadState::running));
    QVERIFY(image.pixelColor(pointAt(1, 2500ms)) != image.pixelColor(pointAt(2, 2500ms)));
    const QRect badge(6, canvas_->layoutOfParts().names.top(), 24, canvas_->rows().height);
    QVERIFY(contains(image, badge, ui::theme::threadColor({1})));
  }

  void a_patterned_state_is_seen_in_its_lane() {
    show(threeLanes());
    const QRect bar(pointAt(0, 1100ms), QSize(20, 4));
    QVERIFY(contains(canvas_->grab().toImage(), bar, ui::theme::stateColor(ThreadState::blocked)));
  }

  void a_label_leaves_a_low_bar_whole() {
    show(make(std::vector<std::vector<Change>>(12, {{0s, ThreadState::blocked, 1}}), 8s));
    const QImage image = canvas_->grab().toImage();
    const int inset = canvas_->rows().inset();
    const int top = pointAt(1, 0s).y() - canvas_->rows().height / 2 + inset;
    QVERIFY(canvas_->rows().height - 2 * inset < canvas_->fontMetrics().height());
    const QRect bar(QPoint(pointAt(1, 10ms).x(), top), QPoint(pointAt(1, 7990ms).x(), top + 3));
    QVERIFY(contains(image, bar, ui::theme::stateColor(ThreadState::blocked)));
    QVERIFY(!contains(image, bar, ui::theme::paper()));
  }

  void labels_can_be_read_on_their_bars() {
    for (const auto scheme : {ui::theme::Scheme::light, ui::theme::Scheme::dark}) {
      ui::theme::apply(*qApp, scheme, 100);
      const QColor ground = groundOf(ThreadState::blocked);
      QVERIFY(contrast(ground, ui::inkOn(ground)) >= 4.5);
    }
  }

  void a_wake_of_many_is_one_line_with_a_head_for_each() {
    model::ChunkedLog<model::Arrow> arrows;
    for (std::uint32_t to = 2; to <= 5; ++to) arrows.append({4s, {1}, {to}, {1}});
    const auto run = make(std::vector<std::vector<Change>>(5, {{0s, ThreadState::sleeping}}), 8s);
    run->timeline.arrows = arrows.view();
    show(run);
    const QImage image = canvas_->grab().toImage();
    const int reach = canvas_->rows().height / 2 - canvas_->rows().inset();
    for (int lane = 1; lane < 5; ++lane) {
      const QPoint tip = pointAt(lane, 4s) - QPoint(0, reach / 2);
      for (const int aside : {-1, 0, 1}) QVERIFY(qGray(image.pixel(tip + QPoint(aside, -5))) < 60);
    }
    QVERIFY(qGray(image.pixel(pointAt(2, 4s) - QPoint(0, canvas_->rows().height / 2))) < 60);
  }

  void the_wheel_zooms_around_the_pointer() {
    show(threeLanes());
    const QPoint pointer = pointAt(0, 3s);
    const Time before = canvas_->camera().visible().length();
    turnWheel(pointer, {0, 120});
    QVERIFY(canvas_->camera().visible().length() < before);
    QVERIFY(std::abs(pointAt(0, 3s).x() - pointer.x()) <= 1);
    turnWheel(pointer, {0, -120});
    QCOMPARE(canvas_->camera().visible().length(), before);
  }

  void shift_and_the_wheel_move_sideways() {
    show(threeLanes());
    turnWheel(pointAt(0, 3s), {0, 600});
    const Range before = canvas_->camera().visible();
    turnWheel(pointAt(0, 3s), {0, -120}, Qt::ShiftModifier);
    QCOMPARE(canvas_->camera().visible().length(), before.length());
    QVERIFY(canvas_->camera().visible().begin > before.begin);
    turnWheel(pointAt(0, 3s), {120, 0});
    QCOMPARE(canvas_->camera().visible(), before);
  }

  void dragging_moves_the_run_with_the_pointer() {
    show(threeLanes());
    turnWheel(pointAt(0, 4s), {0, 600});
    const QPoint from = pointAt(0, 4s);
    drag(from, from + QPoint(100, 0));
    QVERIFY(std::abs(pointAt(0, 4s).x() - from.x() - 100) <= 1);
    QCOMPARE(canvas_->camera().mode(), Camera::Mode::still);
  }

  void dragging_chooses_nothing() {
    show(threeLanes());
    QSignalSpy threads(view_.get(), &ui::TimelineView::threadChosen);
    drag(pointAt(0, 4s), pointAt(0, 2s));
    QCOMPARE(threads.count(), 0);
    QCOMPARE(canvas_->selection(), Selection{});
  }

  void a_click_chooses_the_thread_and_the_line() {
    show(threeLanes());
    QSignalSpy lines(view_.get(), &ui::TimelineView::lineChosen);
    QSignalSpy threads(view_.get(), &ui::TimelineView::threadChosen);
    QTest::mouseClick(canvas_, Qt::LeftButton, {}, pointAt(0, 3500ms));
    QCOMPARE(lines.count(), 1);
    QCOMPARE(lines[0][0].value<trace::SourceId>().value, 103U);
    QCOMPARE(threads.count(), 1);
    QCOMPARE(threads[0][0].value<trace::ThreadId>().value, 1U);
  }

  void a_slice_without_a_line_chooses_the_thread_only() {
    show(threeLanes());
    QSignalSpy lines(view_.get(), &ui::TimelineView::lineChosen);
    QSignalSpy threads(view_.get(), &ui::TimelineView::threadChosen);
    QTest::mouseClick(canvas_, Qt::LeftButton, {}, pointAt(2, 1s));
    QCOMPARE(lines.count(), 0);
    QCOMPARE(threads.count(), 1);
  }

  void a_click_on_a_name_chooses_its_thread() {
    show(threeLanes());
    QSignalSpy threads(view_.get(), &ui::TimelineView::threadChosen);
    QTest::mouseClick(canvas_, Qt::LeftButton, {}, {20, pointAt(1, 1s).y()});
    QCOMPARE(threads.count(), 1);
    QCOMPARE(threads[0][0].value<trace::ThreadId>().value, 2U);
  }

  void a_double_click_zooms_to_the_slice() {
    show(threeLanes());
    QTest::mouseDClick(canvas_, Qt::LeftButton, {}, pointAt(0, 3500ms));
    QCOMPARE(canvas_->camera().visible(), (Range{2875ms, 4125ms}));
  }

  void shift_and_dragging_measure() {
    show(threeLanes());
    drag(pointAt(0, 2s), pointAt(1, 5s), Qt::ShiftModifier);
    QVERIFY(canvas_->measured().has_value());
    const auto error = canvas_->measured()->length() - Time(3s);
    QVERIFY(std::chrono::abs(error) < 20ms);
    QTest::keyClick(canvas_, Qt::Key_Escape);
    QVERIFY(!canvas_->measured().has_value());
  }

  void the_keyboard_measures_from_slice_to_slice() {
    show(threeLanes());
    QTest::mouseClick(canvas_, Qt::LeftButton, {}, pointAt(0, 1500ms));
    QTest::keyClick(canvas_, Qt::Key_M);
    QTest::keyClick(canvas_, Qt::Key_BracketRight);
    QTest::keyClick(canvas_, Qt::Key_BracketRight);
    QCOMPARE(canvas_->measured(), std::optional(Range{1s, 3s}));
  }

  void the_arrow_keys_choose_lanes_and_brackets_choose_slices() {
    show(threeLanes());
    QSignalSpy threads(view_.get(), &ui::TimelineView::threadChosen);
    QTest::keyClick(canvas_, Qt::Key_Down);
    QTest::keyClick(canvas_, Qt::Key_Down);
    QCOMPARE(canvas_->selection().lane, 1);
    QTest::keyClick(canvas_, Qt::Key_Up);
    QCOMPARE(canvas_->selection().lane, 0);
    QCOMPARE(threads.count(), 3);
    const auto slice = canvas_->selection().slice;
    QTest::keyClick(canvas_, Qt::Key_BracketLeft);
    QCOMPARE(*canvas_->selection().slice + 1, *slice);
    QSignalSpy lines(view_.get(), &ui::TimelineView::lineChosen);
    QTest::keyClick(canvas_, Qt::Key_Return);
    QCOMPARE(lines.count(), 1);
    QVERIFY(canvas_->accessibleDescription().contains("worker-1"));
  }

  void keys_move_and_zoom() {
    show(threeLanes());
    const Time length = canvas_->camera().visible().length();
    QTest::keyClick(canvas_, Qt::Key_Plus);
    QVERIFY(canvas_->camera().visible().length() < length);
    QTest::keyClick(canvas_, Qt::Key_Home);
    QCOMPARE(canvas_->camera().visible().begin, Time(0s));
    QTest::keyClick(canvas_, Qt::Key_Right);
    QVERIFY(canvas_->camera().visible().begin > 0s);
    QTest::keyClick(canvas_, Qt::Key_End);
    QCOMPARE(canvas_->camera().visible().end, canvas_->camera().whole().end);
    QTest::keyClick(canvas_, Qt::Key_F);
    QCOMPARE(canvas_->camera().mode(), Camera::Mode::fit);
    QTest::keyClick(canvas_, Qt::Key_L);
    QCOMPARE(canvas_->camera().mode(), Camera::Mode::live);
  }

  void buttons_show_and_change_the_mode() {
    show(threeLanes());
    QToolButton* fit = button("Fit");
    QToolButton* follow = button("Follow");
    QVERIFY(follow->isChecked() && !fit->isChecked());
    QTest::mouseClick(fit, Qt::LeftButton);
    QVERIFY(fit->isChecked() && !follow->isChecked());
    QTest::mouseClick(fit, Qt::LeftButton);
    QVERIFY(fit->isChecked());
    QTest::keyClick(canvas_, Qt::Key_Plus);
    QVERIFY(!fit->isChecked() && !follow->isChecked());
    QTest::mouseClick(follow, Qt::LeftButton);
    QVERIFY(follow->isChecked());
    QVERIFY(fit->toolTip().contains("(F)") && follow->toolTip().contains("(L)"));
  }

  void a_long_run_is_followed_by_scrolling_the_picture() {
    show(threeLanes(30s), course::RunState::running);
    canvas_->grab();
    const Time pixel = canvas_->camera().visible().length() / canvas_->layoutOfParts().plot.width();
    show(threeLanes(30s + 3 * pixel), course::RunState::running);
    canvas_->grab();
    QCOMPARE(canvas_->camera().visible().end, 30s + 3 * pixel);
    QVERIFY(canvas_->columnsPoured() <= 10);
  }

  void hovering_tells_a_sentence() {
    show(threeLanes());
    const QString sentence = canvas_->sentenceAt(pointAt(0, 3500ms));
    QVERIFY2(sentence.contains("worker-1") && sentence.contains("lock-1"), qPrintable(sentence));
    QVERIFY2(sentence.contains("3.00") && sentence.contains("4.00"), qPrintable(sentence));
    QHelpEvent help(QEvent::ToolTip, pointAt(0, 3500ms), canvas_->mapToGlobal(pointAt(0, 3500ms)));
    QApplication::sendEvent(canvas_, &help);
    QCOMPARE(QToolTip::text(), sentence);
  }

  void lanes_that_do_not_fit_can_be_scrolled() {
    show(manyLanes(64));
    auto* bar = view_->findChild<QScrollBar*>();
    QVERIFY(bar->isVisible());
    bar->setValue(bar->maximum());
    QCOMPARE(canvas_->rows().scroll, canvas_->rows().greatestScroll());
    QTest::mouseClick(canvas_, Qt::LeftButton, {}, pointAt(63, 1s));
    QCOMPARE(canvas_->selection().lane, 63);
    for (int i = 0; i < 63; ++i) QTest::keyClick(canvas_, Qt::Key_Up);
    QCOMPARE(bar->value(), 0);
    show(threeLanes());
    QVERIFY(!bar->isVisible());
  }

  void another_run_is_shown_from_its_begin() {
    show(threeLanes());
    QTest::mouseClick(canvas_, Qt::LeftButton, {}, pointAt(0, 3500ms));
    QTest::mouseDClick(canvas_, Qt::LeftButton, {}, pointAt(0, 3500ms));
    show(threeLanes(1s));
    QCOMPARE(canvas_->selection(), Selection{});
    QCOMPARE(canvas_->camera().mode(), Camera::Mode::live);
  }

  void dark_and_large_text_repaint() {
    show(threeLanes());
    const QImage light = canvas_->grab().toImage();
    const int height = canvas_->layoutOfParts().axis.height();
    ui::theme::apply(*qApp, ui::theme::Scheme::dark, 150);
    QTRY_VERIFY(canvas_->layoutOfParts().axis.height() > height);
    const QImage dark = canvas_->grab().toImage();
    QVERIFY(qGray(dark.pixel(2, dark.height() - 4)) < 80);
    QVERIFY(qGray(light.pixel(2, light.height() - 4)) > 200);
  }

  void a_legend_that_would_take_many_lines_goes_behind_a_button() {
    auto* legend = view_->findChild<Legend*>();
    QVERIFY(legend->isVisible() && !button("Legend")->isVisible());
    view_->resize(300, 260);
    QVERIFY(!legend->isVisible() && button("Legend")->isVisible());
    view_->resize(1000, 260);
    QVERIFY(legend->isVisible() && !button("Legend")->isVisible());
  }

  void it_tells_its_name_to_screen_readers() {
    QVERIFY(!canvas_->accessibleName().isEmpty());
    QVERIFY(!canvas_->accessibleDescription().isEmpty());
    for (const QToolButton* one : view_->findChildren<QToolButton*>()) QVERIFY(!one->accessibleName().isEmpty());
  }

 private:
  void show(std::shared_ptr<const model::Snapshot> snapshot, course::RunState state = course::RunState::over) {
    auto shown = std::make_shared<course::Frame>();
    shown->snapshot = std::move(snapshot);
    shown->state = state;
    view_->showFrame(shown);
  }

  QPoint pointAt(int lane, Time at) const {
    const Layout& layout = canvas_->layoutOfParts();
    const Axis axis{canvas_->camera().visible(), layout.plot.left(), layout.plot.width()};
    return {static_cast<int>(std::lround(axis.x(at))), layout.plot.top() + canvas_->rows().middle(lane)};
  }

  void turnWheel(QPoint at, QPoint angle, Qt::KeyboardModifiers modifiers = {}) {
    QWheelEvent event(at, canvas_->mapToGlobal(at), {}, angle, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
    QApplication::sendEvent(canvas_, &event);
  }

  void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {}) {
    QTest::mousePress(canvas_, Qt::LeftButton, modifiers, from);
    QTest::mouseMove(canvas_, (from + to) / 2);
    QTest::mouseMove(canvas_, to);
    QTest::mouseRelease(canvas_, Qt::LeftButton, modifiers, to);
  }

  QToolButton* button(const QString& text) const {
    for (QToolButton* one : view_->findChildren<QToolButton*>()) {
      if (one->text() == text) return one;
    }
    return nullptr;
  }

  static double luminance(QColor color) {
    const auto linear = [](double part) {
      return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
  }

  static double contrast(QColor one, QColor other) {
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
  }

  static bool contains(const QImage& image, QRect rect, QColor color) {
    for (int y = rect.top(); y <= rect.bottom(); ++y) {
      for (int x = rect.left(); x <= rect.right(); ++x) {
        if (image.pixelColor(x, y) == color) return true;
      }
    }
    return false;
  }

  std::unique_ptr<ui::TimelineView> view_;
  Canvas* canvas_ = nullptr;
};

QTEST_MAIN(TimelineViewTest)
#include "tst_timeline_view.moc"
