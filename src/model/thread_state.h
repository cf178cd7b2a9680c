#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace model {

/// What a thread is doing, as far as the trace can tell.
enum class ThreadState : std::uint8_t {
  created,   ///< made, not started yet
  running,   ///< nothing holds it up (whether the system gives it a core is not visible here)
  ready,     ///< released by another thread, has not gone on yet; in a controlled run: could go on, is not chosen
  blocked,   ///< waits for an object
  sleeping,  ///< sleeps for a time
  finished,
};

inline constexpr std::array all_thread_states{ThreadState::created, ThreadState::running,  ThreadState::ready,
                                              ThreadState::blocked, ThreadState::sleeping, ThreadState::finished};

/// One word for a legend: "running".
std::string_view name(ThreadState state);

}  // namespace model
