#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "schedule/scheduler.h"

namespace schedule {

/// How much of the tree of all decisions is left out, since it would only show the same again.
enum class Reduction : std::uint8_t {
  none,         ///< every schedule
  sleep_sets,   ///< no execution twice (Godefroid 1996); simple, and the oracle for the next
  source_dpor,  ///< source sets with sleep sets: decisions only where the order of two steps can make a difference
                ///< (Abdulla, Aronis, Jonsson, Sagonas: Optimal dynamic partial order reduction, 2014)
};

/// Goes through the schedules of a program depth first, one with each execution: execute(), then advance(), until that
/// says false.
///
/// Thread-safety: one thread at a time.
class TreeSearch final : public Scheduler {
 public:
  static constexpr std::size_t unbounded = static_cast<std::size_t>(-1);

  /// `pre_emptions`: how often at most a thread that could go on has to let another one go; only without reduction.
  explicit TreeSearch(Reduction reduction, std::size_t pre_emptions = unbounded)
      : reduction_(reduction), pre_emptions_(pre_emptions) {}

  std::optional<Move> choose(const Situation& situation) override;
  void ended(const Situation& situation) override;

  /// Turns to the next schedule; false if there is none.
  bool advance();
  /// Whether the last execution was given up as one of those seen already.
  bool redundant() const { return redundant_; }
  /// Whether the last execution did otherwise than one before that was given the same decisions.
  bool strayed() const { return strayed_; }

 private:
  /// One decision.
  struct Node {
    Threads enabled = 0;
    Threads asleep = 0;   // would only repeat what was seen
    Threads planned = 0;  // to be tried here
    Threads tried = 0;
    Move chosen{};
    std::size_t alternatives = 1;         // of what was chosen
    std::uint64_t signature = 0;          // of what every thread would do next
    ThreadIndex last = set_up_thread;     // who went before
    std::size_t pre_emptions = 0;         // before
    std::vector<Footprint> footprints{};  // of those enabled, in order

    Footprint& footprint_of(ThreadIndex thread) {
      return footprints[static_cast<std::size_t>(std::popcount(enabled & (only(thread) - 1)))];
    }
    const Footprint& footprint_of(ThreadIndex thread) const {
      return footprints[static_cast<std::size_t>(std::popcount(enabled & (only(thread) - 1)))];
    }
  };

  std::optional<Move> repeat(const Situation& situation);
  std::optional<Move> begin_node(const Situation& situation);
  Threads still_asleep(const Situation& situation) const;
  Threads allowed(const Node& node) const;
  void learn(const Situation& situation);
  void find_races(const Situation& situation);
  void find_races_of_last(const Situation& situation);
  void find_races_of_cut_off(const Situation& situation);
  void find_races_of_waiting(const Situation& situation, ThreadIndex thread);
  void plan_reversal(const Situation& situation, std::size_t earlier, std::size_t end, const Step& later);

  Reduction reduction_;
  std::size_t pre_emptions_;
  std::vector<Node> nodes_;
  std::size_t depth_ = 0;  // of nodes_, those in use
  std::size_t fresh_ = 0;  // the first decision that differs from the execution before
  bool redundant_ = false;
  bool strayed_ = false;
};

}  // namespace schedule
