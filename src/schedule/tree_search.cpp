#include "schedule/tree_search.h"

#include "schedule/hashing.h"
#include "schedule/replay.h"

namespace schedule {
namespace {

std::uint64_t signature_of(const Situation& situation) {
  std::uint64_t signature = situation.enabled;
  for_each(situation.unfinished, [&](ThreadIndex thread) {
    const Step& next = situation.next_of(thread);
    signature = signature * 0x100000001b3U + (static_cast<std::uint64_t>(next.kind) << 32U | next.object);
  });
  return scramble(signature);
}

}  // namespace

std::optional<Move> TreeSearch::choose(const Situation& situation) {
  learn(situation);
  return situation.done.size() < depth_ ? repeat(situation) : begin_node(situation);
}

void TreeSearch::ended(const Situation& situation) {
  learn(situation);
  if (reduction_ == Reduction::source_dpor && !situation.done.empty()) find_races_of_cut_off(situation);
}

/// What could be known of the last step only once it was done.
void TreeSearch::learn(const Situation& situation) {
  const std::size_t done = situation.done.size();
  if (done == 0) {
    redundant_ = strayed_ = false;
    return;
  }
  Node& last = nodes_[done - 1];
  last.alternatives = situation.done.back().alternatives;
  if (reduction_ != Reduction::none) last.footprint_of(last.chosen.thread) = situation.done.back().footprint;
  if (reduction_ == Reduction::source_dpor && done > fresh_) find_races(situation);
}

std::optional<Move> TreeSearch::repeat(const Situation& situation) {
  const Node& node = nodes_[situation.done.size()];
  if (node.signature == signature_of(situation)) return node.chosen;
  strayed_ = true;
  return {};
}

std::optional<Move> TreeSearch::begin_node(const Situation& situation) {
  if (depth_ == nodes_.size()) nodes_.emplace_back();
  Node& node = nodes_[depth_];
  node.enabled = situation.enabled;
  node.signature = signature_of(situation);
  node.last = situation.done.empty() ? set_up_thread : situation.done.back().thread;
  node.asleep = still_asleep(situation);
  node.pre_emptions = 0;
  if (depth_ > 0) {
    const Node& before = nodes_[depth_ - 1];
    const bool pre_empted = contains(before.enabled, before.last) && before.chosen.thread != before.last;
    node.pre_emptions = before.pre_emptions + (pre_empted ? 1 : 0);
  }
  const Threads candidates = allowed(node) & ~node.asleep;
  if (candidates == 0) {
    redundant_ = true;
    return {};
  }
  node.chosen = {default_choice(situation, candidates), 0};
  node.planned = reduction_ == Reduction::source_dpor ? only(node.chosen.thread) : allowed(node);
  node.tried = 0;
  node.footprints.clear();
  if (reduction_ != Reduction::none) {
    // What a step touches may show only when it is done: of those asleep that is known.
    for_each(node.enabled, [&](ThreadIndex thread) {
      const bool known = contains(node.asleep, thread);
      node.footprints.push_back(known ? nodes_[depth_ - 1].footprint_of(thread) : situation.next_of(thread).footprint);
    });
  }
  ++depth_;
  return node.chosen;
}

/// Those whose next step has been seen with everything that can follow, and does not depend on what was done since.
Threads TreeSearch::still_asleep(const Situation& situation) const {
  if (reduction_ == Reduction::none || depth_ == 0) return 0;
  const Node& before = nodes_[depth_ - 1];
  const Footprint& done = situation.done.back().footprint;
  Threads asleep = 0;
  for_each(before.asleep | before.tried, [&](ThreadIndex thread) {
    if (!before.footprint_of(thread).conflicts(done)) asleep |= only(thread);
  });
  return asleep;
}

Threads TreeSearch::allowed(const Node& node) const {
  const bool may_go_on = contains(node.enabled, node.last);
  return may_go_on && node.pre_emptions == pre_emptions_ ? only(node.last) : node.enabled;
}

bool TreeSearch::advance() {
  for (; depth_ > 0; --depth_) {
    Node& node = nodes_[depth_ - 1];
    fresh_ = depth_ - 1;
    if (node.chosen.choice + 1U < node.alternatives) {
      ++node.chosen.choice;
      return true;
    }
    node.tried |= only(node.chosen.thread);
    const Threads left = node.planned & ~node.tried & ~node.asleep;
    if (left != 0) {
      node.chosen = {static_cast<ThreadIndex>(__builtin_ctzll(left)), 0};
      return true;
    }
  }
  return false;
}

}  // namespace schedule
