#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "trace/event.h"

namespace schedule {

/// A thread of the explored program, the same in every execution: 0 is the set-up, which is never scheduled.
using ThreadIndex = std::uint8_t;
/// An object, the same in every execution.
using ObjectNumber = std::uint32_t;
/// What a step of the program's own is called.
using LabelNumber = std::uint32_t;
/// A set of threads, one bit each.
using Threads = std::uint64_t;

inline constexpr std::size_t most_threads = 64;
inline constexpr ThreadIndex set_up_thread = 0;
inline constexpr ObjectNumber no_object = 0;

constexpr Threads only(ThreadIndex thread) { return Threads{1} << thread; }
constexpr bool contains(Threads threads, ThreadIndex thread) { return (threads & only(thread)) != 0; }

/// Who is who in every execution of one program. A thread is how it came to be ("main/2/0"), an object is its maker and
/// how many that one had made before ("main/2#0"): never an address, and never the order in which they met.
///
/// Thread-safety: one thread at a time.
class Identities {
 public:
  struct Thread {
    std::string path;
    std::string name;
    std::uint64_t hash;
  };
  struct Object {
    std::string path;
    std::string name;
    std::uint64_t hash;
    trace::ObjectKind kind;
    bool signal = false;  ///< a Lock that was given up by a thread that did not hold it, in some execution
  };

  Identities();

  /// Raises RuntimeError beyond most_threads.
  ThreadIndex thread(const std::string& path, const std::string& name);
  /// None if there was no such thread yet.
  std::optional<ThreadIndex> find_thread(const std::string& path) const;
  /// `count`: how many `maker` made before. An empty name becomes the kind's and a number.
  ObjectNumber object(ThreadIndex maker, std::size_t count, trace::ObjectKind kind, const std::string& name);

  LabelNumber label(std::string_view text);
  const std::string& label(LabelNumber number) const { return labels_[number]; }

  void mark_as_signal(ObjectNumber lock);
  bool knows_a_signal() const { return knows_a_signal_; }
  /// What is known of signals stays as it is, so that executions can be repeated.
  void learn_no_more() { learns_ = false; }

  const Thread& operator[](ThreadIndex thread) const { return threads_[thread]; }
  const Object& operator[](ObjectNumber object) const { return objects_[object]; }
  std::size_t objects() const { return objects_.size(); }

 private:
  std::unordered_map<std::string, ThreadIndex> by_path_;
  std::vector<Thread> threads_;
  std::vector<Object> objects_;
  std::vector<std::string> labels_{""};             // the first: none
  std::vector<std::vector<ObjectNumber>> made_by_;  // by thread, then by count
  bool learns_ = true;
  bool knows_a_signal_ = false;
};

}  // namespace schedule
