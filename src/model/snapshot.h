#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/chunked_log.h"
#include "model/finding.h"
#include "model/series.h"
#include "model/thread_state.h"
#include "model/timeline.h"
#include "model/waits.h"
#include "trace/names.h"
#include "trace/recorder.h"

namespace model {

struct ThreadView {
  trace::ThreadId id;
  std::string name;
  ThreadState state = ThreadState::created;
  trace::ObjectId waits_for;  ///< while blocked
  trace::ThreadId held_by;    ///< who holds what it waits for
  trace::SourceId source;     ///< the line it was seen at last
  trace::Time since{};        ///< in this state
  std::uint64_t events = 0;
  std::string error;  ///< what it died of; empty if it did not
};

struct ObjectView {
  trace::ObjectId id;
  trace::ObjectKind kind = trace::ObjectKind::lock;
  std::string name;
  trace::ThreadId owner;
  std::vector<trace::ThreadId> waiters;  ///< in the order in which they came
  std::int64_t value = 0;                ///< depth, permits, items, flag, number, as EventKind says
  std::int64_t limit = -1;               ///< -1: none
  std::uint64_t changes = 0;
  /// Of a queue, in a run that is stepped: its first items in words, as get() would give them. Empty: not told.
  std::vector<std::string> items{};
};

struct OutputLine {
  trace::Time at{};
  trace::ThreadId thread;
  std::string text;
};

/// Everything that a view can show about a run at one moment. Immutable: views share it by pointer. Any thread.
struct Snapshot {
  using Texts = ChunkedLog<std::string, 256>;

  trace::Time now{};
  std::vector<ThreadView> threads;  ///< threads[i].id.value == i + 1
  std::vector<ObjectView> objects;  ///< objects[i].id.value == i + 1
  Timeline timeline;                ///< timeline.lanes[i] is of threads[i]
  std::vector<Series> series;       ///< of every object that has a number
  std::vector<Wait> waits;
  std::vector<Stuck> stuck;       ///< confirmed; empty while everybody can go on
  std::vector<Finding> findings;  ///< what could go wrong, found so far; a bounded number, each one once
  ChunkedLog<OutputLine, 256>::View output;
  ChunkedLog<trace::Event>::View log;  ///< the latest events, all kinds
  Texts::View texts;                   ///< texts[i] is of TextId i + 1; the oldest may be gone
  trace::Totals totals;
  double events_per_second = 0;  ///< over the last second or so

  const ThreadView* thread(trace::ThreadId id) const;
  const ObjectView* object(trace::ObjectId id) const;
  const Series* find_series(std::string_view name) const;
  /// Empty if unknown or let go of.
  std::string_view text(trace::TextId id) const;
  /// "worker-1", "lock till", or "nobody"/"nothing" for id 0.
  std::string describe(trace::ThreadId id) const;
  std::string describe(trace::ObjectId id) const;
  /// The slice as a sentence: "worker-2 waited 12.4 ms for lock till, held by worker-1". Requires an index of `lane`.
  std::string describe(const Lane& lane, std::size_t slice) const;
  /// The event as a sentence: "worker-1 acquired lock till".
  std::string describe(const trace::Event& event) const;
};

/// "12.4 ms", "3.21 s", "870 ns": three significant digits, or all of 1,000 s and more.
std::string in_words(trace::Time duration);

}  // namespace model
