#include "schedule/random_walk.h"

#include "schedule/replay.h"

namespace schedule {

/// Of 64 drawn bits 16 say whether to switch, 16 which alternative, 32 to whom.
std::optional<Move> RandomWalk::choose(const Situation& situation) {
  const std::uint64_t drawn = dice_.draw();
  const auto choice = static_cast<std::uint16_t>(drawn >> 16U);
  const bool switches = static_cast<double>(drawn & 0xffffU) < switch_probability_ * 65'536.0;
  if (!switches) return Move{default_choice(situation, situation.enabled), choice};
  return Move{Dice::one_of(situation.enabled, drawn >> 32U), choice};
}

}  // namespace schedule
