#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "threading/parker.h"
#include "threading/runtime.h"
#include "trace/recorder.h"

namespace threading {

class InterpreterLock;
class Session;
struct ThreadState;

namespace gates {
// What Context::plain() looks at in a thread that no session could hold up, and in one that is never plain.
inline constinit const std::atomic<std::uint32_t> open{0};
inline constinit const std::atomic<std::uint32_t> shut{1};
}  // namespace gates

/// One thread as the library sees it. Kept alive by whoever may still wake it.
///
/// Thread-safety: constant members by any thread; `parker` as it says; the rest by the thread itself.
class Context : public std::enable_shared_from_this<Context> {
 public:
  /// `path` is how the thread came to be ("main/2"); `channel` is null when nobody watches.
  Context(std::shared_ptr<Session> session, std::string path, trace::Channel* channel);
  ~Context();
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  /// The calling thread's. One that the library did not make gets one at its first use, outside of every session.
  static Context& current() { return current_ != nullptr ? *current_ : make_current(); }
  /// That of the process's main thread, outside of every session.
  static const std::shared_ptr<Context>& of_main_thread();

  /// Whether the calling thread is known, takes part in no interpreter lock, and nobody watches it, schedules it, holds
  /// it up or takes it down. Only then may a primitive do in one atomic step of its own what Monitor::perform() does
  /// otherwise. Four instructions.
  static bool plain() { return gate_of_current_->load(std::memory_order_relaxed) == 0; }
  /// The serial of a plain thread.
  static std::uint64_t plain_serial() { return serial_of_current_; }

  /// Never used again in this process, unlike an address or a thread id of the system.
  std::uint64_t serial() const { return serial_; }
  Session* session() const { return session_.get(); }
  Runtime* runtime() const { return runtime_; }
  /// What the thread takes part in; null if nothing.
  InterpreterLock* interpreter_lock() const { return interpreter_lock_; }
  /// By the thread itself, or before it is started.
  void set_interpreter_lock(InterpreterLock* lock);
  trace::Channel* channel() const { return channel_; }
  bool watched() const { return channel_ != nullptr; }
  trace::ThreadId id() const { return channel_ == nullptr ? trace::ThreadId{} : channel_->thread(); }
  const std::string& path() const { return path_; }
  /// "main/2/0" and "main/2#0": names for the next thread and the next object that this thread makes.
  std::string next_child_path() { return path_ + "/" + std::to_string(children_++); }
  std::string next_object_path() { return path_ + "#" + std::to_string(objects_++); }
  std::uint32_t objects_made() const { return objects_; }

  void record(const trace::Event& event) {
    if (channel_ != nullptr) channel_->record(event);
  }

  /// Called once, by the thread, at its end: what must not outlive it (thread-locals).
  void at_end(std::function<void()> action) { at_end_.push_back(std::move(action)); }
  void run_at_end();
  /// From now on the thread only cleans up: TakenDown would find nobody to catch it.
  void begin_ending() { sheltered_ = true; }
  /// Is not unwound: what it does returns at once where its run is taken down.
  bool sheltered() const { return sheltered_; }

  Parker parker;
  /// Of an adopted context: who current_thread() says it is. Touched by the visiting thread only.
  std::weak_ptr<ThreadState> visitor;

  /// Makes a context the calling thread's for a scope.
  class Use {
   public:
    explicit Use(Context& context);
    ~Use();
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

   private:
    Context* const previous_ = current_;
  };

  /// Shelters the calling thread for a scope that TakenDown must not leave.
  class Shelter {
   public:
    Shelter() : context_(current()), before_(std::exchange(context_.sheltered_, true)) {}
    ~Shelter() { context_.sheltered_ = before_; }
    Shelter(const Shelter&) = delete;
    Shelter& operator=(const Shelter&) = delete;

   private:
    Context& context_;
    const bool before_;
  };

 private:
  static Context& make_current();
  static void set_current(Context* context);
  const std::atomic<std::uint32_t>& gate() const;

  // Of the calling thread; apart from each other, so that plain() needs no address of theirs.
  [[gnu::visibility("hidden")]] static inline constinit thread_local Context* current_ = nullptr;
  [[gnu::visibility(
      "hidden")]] static inline constinit thread_local const std::atomic<std::uint32_t>* gate_of_current_ =
      &gates::shut;
  [[gnu::visibility("hidden")]] static inline constinit thread_local std::uint64_t serial_of_current_ = 0;

  const std::uint64_t serial_;
  const std::shared_ptr<Session> session_;
  Runtime* const runtime_;
  trace::Channel* const channel_;
  const std::string path_;
  InterpreterLock* interpreter_lock_ = nullptr;
  std::uint32_t children_ = 0;
  std::uint32_t objects_ = 0;
  bool sheltered_ = false;
  std::vector<std::function<void()>> at_end_;
};

}  // namespace threading
