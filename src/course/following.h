#pragma once

#include <optional>
#include <string>
#include <vector>

#include "course/player.h"
#include "course/saved_schedule.h"
#include "schedule/replay.h"
#include "schedule/schedule.h"

namespace course {

/// Does what a schedule says, up to its end: exactly, or as far as the program can.
///
/// Thread-safety: one thread at a time.
class Following final : public schedule::Scheduler {
 public:
  Following(const schedule::Schedule& schedule, Fidelity fidelity);

  std::optional<schedule::Move> choose(const schedule::Situation& situation) override;

  /// After the execution: the first step that differs, as one sentence; none if it went as the schedule says.
  std::optional<std::string> divergence() const;

 private:
  std::optional<schedule::Move> next_possible(const schedule::Situation& situation);

  const schedule::Schedule schedule_;
  const Fidelity fidelity_;
  schedule::StrictReplay strict_;
  std::size_t next_ = 0;
};

/// As a program goes by itself: whoever went goes on, else the first that can; one that would sleep, or whose wait
/// would end by itself, only when nobody else can go, and then in turn.
///
/// Thread-safety: any thread.
class ByItself final : public schedule::Scheduler {
 public:
  std::optional<schedule::Move> choose(const schedule::Situation& situation) override;
};

/// Notes which steps went before a thread that could have gone on.
///
/// Thread-safety: one thread at a time.
class NotingPreEmptions final : public schedule::Scheduler {
 public:
  explicit NotingPreEmptions(schedule::Scheduler& guide) : guide_(guide) {}

  std::optional<schedule::Move> choose(const schedule::Situation& situation) override;
  const std::vector<bool>& noted() const { return noted_; }

 private:
  schedule::Scheduler& guide_;
  std::vector<bool> noted_;
};

struct Followed {
  Scene scene;
  std::vector<bool> pre_empted;  ///< for each step
};

/// Raises BadInput if the program does otherwise, or comes to another end; OutOfDate if it has changed since, and must
/// not have. Its name and parameters are the schedule's.
Followed follow(Player& player, const schedule::Schedule& schedule, Fidelity fidelity);

}  // namespace course
