#include "model/timeline.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "model/columns.h"

namespace model {
namespace {

using trace::Time;

constexpr std::uint32_t peer_limit = 1U << 12U;
constexpr std::uint32_t id_limit = 1U << 24U;

std::uint64_t if_below(std::uint32_t id, std::uint32_t limit) { return id < limit ? id : 0; }

}  // namespace

/// Goes along a lane, forward only. Knows at each moment which slice covers it and how long each state has lasted.
class Lane::Walk {
 public:
  explicit Walk(const Lane& lane) : lane_(lane), sum_(lane.slices_.begin() / block) {}

  std::size_t slice() const { return slice_; }
  const StateTimes& times() const { return times_; }

  /// Requires that the lane has begun by then and that the walk is not beyond.
  void go_to(std::int64_t at) {
    sum_ = block_at(sum_, at);
    times_ = lane_.sums_[sum_];
    const auto run = lane_.slices_.run(sum_ * block);
    const Slice* slice = run.data();
    const Slice* const last = slice + std::min(block, run.size()) - 1;
    for (; slice != last && slice[1].begin <= at; ++slice) times_[slice->state] += slice[1].begin - slice->begin;
    times_[slice->state] += at - slice->begin;
    slice_ = sum_ * block + static_cast<std::size_t>(slice - run.data());
  }

  /// Has what go_to(at) will read on its way from memory: in long histories, waiting for it takes most of the time.
  /// Requires that the walk is not beyond.
  void fetch(std::int64_t at) {
    if (lane_.begins_[ahead_] > at) ahead_ = sum_;
    ahead_ = block_at(ahead_, at);
    const auto* slices = reinterpret_cast<const char*>(&lane_.slices_[ahead_ * block]);
    for (std::size_t line = 0; line < block * sizeof(Slice); line += 64) __builtin_prefetch(slices + line);
    __builtin_prefetch(&lane_.sums_[ahead_]);
  }

 private:
  std::size_t block_at(std::size_t start, std::int64_t at) const {
    return lane_.begins_.partition_point_from(start, [at](std::int64_t begin) { return begin <= at; }) - 1;
  }

  const Lane& lane_;
  std::size_t sum_;
  std::size_t ahead_ = sum_;
  std::size_t slice_ = 0;
  StateTimes times_{};
};

std::int64_t Lane::end_of_history(Time now) const { return std::max(now.count(), slices_.back().begin); }

Time Lane::end_of(std::size_t slice, Time now) const {
  if (slice + 1 < slices_.end()) return Time(slices_[slice + 1].begin);
  return Time(end_of_history(now));
}

std::size_t Lane::slice_at(Time at) const {
  const std::size_t after = slices_.partition_point([at](const Slice& slice) { return slice.begin <= at.count(); });
  return after == slices_.begin() ? slices_.end() : after - 1;
}

namespace {

bool is_alive(ThreadState state) { return state != ThreadState::created && state != ThreadState::finished; }

/// What a thread did in its life, however short, before what it was around it.
template <class Times>
ThreadState most_telling(const Times& before, const Times& after) {
  const auto rank = [&](std::size_t i) {
    const auto time = after[i] - before[i];
    return std::pair(time > 0 && is_alive(all_thread_states[i]), time);
  };
  std::size_t best = 0;
  for (std::size_t i = 1; i < after.size(); ++i) {
    if (rank(i) > rank(best)) best = i;
  }
  return all_thread_states[best];
}

void append_merged(std::vector<Span>& spans, const Span& span) {
  if (!spans.empty() && spans.back().merged > 1 && spans.back().state == span.state) {
    Span& last = spans.back();
    last.end = span.end;
    last.merged = static_cast<std::uint32_t>(span.slice + span.merged - last.slice);
  } else {
    spans.push_back(span);
  }
}

}  // namespace

std::vector<Span> Lane::query(Time from, Time to, int columns, Time now) const {
  if (columns < 1 || to <= from || slices_.empty()) return {};
  const Columns pixels(from, to, columns);
  const Time end = std::min(to, Time(end_of_history(now)));
  Time at = std::max(from, Time(slices_.front().begin));
  std::vector<Span> spans;
  Walk walk(*this);
  if (at < end) walk.go_to(at.count());
  while (at < end) {
    const std::size_t slice = walk.slice();
    const Time slice_end = end_of(slice, now);
    const Time stop = std::min(end, pixels.edge(pixels.at(at) + 1));
    if (slice_end >= stop) {
      const Time span_end = std::min(slice_end, end);
      spans.push_back({at, span_end, slices_[slice].thread_state(), 1, slice});
      at = span_end;
      if (at < end) walk.go_to(at.count());
      continue;
    }
    walk.fetch(std::min(end, stop + (stop - at) * 4).count());
    const StateTimes before = walk.times();
    walk.go_to(stop.count());
    const std::size_t last = walk.slice() + (slices_[walk.slice()].begin < stop.count() ? 1 : 0);
    const auto merged = static_cast<std::uint32_t>(last - slice);
    append_merged(spans, {at, stop, most_telling(before, walk.times()), merged, slice});
    at = stop;
  }
  return spans;
}

void LaneHistory::change(Time at, ThreadState state, trace::ObjectId object, trace::ThreadId peer,
                         trace::SourceId source) {
  Slice slice;
  slice.begin = slices_.empty() ? at.count() : std::max(at.count(), last_.begin);
  slice.state = static_cast<std::uint64_t>(state) & 0xfU;
  slice.peer = if_below(peer.value, peer_limit) & 0xfffU;
  slice.object = if_below(object.value, id_limit) & 0xffffffU;
  slice.source = if_below(source.value, id_limit) & 0xffffffU;
  if (!slices_.empty()) times_[last_.state] += slice.begin - last_.begin;
  if (slices_.end() % Lane::block == 0) {
    begins_.append(slice.begin);
    sums_.append(times_);
  }
  slices_.append(slice);
  last_ = slice;
}

std::size_t LaneHistory::drop_front(std::size_t keep) {
  const std::size_t before = slices_.size();
  slices_.drop_front(keep);
  begins_.drop_front(begins_.end() - slices_.begin() / Lane::block);
  sums_.drop_front(sums_.end() - slices_.begin() / Lane::block);
  return before - slices_.size();
}

Lane LaneHistory::view() const {
  Lane lane;
  lane.thread_ = thread_;
  lane.slices_ = slices_.view();
  lane.begins_ = begins_.view();
  lane.sums_ = sums_.view();
  return lane;
}

namespace {

using Arrows = ChunkedLog<Arrow>::View;

void append_all(std::vector<Arrow>& found, const Arrows& arrows, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) found.push_back(arrows[i]);
}

/// The first, and those of its thread to others. Requires begin < end.
void append_fan(std::vector<Arrow>& found, const Arrows& arrows, std::size_t begin, std::size_t end) {
  const auto first = static_cast<std::ptrdiff_t>(found.size());
  for (std::size_t i = begin; i < std::min(end, begin + Timeline::most_together); ++i) {
    const Arrow& arrow = arrows[i];
    const auto same_end = [&](const Arrow& other) { return other.to == arrow.to; };
    if (arrow.from != arrows[begin].from) continue;
    if (std::none_of(found.begin() + first, found.end(), same_end)) found.push_back(arrow);
  }
}

}  // namespace

std::vector<Arrow> Timeline::arrows_between(Time from, Time to, int columns) const {
  if (columns < 1 || to <= from) return {};
  const Columns pixels(from, to, columns);
  const auto before = [](Time at) { return [at](const Arrow& arrow) { return arrow.at < at; }; };
  std::vector<Arrow> found;
  std::size_t i = arrows.partition_point(before(from));
  const std::size_t end = arrows.partition_point_from(i, before(to));
  if (end - i <= static_cast<std::size_t>(columns)) {
    append_all(found, arrows, i, end);
    return found;
  }
  while (i < end) {
    const std::size_t next = arrows.partition_point_from(i, before(pixels.edge(pixels.at(arrows[i].at) + 1)));
    append_fan(found, arrows, i, next);
    i = next;
  }
  return found;
}

}  // namespace model
