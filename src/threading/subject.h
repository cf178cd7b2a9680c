#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "trace/event.h"

namespace trace {
class Recorder;
}

namespace threading {

class Context;

/// A thread that holds something.
struct Holder {
  std::uint64_t serial = 0;  ///< of its Context; 0: nobody
  trace::ThreadId thread{};  ///< none if it is not watched
};

/// Who a primitive is in the trace: its kind and name, its id in the recorder that watches, and the counter of its
/// changes. Guarded by the primitive's Monitor, except what is constant.
class Subject {
 public:
  /// An empty name becomes the kind's name and a number. `limit` and `value` as in trace::ObjectName.
  Subject(trace::ObjectKind kind, std::string name, std::int64_t limit = -1, std::int64_t value = 0);

  /// No object at all: events about a thread alone. Never registered.
  Subject() = default;

  trace::ObjectKind kind() const { return kind_; }
  const std::string& name() const { return name_; }

  /// Records `kind` about this object as done by `thread`, in order with all its other events; nothing if nobody
  /// watches.
  void record(Context& thread, trace::EventKind kind, std::int64_t value = 0, trace::ThreadId peer = {},
              trace::Source source = {}, trace::Patience patience = trace::Patience::unlimited);
  /// What it holds, in words, once the change that is recorded next is made. Requires that somebody watches.
  void tell_contents(Context& thread, std::vector<std::string> items);
  /// Its id in the recorder that watches `thread`; registers it there at the first call. 0 if nobody watches.
  trace::ObjectId id(Context& thread);
  /// The same without the monitor: 0 if it was not registered yet.
  trace::ObjectId known_id(const Context& thread) const;

  /// Which controlled run it belongs to, by serial and by its number in it; 0: to none. Set by the Runtime.
  struct Membership {
    std::uint32_t run = 0;
    std::uint32_t number = 0;
  };
  const Membership& membership() const { return membership_; }
  void join_run(Membership membership) { membership_ = membership; }
  /// Raises RuntimeError if only the threads of a controlled run may use it.
  void check_free() const {
    if (membership_.run != 0) refuse_outsider();
  }

  /// Which thread holds it, or is to end: for the words of a wait, and for who waits for whom.
  Holder holder;
  /// Of a readers-writer lock, who reads: once for each time.
  std::vector<Holder> readers;

 private:
  /// Names it after the thread that made it or, if nobody watched that one, that was first watched in using it.
  void introduce(Context& thread);
  trace::ObjectId enroll(Context& thread);
  [[noreturn]] void refuse_outsider() const;

  const trace::ObjectKind kind_ = trace::ObjectKind::thread;
  const bool nothing_ = true;
  std::string name_;
  std::string path_;
  const std::int64_t limit_ = -1;
  const std::int64_t value_ = 0;
  Membership membership_;  // constant from the first use in a controlled run on
  // Serial of the recorder and id in it, together, so that known_id() may read them without the monitor.
  std::atomic<std::uint64_t> enrolled_{0};
  std::uint32_t sequence_ = 0;
};

}  // namespace threading
