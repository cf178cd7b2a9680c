#pragma once

#include <QString>
#include <chrono>

/// How a slider's position stands for the pause at every visible operation: position 0 is real time, then from 1 ms to
/// 2 s, each position about a quarter more than the one before.
namespace ui::pace_scale {

inline constexpr int last = 33;

/// `position` is clamped to 0 ... last.
std::chrono::nanoseconds pace(int position);
/// The position whose pace is nearest.
int position(std::chrono::nanoseconds pace);
/// "real time", "100 ms a step", "1.2 s a step".
QString words(std::chrono::nanoseconds pace);

}  // namespace ui::pace_scale
