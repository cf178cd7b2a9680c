#include "course/measures.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "model/words.h"

namespace course {
namespace {

using model::ThreadState;

bool is_alive(ThreadState state) { return state != ThreadState::created && state != ThreadState::finished; }

bool is_at_work(ThreadState state) {
  switch (state) {
    case ThreadState::running:
    case ThreadState::sleeping: return true;
    case ThreadState::created:
    case ThreadState::ready:
    case ThreadState::blocked:
    case ThreadState::finished: return false;
  }
  return false;
}

/// An event loop without events: it sleeps until somebody wakes it, or the run is over.
bool is_idle(const model::Lane::Slices& slices, std::size_t slice) {
  if (slices[slice].thread_state() != ThreadState::sleeping) return false;
  return slice + 1 == slices.end() || slices[slice + 1].thread_state() == ThreadState::ready;
}

/// From `at` on there are so many more.
struct Change {
  std::int64_t at = 0;
  int alive = 0;
  int at_work = 0;
};

/// Adds up what one lane says.
class Reader {
 public:
  explicit Reader(const model::Snapshot& snapshot) : snapshot_(snapshot) {}

  void read(const model::Lane& lane) {
    const model::Lane::Slices& slices = lane.slices();
    bool alive = false;
    bool at_work = false;
    for (std::size_t i = slices.begin(); i < slices.end(); ++i) {
      const ThreadState state = slices[i].thread_state();
      const bool counts = is_alive(state) && !is_idle(slices, i);
      note(slices[i].begin, counts, alive, counts && is_at_work(state), at_work);
      if (counts) add(slices[i], lane.end_of(i, snapshot_.timeline.now).count() - slices[i].begin);
    }
    if (!slices.empty()) note(snapshot_.timeline.now.count(), false, alive, false, at_work);
  }

  Measures measures() {
    Measures measures;
    if (lived_ > 0) measures.waiting = static_cast<double>(waited_) / static_cast<double>(lived_);
    if (changes_.empty()) return measures;
    std::sort(changes_.begin(), changes_.end(),
              [](const Change& one, const Change& other) { return one.at < other.at; });
    count(measures);
    return measures;
  }

 private:
  void note(std::int64_t at, bool alive, bool& was_alive, bool at_work, bool& was_at_work) {
    const Change change{at, static_cast<int>(alive) - static_cast<int>(was_alive),
                        static_cast<int>(at_work) - static_cast<int>(was_at_work)};
    if (change.alive != 0 || change.at_work != 0) changes_.push_back(change);
    was_alive = alive;
    was_at_work = at_work;
  }

  void add(const model::Slice& slice, std::int64_t length) {
    const bool waits = !is_at_work(slice.thread_state());
    if (waits && model::is_thread(snapshot_, trace::ObjectId{static_cast<std::uint32_t>(slice.object)})) return;
    lived_ += length;
    if (waits) waited_ += length;
  }

  void count(Measures& measures) const {
    const std::int64_t length = changes_.back().at - changes_.front().at;
    std::int64_t worked = 0;
    std::int64_t overlapped = 0;
    int alive = 0;
    int at_work = 0;
    for (std::size_t i = 0; i < changes_.size(); ++i) {
      alive += changes_[i].alive;
      at_work += changes_[i].at_work;
      const std::int64_t lasts = i + 1 < changes_.size() ? changes_[i + 1].at - changes_[i].at : 0;
      if (lasts == 0) continue;
      worked += at_work * lasts;
      if (at_work > 1) overlapped += lasts;
      measures.most_alive = std::max(measures.most_alive, static_cast<std::size_t>(alive));
      measures.most_at_work = std::max(measures.most_at_work, static_cast<std::size_t>(at_work));
    }
    measures.length = std::chrono::nanoseconds(length);
    if (length == 0) return;
    measures.at_work = static_cast<double>(worked) / static_cast<double>(length);
    measures.overlap = static_cast<double>(overlapped) / static_cast<double>(length);
  }

  const model::Snapshot& snapshot_;
  std::vector<Change> changes_;
  std::int64_t lived_ = 0;
  std::int64_t waited_ = 0;
};

/// The value that a share of the sorted ones lie below.
double quantile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], place - static_cast<double>(below));
}

}  // namespace

Measures measures_of(const model::Snapshot& snapshot) {
  Reader reader(snapshot);
  for (const model::Lane& lane : snapshot.timeline.lanes) reader.read(lane);
  return reader.measures();
}

Spread spread_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return {values.front(), quantile(values, 0.25), quantile(values, 0.5), quantile(values, 0.75), values.back()};
}

}  // namespace course
