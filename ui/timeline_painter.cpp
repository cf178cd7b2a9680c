#include "ui/timeline_painter.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace ui::timeline {
namespace {

int devicePixels(int pixels, qreal ratio) { return static_cast<int>(std::lround(pixels * ratio)); }

// A slice gets an edge of its own only where that leaves most of it to be seen.
constexpr int widthForEdge = 4;
constexpr int widthForLabel = 20;
constexpr int columnsBefore = 2;

}  // namespace

const QImage& Painter::paint(const std::shared_ptr<const model::Snapshot>& snapshot, const View& view) {
  columnsPoured_ = 0;
  const auto before = std::exchange(snapshot_, snapshot);
  if (before && fits(*before, view)) {
    if (const auto shift = shiftBetween(view_.visible, view.visible, image_.width())) {
      view_ = view;
      scroll(*shift);
      forgetWaitsOutOfSight();
      // A slice that has become wide enough for an edge has it behind what was painted before.
      const int changed = before == snapshot ? image_.width() : columnOf(before->timeline.now) - 1 - widthForEdge;
      for (const Strip strip : stripsToPaint(*shift, changed, image_.width())) pour(strip);
      return image_;
    }
  }
  begin(view);
  pour({0, image_.width()});
  return image_;
}

void Painter::forget() {
  snapshot_.reset();
  tiles_.reset();
}

bool Painter::fits(const model::Snapshot& before, const View& view) const {
  return tiles_ && view.rows == view_.rows && view.size == view_.size && view.ratio == view_.ratio &&
         before.timeline.forgotten == snapshot_->timeline.forgotten && before.timeline.now <= snapshot_->timeline.now;
}

void Painter::begin(const View& view) {
  view_ = view;
  const QSize size(devicePixels(view.size.width(), view.ratio), devicePixels(view.size.height(), view.ratio));
  if (image_.size() != size) image_ = QImage(size, QImage::Format_ARGB32_Premultiplied);
  image_.fill(Qt::transparent);
  const int bar = devicePixels(view.rows.height - 2 * view.rows.inset(), view.ratio);
  if (!tiles_ || tiles_->barHeight() != std::max(bar, 1)) tiles_.emplace(bar);
  columnsPerNanosecond_ = size.width() / static_cast<double>(view.visible.length().count());
  styles_.resize(static_cast<std::size_t>(size.width()));
  phase_ = 0;
  wideWaits_.clear();
}

void Painter::scroll(int shift) {
  if (shift == 0) return;
  const auto kept = static_cast<std::size_t>(image_.width() - std::abs(shift)) * sizeof(QRgb);
  for (int y = 0; y < image_.height(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(image_.scanLine(y));
    std::memmove(line + std::max(-shift, 0), line + std::max(shift, 0), kept);
  }
  phase_ = ((phase_ + shift) % Tiles::period + Tiles::period) % Tiles::period;
}

void Painter::forgetWaitsOutOfSight() {
  const auto& timeline = snapshot_->timeline;
  std::erase_if(wideWaits_, [&](const WideWait& wait) {
    const model::Lane& lane = timeline.lanes[static_cast<std::size_t>(wait.lane)];
    return lane.end_of(wait.slice, timeline.now) <= view_.visible.begin ||
           Time(lane.slices()[wait.slice].begin) >= view_.visible.end;
  });
}

void Painter::pour(Strip strip) {
  columnsPoured_ += strip.end - strip.begin;
  const Rows& rows = view_.rows;
  const int end = std::min(rows.endVisible(), static_cast<int>(snapshot_->timeline.lanes.size()));
  for (int lane = rows.firstVisible(); lane < end; ++lane) {
    std::fill(styles_.begin() + strip.begin, styles_.begin() + strip.end, Tiles::nothing);
    style(lane, strip);
    copy(devicePixels(rows.top(lane) + rows.inset(), view_.ratio), strip);
  }
}

void Painter::style(int index, Strip strip) {
  const Axis axis{view_.visible, 0, image_.width()};
  const model::Lane& lane = snapshot_->timeline.lanes[static_cast<std::size_t>(index)];
  // A slice that ends in the strip's first column is told from what follows only if it is seen to have filled another.
  const int query = strip.begin - columnsBefore;
  const auto spans = lane.query(axis.at(query), axis.at(strip.end), strip.end - query, snapshot_->timeline.now);
  for (const model::Span& span : spans) {
    if (columnOf(span.begin) < strip.begin && columnOf(span.end) <= strip.begin) continue;
    const int begin = std::clamp(columnOf(span.begin), strip.begin, strip.end - 1);
    const int end = std::clamp(columnOf(span.end), begin + 1, strip.end);
    const Look look = span.merged > 1 ? Look::merged : Look::single;
    std::fill(styles_.begin() + begin, styles_.begin() + end, Tiles::style(span.state, look));
    if (look == Look::merged) continue;
    const int first = columnOf(Time(lane.slices()[span.slice].begin));
    const int edge = edgeOf(lane, span.slice);
    if (edge >= strip.begin && edge < end) {
      styles_[static_cast<std::size_t>(edge)] = Tiles::style(span.state, Look::edge);
    }
    const bool wide = end - first >= widthForLabel;
    if (wide && span.state == model::ThreadState::blocked) wideWaits_.insert({index, span.slice});
  }
}

int Painter::edgeOf(const model::Lane& lane, std::size_t slice) const {
  const Time begin(lane.slices()[slice].begin);
  const Time length = lane.end_of(slice, snapshot_->timeline.now) - begin;
  if (static_cast<double>(length.count()) * columnsPerNanosecond_ < widthForEdge) return -1;
  const double first = std::floor(position(begin));
  const bool shares = slice > lane.slices().begin() && position(Time(lane.slices()[slice - 1].begin)) >= first;
  return static_cast<int>(std::clamp(shares ? first + 1 : first, -1.0, static_cast<double>(image_.width())));
}

void Painter::copy(int top, Strip strip) {
  const int end = std::min(top + tiles_->barHeight(), image_.height());
  for (int y = std::max(top, 0); y < end; ++y) {
    auto* line = reinterpret_cast<QRgb*>(image_.scanLine(y));
    for (int x = strip.begin; x < strip.end; ++x) {
      const std::uint8_t style = styles_[static_cast<std::size_t>(x)];
      line[x] = tiles_->line(style, y - top)[(x + phase_) % Tiles::period];
    }
  }
}

int Painter::columnOf(Time at) const {
  const double column = position(at);
  return column < 0 ? -1 : static_cast<int>(std::min(column, image_.width() + 1.0));
}

/// In columns; what lies on the border of two belongs to the second.
double Painter::position(Time at) const {
  return static_cast<double>((at - view_.visible.begin).count()) * columnsPerNanosecond_ + 0.01;
}

}  // namespace ui::timeline
