#include <QtTest>

#include "timeline_snapshots.h"
#include "ui/timeline_selection.h"

using namespace std::chrono_literals;
using namespace snapshots;
using namespace ui::timeline;

namespace {

std::shared_ptr<model::Snapshot> twoLanes() {
  return make({{{0s, ThreadState::running}, {1s, ThreadState::blocked, 1}, {2s, ThreadState::running}},
               {{1s, ThreadState::running}, {3s, ThreadState::finished}}},
              4s);
}

}  // namespace

class TimelineSelectionTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void the_slice_at_a_moment_is_chosen() {
    const auto run = twoLanes();
    QCOMPARE(chosenAt(run->timeline, 0, 1500ms), (Selection{0, 1}));
    QCOMPARE(chosenAt(run->timeline, 1, 500ms), (Selection{1, std::nullopt}));
    QCOMPARE(chosenAt(run->timeline, 1, 5s), (Selection{1, std::nullopt}));
    QCOMPARE(chosenAt(run->timeline, 7, 1s), Selection{});
  }

  void lanes_are_gone_through_without_going_round() {
    const auto run = twoLanes();
    Selection selection = otherLane({}, run->timeline, 1, 2500ms);
    QCOMPARE(selection, (Selection{0, 2}));
    selection = otherLane(selection, run->timeline, 1, 2500ms);
    QCOMPARE(selection, (Selection{1, 0}));
    QCOMPARE(otherLane(selection, run->timeline, 1, 2500ms), selection);
    QCOMPARE(otherLane({0, 2}, run->timeline, -1, 2500ms), (Selection{0, 2}));
  }

  void slices_are_gone_through_within_the_lane() {
    const auto run = twoLanes();
    QCOMPARE(otherSlice({0, 1}, run->timeline, 1, 0s), (Selection{0, 2}));
    QCOMPARE(otherSlice({0, 2}, run->timeline, 1, 0s), (Selection{0, 2}));
    QCOMPARE(otherSlice({0, 1}, run->timeline, -1, 0s), (Selection{0, 0}));
    QCOMPARE(otherSlice({0, 0}, run->timeline, -1, 0s), (Selection{0, 0}));
  }

  void without_a_slice_the_one_in_sight_is_taken() {
    const auto run = twoLanes();
    QCOMPARE(otherSlice({0, std::nullopt}, run->timeline, 1, 1500ms), (Selection{0, 1}));
    QCOMPARE(otherSlice({1, std::nullopt}, run->timeline, 1, 0s), (Selection{1, 0}));
    QCOMPARE(otherSlice({1, std::nullopt}, run->timeline, -1, 9s), (Selection{1, 1}));
  }

  void a_chosen_slice_tells_its_range() {
    const auto run = twoLanes();
    QCOMPARE(rangeOf({0, 1}, run->timeline), std::optional(Range{1s, 2s}));
    QCOMPARE(rangeOf({1, 1}, run->timeline), std::optional(Range{3s, 4s}));
    QCOMPARE(rangeOf({0, std::nullopt}, run->timeline), std::nullopt);
  }

  void what_is_gone_is_let_go_of() {
    const auto run = twoLanes();
    QCOMPARE(valid({5, 1}, run->timeline), Selection{});
    QCOMPARE(valid({1, 9}, run->timeline), (Selection{1, std::nullopt}));
    QCOMPARE(otherLane({}, model::Timeline{}, 1, 0s), Selection{});
  }
};

QTEST_APPLESS_MAIN(TimelineSelectionTest)
#include "tst_timeline_selection.moc"
