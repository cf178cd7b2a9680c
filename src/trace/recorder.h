#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <span>
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
  Time now{};                     ///< up to when `events` is complete: nothing in a later batch is before it
  bool last = false;              ///< nothing follows
};

class Channel;

/// What happened in one run: events through a lock-free queue, names beside them.
///
/// Thread-safety: every method from any thread, drain() from one thread at a time.
/// Memory:        bounded: a thread that is `pending_per_thread` events ahead of drain() drops and counts.
/// Complexity:    recording is O(1) and never waits for another recording thread.
class Recorder {
 public:
  /// `pending_per_thread`: events (40 bytes each) that one thread may be ahead of drain(); at least 1.
  explicit Recorder(std::size_t pending_per_thread = default_pending_per_thread);
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
  /// Again under another name (Python lets a Thread be renamed).
  void rename(ThreadId thread, std::string name);

  /// Moves out what was recorded. The newest `hold_back` stay for the next call, so that an event stamped just before
  /// another thread's, but queued just after, is still put in its place; zero takes all.
  Batch drain(Time hold_back = Time::zero());

  Totals totals() const;
  Time now() const { return clock_.between(began_, clock_.ticks()); }

 private:
  friend class Channel;
  struct Impl;

  std::vector<NameRecord> take_names_and_date(std::span<Event> events);

  const Clock& clock_ = Clock::process();
  const std::uint64_t began_;
  const std::uint64_t serial_;
  const std::size_t pending_per_thread_;
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
  void record(Event event);

 private:
  friend class Recorder;
  struct Token;
  Channel(Recorder& recorder, ThreadId thread);

  Recorder& recorder_;
  const ThreadId thread_;
  const std::unique_ptr<Token> token_;
  // Written by the recording thread only; atomic because totals() reads them.
  std::atomic<std::uint64_t> recorded_{0};
  std::atomic<std::uint64_t> dropped_{0};
  // Written by drain() only, on a cache line of its own: events of this thread that it has taken.
  alignas(64) std::atomic<std::uint64_t> drained_{0};
};

}  // namespace trace
