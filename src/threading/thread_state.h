#pragma once

#include <pthread.h>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "threading/context.h"
#include "threading/monitor.h"
#include "threading/session.h"

namespace threading {

/// What a Thread, its handles and the running thread itself share. For the library's own use.
struct ThreadState {
  ThreadState(std::shared_ptr<Session> its_session, std::shared_ptr<Context> its_context, std::string its_name,
              bool its_daemon);
  ~ThreadState();
  ThreadState(const ThreadState&) = delete;
  ThreadState& operator=(const ThreadState&) = delete;

  enum class Life : std::uint8_t { made, alive, ended };

  /// That of the calling thread: null until it is known, and in the main thread.
  static std::shared_ptr<ThreadState>& of_this_thread();
  static const std::shared_ptr<ThreadState>& of_main_thread();

  /// Called by the thread itself, first of all.
  void begin();
  /// False if it was asked before. The stop callbacks, which run here, are not left by TakenDown.
  bool request_stop() const;
  /// The thread is alive no more: whoever joins it goes on.
  void end(trace::TextId error = {});

  const std::shared_ptr<Session> session;
  const std::shared_ptr<Context> context;

  mutable Monitor monitor;  // guards what follows up to the blank line
  mutable Subject subject;
  std::string name;
  bool daemon;
  Life life = Life::made;
  pthread_t handle{};
  bool reaped = false;  // the system's thread was joined, or there never was one

  const std::stop_source stop;    // guards itself
  std::atomic<int> native_id{0};  // written once by the thread itself, before what it was made for
  std::function<void()> target;   // from start() on: touched by the thread itself only

 private:
  /// A step of the thread's life, by itself: in order with its start and its joins where another thread knows it.
  void record(trace::EventKind kind, std::int64_t value = 0);
};

}  // namespace threading
