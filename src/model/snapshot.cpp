#include "model/snapshot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "model/words.h"

namespace model {
namespace {

using trace::Time;

template <class View, class Id>
const View* at(const std::vector<View>& views, Id id) {
  return id && id.value <= views.size() ? &views[id.value - 1] : nullptr;
}

/// What the thread was doing, after its name: "waited", "ran for".
std::string waited(const Snapshot& snapshot, const Slice& slice, std::string_view duration, bool over) {
  const trace::ObjectId object{static_cast<std::uint32_t>(slice.object)};
  const trace::ThreadId holder{static_cast<std::uint32_t>(slice.peer)};
  const bool join = is_thread(snapshot, object);
  std::string text = over ? " waited " : " has waited ";
  text.append(duration).append(" for ").append(awaited(snapshot, object));
  if (holder && !join) text.append(", held by ").append(snapshot.describe(holder));
  return text;
}

std::string was_ready(const Snapshot& snapshot, const Slice& slice, std::string_view duration, bool over) {
  std::string text = over ? " was ready for " : " has been ready for ";
  text.append(duration);
  const trace::ThreadId from{static_cast<std::uint32_t>(slice.peer)};
  if (from) text.append(", woken by ").append(snapshot.describe(from));
  return text;
}

std::string plain(std::string_view while_it_lasts, std::string_view when_over, std::string_view duration, bool over) {
  return std::string(over ? when_over : while_it_lasts).append(duration);
}

std::string predicate(const Snapshot& snapshot, const Slice& slice, std::string_view duration, bool over) {
  switch (slice.thread_state()) {
    case ThreadState::created: return plain(" has not started for ", " started after ", duration, over);
    case ThreadState::running: return plain(" has run for ", " ran for ", duration, over);
    case ThreadState::ready: return was_ready(snapshot, slice, duration, over);
    case ThreadState::blocked: return waited(snapshot, slice, duration, over);
    case ThreadState::sleeping: return plain(" has slept for ", " slept for ", duration, over);
    case ThreadState::finished: return plain(" finished ", " finished ", duration, over) + " ago";
  }
  return {};
}

}  // namespace

const ThreadView* Snapshot::thread(trace::ThreadId id) const { return at(threads, id); }

const ObjectView* Snapshot::object(trace::ObjectId id) const { return at(objects, id); }

const Series* Snapshot::find_series(std::string_view name) const {
  const auto found = std::ranges::find(series, name, &Series::name);
  return found == series.end() ? nullptr : &*found;
}

std::string_view Snapshot::text(trace::TextId id) const {
  const std::size_t index = id.value - std::size_t{1};
  if (!id || index < texts.begin() || index >= texts.end()) return {};
  return texts[index];
}

std::string Snapshot::describe(trace::ThreadId id) const {
  if (!id) return "nobody";
  const ThreadView* found = thread(id);
  return found != nullptr ? found->name : unnamed(id);
}

std::string Snapshot::describe(trace::ObjectId id) const {
  if (!id) return "nothing";
  const ObjectView* found = object(id);
  if (found == nullptr) return "object " + std::to_string(id.value);
  std::string name = found->name;
  if (is_thread(*this, id) && found->value > 0) {
    name = describe(trace::ThreadId{static_cast<std::uint32_t>(found->value)});
  }
  return std::string(trace::name(found->kind)) + " " + name;
}

std::string Snapshot::describe(const Lane& lane, std::size_t slice) const {
  const bool over = slice + 1 < lane.slices().end();
  const Slice& what = lane.slices()[slice];
  const std::string duration = in_words(lane.end_of(slice, now) - Time(what.begin));
  return describe(lane.thread()) + predicate(*this, what, duration, over);
}

std::string in_words(Time duration) {
  struct Unit {
    const char* name;
    double nanoseconds;
  };
  constexpr std::array units{Unit{"\u00b5s", 1e3}, Unit{"ms", 1e6}, Unit{"s", 1e9}};
  const auto count = static_cast<double>(duration.count());
  if (std::abs(count) < 1e3) return std::to_string(duration.count()) + " ns";
  // 999.5 is what three digits round up to a thousand.
  const auto* unit =
      std::ranges::find_if(units, [&](const Unit& one) { return std::abs(count) < 999.5 * one.nanoseconds; });
  if (unit == units.end()) unit = &units.back();
  const double number = count / unit->nanoseconds;
  const double size = std::abs(number);
  const int decimals = size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.*f %s", decimals, number, unit->name);
  return text.data();
}

}  // namespace model
