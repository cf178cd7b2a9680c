#include "course/following.h"

#include <bit>

#include "course/wording.h"
#include "schedule/wording.h"

namespace course {

using schedule::Move;
using schedule::Situation;
using schedule::Threads;

namespace {

schedule::ThreadIndex first_of(Threads threads) {
  return static_cast<schedule::ThreadIndex>(std::countr_zero(threads));
}

}  // namespace

Following::Following(const schedule::Schedule& schedule, Fidelity fidelity)
    : schedule_(schedule), fidelity_(fidelity), strict_(schedule) {}

std::optional<Move> Following::choose(const Situation& situation) {
  if (fidelity_ == Fidelity::tolerant) return next_possible(situation);
  return strict_.choose(situation);
}

std::optional<Move> Following::next_possible(const Situation& situation) {
  while (next_ < schedule_.lines.size()) {
    const schedule::Schedule::Line& line = schedule_.lines[next_++];
    const auto thread = situation.identities.find_thread(line.thread);
    if (thread && schedule::contains(situation.unfinished, *thread) && situation.can_go(*thread)) {
      return Move{*thread, line.choice};
    }
  }
  return std::nullopt;
}

std::optional<std::string> Following::divergence() const {
  if (fidelity_ == Fidelity::tolerant) return std::nullopt;
  const auto divergence = strict_.divergence();
  return divergence ? std::optional(as_sentence(*divergence)) : std::nullopt;
}

std::optional<Move> ByItself::choose(const Situation& situation) {
  Threads awake = 0;
  schedule::for_each(situation.enabled, [&](schedule::ThreadIndex thread) {
    const schedule::Step& next = situation.next_of(thread);
    const bool sleeps = next.kind == schedule::OperationKind::sleep;
    if (!sleeps && next.ending == schedule::Ending::act) awake |= schedule::only(thread);
  });
  const Threads candidates = awake != 0 ? awake : situation.enabled;
  if (situation.done.empty()) return Move{first_of(candidates)};
  const schedule::ThreadIndex last = situation.done.back().thread;
  if (schedule::contains(awake, last)) return Move{last};
  const Threads behind = candidates & ~(schedule::only(last) | (schedule::only(last) - 1));
  return Move{first_of(behind != 0 ? behind : candidates)};
}

std::optional<Move> NotingPreEmptions::choose(const Situation& situation) {
  const auto move = guide_.choose(situation);
  if (!move) return move;
  const schedule::ThreadIndex last = situation.done.empty() ? move->thread : situation.done.back().thread;
  noted_.push_back(move->thread != last && situation.can_go(last));
  return move;
}

Followed follow(Player& player, const schedule::Schedule& schedule, Fidelity fidelity) {
  const Entry& entry = player.program().entry();
  const bool strictly = fidelity == Fidelity::strict;
  if (strictly && schedule.source_hash != source_hash(entry)) {
    throw OutOfDate("The schedule is out of date: the program of " + entry.id + " has changed since it was made.");
  }
  Following following(schedule, fidelity);
  NotingPreEmptions noting(following);
  Scene scene = player.play(noting);
  const auto refuse = [](const std::string& why) {
    throw BadInput("The program does not follow the schedule: " + why);
  };
  if (const auto divergence = following.divergence()) refuse(*divergence);
  if (strictly && scene.execution.verdict != schedule.verdict) {
    refuse("at its end it " + std::string(schedule::name(scene.execution.verdict)) + " where it " +
           std::string(schedule::name(schedule.verdict)) + " before.");
  }
  if (strictly && scene.execution.hash != schedule.hash) refuse("the same steps did something else.");
  return {std::move(scene), noting.noted()};
}

}  // namespace course
