#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "trace/clock.h"
#include "trace/event.h"
#include "trace/names.h"

namespace trace {

/// How much was recorded and how much was lost because a thread's share of memory was full.
struct Totals {
  std::uint64_t recorded = 0;
  std::uint64_t dropped = 0;
};

/// What is drained from a Recorder at once.
struct Batch {
  std::vector<Event> events;  ///< of one thread: in its order; of different threads: by time, as far as clocks agree
  std::vector<NameRecord> names;  ///< at least those that `events` (of this and earlier batches) mention
  Totals totals;                  ///< since the Recorder began
  Time now{};  ///< up to when `events` is complete: nothing in a later batch is before it; 0 before the first event
  bool last = false;  ///< nothing follows
};

class Channel;

/// How a Recorder tells the time.
enum class Timekeeping : std::uint8_t {
  process,  ///< by the process's Clock, from the first event on
  by_hand,  ///< by set_time() alone; events in between are a nanosecond apart, in the order in which they happened
};

/// What happened in one run: events through a queue of each thread's own, names beside them.
///
/// Time zero is the first event, so that all who show or measure time agree on when the run began; time kept by hand
/// is what it is set to.
///
/// Thread-safety: every method from any thread, drain() from one thread at a time.
/// Memory:        bounded: a thread that is `pending_per_thread` events ahead of drain() drops and counts.
/// Complexity:    recording is O(1) and never waits for another recording thread.
class Recorder {
 public:
  /// `pending_per_thread`: events (40 bytes each) that one thread may be ahead of drain(); at least 1.
  explicit Recorder(std::size_t pending_per_thread = default_pending_per_thread)
      : Recorder(Timekeeping::process, pending_per_thread) {}
  explicit Recorder(Timekeeping timekeeping, std::size_t pending_per_thread = default_pending_per_thread);
  ~Recorder();
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  static constexpr std::size_t default_pending_per_thread = std::size_t{1} << 19U;

  /// Unique in the process and never used again, unlike an address.
  std::uint64_t serial() const { return serial_; }

  /// The way in for one thread; valid as long as the Recorder. `path` as ThreadName says.
  Channel& add_thread(std::string name, std::string path);
  ObjectId add_object(ObjectName description);
  TextId add_text(std::string text);
  void add_contents(Contents contents);
  /// Again under another name (Python lets a Thread be renamed).
  void rename(ThreadId thread, std::string name);

  /// Moves out what was recorded. The newest `hold_back` stay for the next call, so that an event stamped just before
  /// another thread's, but queued just after, is still put in its place; zero takes all.
  Batch drain(Time hold_back = Time::zero());

  Totals totals() const;
  /// It is that late; never goes back. Raises std::logic_error unless time is kept by hand.
  void set_time(Time time);

  /// From now on nothing is recorded, named or counted; what was can still be drained. For good.
  /// Requires that no thread records meanwhile.
  void close();

 private:
  friend class Channel;
  struct Impl;

  std::vector<Channel*> channels() const;
  void begin_time(const std::vector<Channel*>& recording, const std::vector<std::uint64_t>& counts);
  Time since_zero(std::uint64_t ticks) const { return zero_ ? clock_.between(*zero_, ticks) : Time::zero(); }
  std::vector<NameRecord> take_names();

  const std::unique_ptr<Clock> own_clock_;  // null: the process's
  const Clock& clock_;
  std::optional<std::uint64_t> zero_;  // ticks; none before the first event. After construction drain()'s only
  const std::uint64_t serial_;
  const std::size_t pending_per_thread_;
  std::atomic<bool> closed_{false};
  const std::unique_ptr<Impl> impl_;
};

/// One thread's way into a Recorder. Only that thread calls record().
class Channel {
 public:
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  ~Channel();

  ThreadId thread() const { return thread_; }
  Recorder& recorder() const { return recorder_; }

  /// Stamps the time and the thread. Never blocks; dropped and counted when this thread's share is full.
  void record(const Event& event) {
    const std::uint64_t recorded = recorded_.load(std::memory_order_relaxed);
    if (recorded == room_until_ && !find_room(recorded)) return drop();
    Event& place = last_->events[recorded % Chunk::size];
    // Field by field: a copy as a whole would have to wait until the fields, just written, can be read as one.
    place.time = Time(static_cast<std::int64_t>(clock_.ticks()));
    place.value = event.value;
    place.thread = thread_;
    place.peer = event.peer;
    place.object = event.object;
    place.sequence = event.sequence;
    place.source = event.source;
    place.kind = event.kind;
    place.patience = event.patience;
    recorded_.store(recorded + 1, std::memory_order_release);
  }

 private:
  friend class Recorder;

  /// Some events of the thread, one after the other. It is handed over when it is begun, and read as far as counted.
  struct Chunk {
    static constexpr std::size_t size = 256;
    std::array<Event, size> events;
  };
  struct Token;

  Channel(Recorder& recorder, ThreadId thread);

  bool find_room(std::uint64_t recorded);
  bool begin_chunk();
  void drop();
  void drain_into(std::vector<Event>& events, std::uint64_t until, Time not_before);
  void date(Event& event, Time not_before);
  void let_go_of_first();

  Recorder& recorder_;
  const Clock& clock_;
  const ThreadId thread_;
  const std::unique_ptr<Token> token_;
  // Touched by the recording thread only; what is atomic is read by others. The chunks carry raw ticks.
  std::uint64_t room_until_ = 0;  // so many can be recorded without looking for room
  Chunk* last_ = nullptr;         // kept by drain() until all of it was counted
  std::atomic<std::uint64_t> recorded_{0};
  std::atomic<std::uint64_t> dropped_{0};
  // Touched by drain() only, on a cache line of its own; what is atomic is read by the recording thread.
  alignas(64) std::atomic<std::uint64_t> drained_{0};
  Time latest_{};
  std::deque<std::unique_ptr<Chunk>> chunks_;  // begun, and not yet read to their ends
  std::atomic<Chunk*> spare_{nullptr};         // emptied, to be filled again
};

}  // namespace trace
