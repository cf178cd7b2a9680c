#include "schedule/replay.h"

namespace schedule {
namespace {

std::optional<ThreadIndex> find(const Situation& situation, const std::string& path) {
  std::optional<ThreadIndex> found;
  for_each(situation.unfinished, [&](ThreadIndex thread) {
    if (situation.identities[thread].path == path) found = thread;
  });
  return found;
}

}  // namespace

std::optional<Move> StrictReplay::choose(const Situation& situation) {
  const std::size_t done = situation.done.size();
  // How the last step ended is known only now.
  if (done > 0 && situation.done.back().choice != lines_[done - 1].choice) {
    divergence_ = "step " + std::to_string(done) + ": expected choice " + std::to_string(lines_[done - 1].choice) +
                  ", the program had no such choice";
    return {};
  }
  if (done == lines_.size() && stops_) return {};
  if (done == lines_.size()) {
    const ThreadIndex thread = default_choice(situation, situation.enabled);
    divergence_ = "the schedule ends after step " + std::to_string(done) + ", but the program goes on with " +
                  words_of(line_of(situation.next_of(thread), situation.identities));
    return {};
  }
  const Schedule::Line& expected = lines_[done];
  if (const auto different = difference(situation, expected)) {
    divergence_ = "step " + std::to_string(done + 1) + ": expected " + words_of(expected) + ", " + *different;
    return {};
  }
  followed_ = done + 1;
  return Move{*find(situation, expected.thread), expected.choice};
}

std::optional<std::string> StrictReplay::difference(const Situation& situation, const Schedule::Line& expected) const {
  const auto thread = find(situation, expected.thread);
  if (!thread) return "there is no such thread then";
  Schedule::Line found = line_of(situation.next_of(*thread), situation.identities);
  const bool same = found.kind == expected.kind && found.object == expected.object && found.name == expected.name;
  found.ending = Ending::act;
  if (!same) return "the program did " + words_of(found).substr(found.thread.size() + 1);
  if (!situation.can_go(*thread)) return "which cannot go then";
  return {};
}

std::optional<std::string> StrictReplay::divergence() const {
  if (!divergence_.empty()) return divergence_;
  if (followed_ == lines_.size()) return {};
  return "step " + std::to_string(followed_ + 1) + ": expected " + words_of(lines_[followed_]) +
         ", but the program had ended";
}

std::optional<Move> TolerantReplay::choose(const Situation& situation) {
  if (situation.done.empty()) next_ = 0;
  while (next_ < moves_.size()) {
    const Move move = moves_[next_++];
    if (situation.can_go(move.thread)) return move;
  }
  return Move{default_choice(situation, situation.enabled)};
}

std::vector<Move> moves_of(const std::vector<Step>& steps) {
  std::vector<Move> moves;
  for (const Step& step : steps) moves.push_back({step.thread, step.choice});
  return moves;
}

std::vector<Move> moves_of(const Schedule& schedule, const Identities& identities) {
  std::vector<Move> moves;
  for (const Schedule::Line& line : schedule.lines) {
    if (const auto thread = identities.find_thread(line.thread)) moves.push_back({*thread, line.choice});
  }
  return moves;
}

ThreadIndex default_choice(const Situation& situation, Threads candidates) {
  Threads acting = 0;
  for_each(candidates, [&](ThreadIndex thread) {
    if (situation.next_of(thread).ending == Ending::act) acting |= only(thread);
  });
  if (acting != 0) candidates = acting;
  const bool goes_on = !situation.done.empty() && contains(candidates, situation.done.back().thread);
  return goes_on ? situation.done.back().thread : static_cast<ThreadIndex>(__builtin_ctzll(candidates));
}

}  // namespace schedule
