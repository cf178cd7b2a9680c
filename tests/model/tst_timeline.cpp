#include <QTest>
#include <algorithm>
#include <array>
#include <set>

#include "model/columns.h"
#include "model/dice.h"
#include "model/timeline.h"

using model::Lane;
using model::LaneHistory;
using model::Span;
using model::ThreadState;
using trace::Time;

namespace {

using Times = std::array<std::int64_t, model::all_thread_states.size()>;

/// How long each state lasts in [from, to), slice by slice.
Times times_in(const Lane& lane, Time from, Time to, Time now) {
  Times times{};
  for (std::size_t i = lane.slices().begin(); i < lane.slices().end(); ++i) {
    const Time begin = std::max(from, Time(lane.slices()[i].begin));
    const Time end = std::min(to, lane.end_of(i, now));
    if (begin < end) times.at(lane.slices()[i].state) += (end - begin).count();
  }
  return times;
}

/// What took the most time; what came before the start and after the end only if nothing else did.
std::size_t most_telling(Times times) {
  const Times all = times;
  times.at(static_cast<std::size_t>(ThreadState::created)) = 0;
  times.at(static_cast<std::size_t>(ThreadState::finished)) = 0;
  const Times& counted = std::ranges::max(times) > 0 ? times : all;
  return static_cast<std::size_t>(std::ranges::max_element(counted) - counted.begin());
}

std::size_t slice_covering(const Lane& lane, Time at) {
  std::size_t found = lane.slices().end();
  for (std::size_t i = lane.slices().begin(); i < lane.slices().end(); ++i) {
    if (Time(lane.slices()[i].begin) <= at) found = i;
  }
  return found;
}

/// What query() promises, painted pixel by pixel without any index.
std::vector<Span> painted(const Lane& lane, Time from, Time to, int columns, Time now) {
  std::vector<Span> spans;
  const model::Columns pixels(from, to, columns);
  const Time end = std::min(to, lane.end_of(lane.slices().end() - 1, now));
  for (Time at = std::max(from, Time(lane.slices().front().begin)); at < end;) {
    const std::size_t slice = slice_covering(lane, at);
    const Time stop = std::min(end, pixels.edge(pixels.at(at) + 1));
    if (lane.end_of(slice, now) >= stop) {
      spans.push_back({at, std::min(end, lane.end_of(slice, now)), lane.slices()[slice].thread_state(), 1, slice});
    } else {
      const Times times = times_in(lane, at, stop, now);
      const std::size_t most = most_telling(times);
      std::size_t last = slice;
      while (last + 1 < lane.slices().end() && Time(lane.slices()[last + 1].begin) < stop) ++last;
      if (last + 1 < lane.slices().end() && Time(lane.slices()[last + 1].begin) == stop) {
        // Slices of no length at the very edge count as before it, but for the one that lasts.
        last = std::max(last, slice_covering(lane, stop) - 1);
      }
      const ThreadState state = model::all_thread_states.at(most);
      if (!spans.empty() && spans.back().merged > 1 && spans.back().state == state) {
        spans.back().end = stop;
        spans.back().merged = static_cast<std::uint32_t>(last + 1 - spans.back().slice);
      } else {
        spans.push_back({at, stop, state, static_cast<std::uint32_t>(last + 1 - slice), slice});
      }
    }
    at = spans.back().end;
  }
  return spans;
}

void compare(const std::vector<Span>& actual, const std::vector<Span>& expected) {
  QCOMPARE(actual.size(), expected.size());
  for (std::size_t i = 0; i < actual.size(); ++i) {
    QCOMPARE(actual[i].begin.count(), expected[i].begin.count());
    QCOMPARE(actual[i].end.count(), expected[i].end.count());
    QCOMPARE(actual[i].state, expected[i].state);
    QCOMPARE(actual[i].slice, expected[i].slice);
    QCOMPARE(actual[i].merged, expected[i].merged);
  }
}

void spans_keep_the_promises(const std::vector<Span>& spans, const Lane& lane, Time from, Time to, int columns,
                             Time now) {
  QVERIFY(spans.size() <= static_cast<std::size_t>(columns));
  Time at = std::max(from, Time(lane.slices().front().begin));
  for (const Span& span : spans) {
    QCOMPARE(span.begin, at);
    QVERIFY(span.begin < span.end);
    at = span.end;
    const Times times = times_in(lane, span.begin, span.end, now);
    QCOMPARE(times.at(static_cast<std::size_t>(span.state)), times.at(most_telling(times)));
  }
  const Time end = std::min(to, lane.end_of(lane.slices().end() - 1, now));
  if (!spans.empty()) QCOMPARE(at, end);
}

LaneHistory random_lane(tests::Dice& dice, int slices) {
  LaneHistory history({1});
  Time at(dice.roll(0, 1000));
  for (int i = 0; i < slices; ++i) {
    history.change(at, model::all_thread_states.at(static_cast<std::size_t>(dice.roll(0, 5))));
    // Now and then a long slice, none, or a clock that goes back.
    at += Time(dice.roll(0, 9) == 0 ? dice.roll(0, 5000) : dice.roll(-3, 60));
  }
  return history;
}

}  // namespace

class TestTimeline : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_slice_keeps_what_it_was_told() {
    LaneHistory history({7});
    history.change(Time(5), ThreadState::blocked, {300}, {4095}, {0xabcdef});
    const Lane lane = history.view();
    QCOMPARE(lane.thread().value, 7U);
    QCOMPARE(lane.slices().front().thread_state(), ThreadState::blocked);
    QCOMPARE(static_cast<int>(lane.slices().front().object), 300);
    QCOMPARE(static_cast<int>(lane.slices().front().peer), 4095);
    QCOMPARE(static_cast<int>(lane.slices().front().source), 0xabcdef);
  }

  void a_peer_that_does_not_fit_is_nobody() {
    LaneHistory history({7});
    history.change(Time(5), ThreadState::blocked, {}, {4096});
    QCOMPARE(static_cast<int>(history.view().slices().front().peer), 0);
  }

  void the_last_slice_ends_now() {
    LaneHistory history({1});
    history.change(Time(5), ThreadState::running);
    history.change(Time(9), ThreadState::sleeping);
    QCOMPARE(history.view().end_of(0, Time(20)), Time(9));
    QCOMPARE(history.view().end_of(1, Time(20)), Time(20));
    QCOMPARE(history.view().end_of(1, Time(2)), Time(9));
  }

  void a_clock_that_goes_back_is_moved_forward() {
    LaneHistory history({1});
    history.change(Time(9), ThreadState::running);
    history.change(Time(5), ThreadState::sleeping);
    QCOMPARE(history.view().slices().back().begin, std::int64_t{9});
  }

  void a_slice_is_found_by_time() {
    LaneHistory history({1});
    QCOMPARE(history.view().slice_at(Time(5)), std::size_t{0});
    history.change(Time(5), ThreadState::running);
    history.change(Time(9), ThreadState::sleeping);
    const Lane lane = history.view();
    QCOMPARE(lane.slice_at(Time(4)), lane.slices().end());
    QCOMPARE(lane.slice_at(Time(5)), std::size_t{0});
    QCOMPARE(lane.slice_at(Time(8)), std::size_t{0});
    QCOMPARE(lane.slice_at(Time(900)), std::size_t{1});
  }

  void what_cannot_be_asked_gives_nothing() {
    LaneHistory history({1});
    QVERIFY(history.view().query(Time(0), Time(10), 10, Time(10)).empty());
    history.change(Time(5), ThreadState::running);
    const Lane lane = history.view();
    QVERIFY(lane.query(Time(0), Time(10), 0, Time(10)).empty());
    QVERIFY(lane.query(Time(10), Time(10), 10, Time(10)).empty());
    QVERIFY(lane.query(Time(0), Time(5), 10, Time(10)).empty());
    QVERIFY(lane.query(Time(20), Time(30), 10, Time(10)).empty());
  }

  void long_slices_are_spans_of_their_own() {
    LaneHistory history({1});
    history.change(Time(10), ThreadState::running);
    history.change(Time(47), ThreadState::blocked);
    history.change(Time(82), ThreadState::running);
    const auto spans = history.view().query(Time(0), Time(100), 10, Time(95));
    QCOMPARE(spans.size(), std::size_t{3});
    QCOMPARE(spans[0].begin, Time(10));
    QCOMPARE(spans[1].begin, Time(47));
    QCOMPARE(spans[1].end, Time(82));
    QCOMPARE(spans[1].state, ThreadState::blocked);
    QCOMPARE(spans[2].end, Time(95));
  }

  void short_slices_are_merged_into_what_took_longest() {
    LaneHistory history({1});
    for (int i = 0; i < 1000; ++i) {
      history.change(Time(i * 10), ThreadState::running);
      history.change(Time(i * 10 + 3), ThreadState::blocked);
    }
    const auto spans = history.view().query(Time(0), Time(10'000), 10, Time(10'000));
    QCOMPARE(spans.size(), std::size_t{1});
    QCOMPARE(spans[0].state, ThreadState::blocked);
    QCOMPARE(spans[0].merged, 2000U);
    QCOMPARE(spans[0].end, Time(10'000));
  }

  void a_short_life_is_seen_before_what_was_around_it() {
    LaneHistory history({1});
    history.change(Time(0), ThreadState::created);
    history.change(Time(500), ThreadState::running);
    history.change(Time(501), ThreadState::finished);
    const auto spans = history.view().query(Time(0), Time(10'000), 10, Time(10'000));
    QCOMPARE(spans.front().state, ThreadState::running);
    QCOMPARE(spans.front().end, Time(1'000));
    QCOMPARE(spans.back().state, ThreadState::finished);
  }

  void spans_are_what_a_painter_of_every_slice_would_draw() {
    tests::Dice dice;
    for (int round = 0; round < 400; ++round) {
      LaneHistory history = random_lane(dice, static_cast<int>(dice.roll(1, 900)));
      if (dice.roll(0, 3) == 0) history.drop_front(static_cast<std::size_t>(dice.roll(0, 500)));
      const Lane lane = history.view();
      const std::int64_t last = lane.slices().back().begin;
      const Time from(dice.roll(-100, last));
      const Time to = from + Time(dice.roll(1, last + 200));
      const int columns = static_cast<int>(dice.roll(1, 200));
      const Time now(last + dice.roll(-10, 100));
      const auto spans = lane.query(from, to, columns, now);
      compare(spans, painted(lane, from, to, columns, now));
      spans_keep_the_promises(spans, lane, from, to, columns, now);
      if (QTest::currentTestFailed()) return;
    }
  }

  void a_pixel_below_a_nanosecond_is_survived() {
    LaneHistory history({1});
    for (int i = 0; i < 50; ++i) history.change(Time(i), i % 2 == 0 ? ThreadState::running : ThreadState::ready);
    const Lane lane = history.view();
    const auto spans = lane.query(Time(10), Time(20), 1000, Time(60));
    QCOMPARE(spans.size(), std::size_t{10});
    spans_keep_the_promises(spans, lane, Time(10), Time(20), 1000, Time(60));
  }

  void forgotten_slices_are_counted() {
    LaneHistory history({1});
    for (int i = 0; i < 10'000; ++i) history.change(Time(i), ThreadState::running);
    const std::size_t forgotten = history.drop_front(1000);
    QCOMPARE(history.size() + forgotten, std::size_t{10'000});
    QVERIFY(history.size() >= 1000);
    QVERIFY(history.size() < 1000 + 256);
  }

  void few_arrows_are_all_shown_however_close() {
    model::ChunkedLog<model::Arrow> arrows;
    arrows.append({Time(10), {1}, {2}, {9}});
    arrows.append({Time(11), {3}, {1}, {9}});
    arrows.append({Time(11), {4}, {1}, {9}});
    model::Timeline timeline;
    timeline.arrows = arrows.view();
    QCOMPARE(timeline.arrows_between(Time(0), Time(1'000'000), 3).size(), std::size_t{3});
    QCOMPARE(timeline.arrows_between(Time(0), Time(11), 3).size(), std::size_t{1});
  }

  void a_wake_of_many_keeps_an_arrow_to_each_of_them() {
    model::ChunkedLog<model::Arrow> arrows;
    for (std::int64_t round = 0; round < 10; ++round) {
      for (std::uint32_t to = 2; to <= 7; ++to) arrows.append({Time(round * 100), {1}, {to}, {9}});
      arrows.append({Time(round * 100), {8}, {2}, {9}});
      arrows.append({Time(round * 100), {1}, {7}, {9}});
    }
    model::Timeline timeline;
    timeline.arrows = arrows.view();
    const auto found = timeline.arrows_between(Time(0), Time(1'000), 10);
    QCOMPARE(found.size(), std::size_t{10 * 6});
    for (std::size_t i = 0; i < found.size(); ++i) {
      QCOMPARE(found[i].from.value, 1U);
      QCOMPARE(found[i].to.value, static_cast<std::uint32_t>(2 + i % 6));
    }
  }

  void arrows_are_bounded_however_many_are_woken() {
    model::ChunkedLog<model::Arrow> arrows;
    for (std::uint32_t i = 0; i < 100'000; ++i) arrows.append({Time(i), {1}, {2 + i % 5'000}, {9}});
    model::Timeline timeline;
    timeline.arrows = arrows.view();
    QCOMPARE(timeline.arrows_between(Time(0), Time(100'000), 10).size(), 10 * model::Timeline::most_together);
  }

  void of_many_arrows_between_two_threads_one_starts_per_pixel() {
    tests::Dice dice;
    model::ChunkedLog<model::Arrow> arrows;
    Time at{};
    for (int i = 0; i < 5000; ++i) {
      at += Time(dice.roll(0, 9) == 0 ? 500 : dice.roll(0, 3));
      arrows.append({at, {1}, {2}, {3}});
    }
    model::Timeline timeline;
    timeline.arrows = arrows.view();
    const Time from = at / 5;
    const auto found = timeline.arrows_between(from, at, 333);
    const model::Columns pixels(from, at, 333);
    std::set<int> expected;
    for (std::size_t i = 0; i < 5000; ++i) {
      if (arrows.view()[i].at >= from && arrows.view()[i].at < at) expected.insert(pixels.at(arrows.view()[i].at));
    }
    std::set<int> actual;
    for (const model::Arrow& arrow : found) actual.insert(pixels.at(arrow.at));
    QCOMPARE(actual.size(), found.size());
    QVERIFY(actual == expected);
    QVERIFY(timeline.arrows_between(at, at, 10).empty());
    QVERIFY(timeline.arrows_between(from, at, 0).empty());
  }
};

QTEST_APPLESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
