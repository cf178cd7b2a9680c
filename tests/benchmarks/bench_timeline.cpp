#include <benchmark/benchmark.h>
#include <malloc.h>

#include <QGuiApplication>
#include <QPainter>
#include <map>
#include <memory>
#include <random>

#include "compare.h"
#include "model/snapshot.h"
#include "ui/theme.h"
#include "ui/timeline_painter.h"

namespace {

using model::ThreadState;
using trace::Time;
using namespace std::chrono_literals;

constexpr int lanes = 64;
constexpr int lane_height = 14;
constexpr QSize plot(1500, lanes* lane_height);
constexpr Time step = 2us;

constexpr std::int64_t small = 100'000;
constexpr std::int64_t medium = 1'000'000;
constexpr std::int64_t large = 6'400'000;

std::size_t allocated() { return mallinfo2().uordblks + mallinfo2().hblkhd; }

struct Run {
  std::shared_ptr<model::Snapshot> snapshot = std::make_shared<model::Snapshot>();
  std::vector<model::LaneHistory> histories;
  double bytes_per_slice = 0;

  /// So many slices of all lanes together, of random lengths about `step`.
  explicit Run(std::int64_t slices) {
    const std::size_t before = allocated();
    std::minstd_rand dice(1);
    Time now{};
    for (std::uint32_t lane = 1; lane <= lanes; ++lane) {
      model::LaneHistory& history = histories.emplace_back(trace::ThreadId{lane});
      Time at{};
      for (std::int64_t i = 0; i < slices / lanes; ++i) {
        history.change(at, model::all_thread_states[dice() % model::all_thread_states.size()], {1}, {}, {1});
        at += Time(static_cast<std::int64_t>(dice() % static_cast<std::uint32_t>(2 * step.count())) + 1);
      }
      now = std::max(now, at);
    }
    bytes_per_slice = static_cast<double>(allocated() - before) / static_cast<double>(slices);
    for (const auto& history : histories) snapshot->timeline.lanes.push_back(history.view());
    snapshot->now = snapshot->timeline.now = now;
  }
};

const Run& run(std::int64_t slices) {
  static std::map<std::int64_t, Run> runs;
  return runs.try_emplace(slices, slices).first->second;
}

ui::timeline::View view(ui::timeline::Range visible) {
  return {visible, ui::timeline::Rows{lanes, lane_height, plot.height(), 0}, plot, 1.0};
}

void repaint(benchmark::State& state, std::int64_t slices) {
  const Run& shown = run(slices);
  ui::timeline::Painter painter;
  for (auto _ : state) {
    painter.forget();
    benchmark::DoNotOptimize(painter.paint(shown.snapshot, view({0s, shown.snapshot->now})).constBits());
  }
  state.counters["bytes_per_slice"] = shown.bytes_per_slice;
}

void repaint_100_thousand_slices(benchmark::State& state) { repaint(state, small); }
void repaint_6_million_slices(benchmark::State& state) {
  repaint(state, large);
  compare::at_most(state, "repaint_100_thousand_slices", 1.2);
}

/// Every slice in sight is drawn.
void draw_1_million_slices_naively(benchmark::State& state) {
  const Run& shown = run(medium);
  const double per_nanosecond = plot.width() / static_cast<double>(shown.snapshot->now.count());
  QImage image(plot, QImage::Format_ARGB32_Premultiplied);
  for (auto _ : state) {
    image.fill(Qt::white);
    QPainter painter(&image);
    for (int lane = 0; lane < lanes; ++lane) {
      const auto& slices = shown.snapshot->timeline.lanes[static_cast<std::size_t>(lane)].slices();
      for (std::size_t i = slices.begin(); i < slices.end(); ++i) {
        const auto end = i + 1 < slices.end() ? slices[i + 1].begin : shown.snapshot->now.count();
        const double left = static_cast<double>(slices[i].begin) * per_nanosecond;
        const double right = static_cast<double>(end) * per_nanosecond;
        painter.fillRect(QRectF(left, lane * lane_height + 2, right - left, lane_height - 4),
                         ui::theme::stateColor(slices[i].thread_state()));
      }
    }
    benchmark::DoNotOptimize(image.constBits());
  }
}

/// As many are in sight, of 6.4 million, and move on by three pixels.
void scroll_1_million_slices(benchmark::State& state) {
  const Run& shown = run(large);
  const Time width = run(medium).snapshot->now / plot.width() * plot.width();
  const Time move = width / plot.width() * 3;
  Time from{};
  ui::timeline::Painter painter;
  painter.paint(shown.snapshot, view({from, from + width}));
  for (auto _ : state) {
    from = from + move + width < shown.snapshot->now ? from + move : Time::zero();
    benchmark::DoNotOptimize(painter.paint(shown.snapshot, view({from, from + width})).constBits());
  }
  compare::at_most(state, "draw_1_million_slices_naively", 0.06);
}

BENCHMARK(repaint_100_thousand_slices)->Unit(benchmark::kMicrosecond);
BENCHMARK(repaint_6_million_slices)->Unit(benchmark::kMicrosecond);
BENCHMARK(draw_1_million_slices_naively)->Unit(benchmark::kMicrosecond);
BENCHMARK(scroll_1_million_slices)->Unit(benchmark::kMicrosecond);

}  // namespace
