#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "threading/context.h"
#include "threading/excepthook.h"
#include "threading/interpreter_lock.h"
#include "threading/monitor.h"
#include "trace/recorder.h"

namespace threading {

struct ThreadState;

/// The threads that belong together: who watches them, how fast they go, and the switch that takes them all down.
/// A thread belongs to the session of the thread that made it; Thread::Options::session puts one into another.
/// Threads of no session belong to process(), which nobody watches and nobody takes down.
///
/// Thread-safety: every method, from any thread.
/// Lifetime:      held by its threads; make it with std::make_shared.
class Session : public std::enable_shared_from_this<Session> {
 public:
  struct Options {
    std::shared_ptr<trace::Recorder> recorder = nullptr;  ///< null: not watched
    Runtime* runtime = nullptr;                           ///< null: free; otherwise must outlive the session's threads
    int nice = 0;                                         ///< added to the nice value of its threads, 0 to 19
    Excepthook excepthook = nullptr;                      ///< null: the process's
  };

  explicit Session(Options options);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  static const std::shared_ptr<Session>& process();

  /// Every thread holds at its next visible operation until resume(). Waits that have begun go on, deadlines too.
  void pause();
  void resume();
  /// A pause before every visible operation: slow motion. Zero: none. Applies to pauses that have begun.
  void set_pace(std::chrono::nanoseconds pace);
  /// Unwinds every thread of the session, the newest first, so that nobody's stack goes while a thread made from it
  /// still runs: TakenDown is thrown at the operation in which it waits, or at its next one that is not a release.
  /// For good. Returns at once; wait for the threads with wait_until_empty().
  /// Asks each thread's stop_token too, newest first, so that one that only looks at it ends; stop callbacks run here.
  /// A destructor that does more than release must be noexcept(false), since the scope that it ends may be a normal
  /// one. On the way down it finds that operations return at once, whether or not they could do what they say.
  void take_down();
  bool taken_down() const { return (gate_.load(std::memory_order_acquire) & taken_down_bit) != 0; }

  /// Threads that were started and have not ended.
  std::vector<ThreadHandle> threads() const;
  /// Waits until no thread of the session is left; false if `timeout` came first. Not from one of its threads.
  bool wait_until_empty(Deadline deadline = Deadline::never());

  trace::Recorder* recorder() const { return options_.recorder.get(); }
  Runtime* runtime() const { return options_.runtime; }
  const Options& options() const { return options_; }

  /// A context in this session for a thread that the library did not make; make it current with a Visit.
  std::shared_ptr<Context> adopt(const std::string& name);

  /// A stay of a foreign thread in the session, with its adopted context. While it lasts no thread of the session is
  /// unwound, so that what the visitor was given stays. Not admitted once the session was taken down.
  class Visit {
   public:
    explicit Visit(Context& context);
    ~Visit();
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;
    bool admitted() const { return use_.has_value(); }

   private:
    Context& context_;
    std::optional<Context::Use> use_;
  };

  /// For long computations: gives other threads their turn under an interpreter lock, holds while the session is
  /// paused, unwinds when it was taken down; no visible operation.
  static void breathe();

  // For the library's own use.

  /// Before each visible operation of `self`: a turn for others that take part in its interpreter lock, slow motion,
  /// pause, taking down.
  static void checkpoint(Context& self, const Operation& operation, Subject& subject) {
    if (self.interpreter_lock() != nullptr) InterpreterLock::check(self, operation.source);
    if (self.session() != nullptr && self.session()->gate_.load(std::memory_order_relaxed) != 0) {
      self.session()->hold(self, operation, subject);
    }
  }
  /// True if the thread's session was taken down, so that what it waits for will not come.
  static bool must_unwind(const Context& self) { return self.session() != nullptr && self.session()->taken_down(); }

  /// A context for a new thread of `session`, registered with its recorder.
  static std::shared_ptr<Context> make_context(const std::shared_ptr<Session>& session, const std::string& name,
                                               const std::string& path);
  /// Throws TakenDown when it is this thread's turn; returns at once in a destructor that runs on the way down, and
  /// while a thread that has run lets its callable and thread-locals go.
  static void unwind(Context& self);

  /// Zero while checkpoint() has nothing to do.
  const std::atomic<std::uint32_t>& gate() const { return gate_; }

  int next_thread_number() { return ++thread_numbers_; }
  int next_executor_number() { return executor_numbers_++; }
  void add(const std::shared_ptr<ThreadState>& thread);
  /// As add(), for a thread that the library did not make: nobody waits for its end.
  void add_foreign(const std::shared_ptr<ThreadState>& thread);
  void remove(const ThreadState& thread);
  /// A thread that was added will do nothing more that anybody could notice.
  void retire();

 private:
  static constexpr std::uint32_t paused_bit = 1;
  static constexpr std::uint32_t paced_bit = 2;
  static constexpr std::uint32_t taken_down_bit = 4;

  void hold(Context& self, const Operation& operation, const Subject& subject);
  bool may_unwind(const Context& self) const;
  void wake_all();
  void open_gate(std::uint32_t bits_to_clear, std::uint32_t bits_to_set);

  const Options options_;
  std::atomic<std::uint32_t> gate_{0};
  std::atomic<std::int64_t> pace_{0};  // nanoseconds
  std::atomic<int> thread_numbers_{0};
  std::atomic<int> executor_numbers_{0};
  mutable Monitor monitor_;                            // guards what follows
  mutable Subject subject_;                            // stands for "all threads" in waits; never watched
  std::vector<std::shared_ptr<ThreadState>> threads_;  // of enumerate()
  std::size_t unfinished_ = 0;                         // added and not retired
  std::vector<std::weak_ptr<Context>> adopted_;
  int visits_ = 0;
};

}  // namespace threading
