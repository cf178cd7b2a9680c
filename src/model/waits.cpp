#include "model/waits.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace model {
namespace {

using Kind = Standing::Kind;
using For = Standing::For;
constexpr std::size_t nobody = static_cast<std::size_t>(-1);

trace::ThreadId id_of(std::size_t thread) { return {static_cast<std::uint32_t>(thread + 1)}; }

/// Each thread waits for one holder at the most, so that whom it waits for in the end is found by following.
class Graph {
 public:
  explicit Graph(std::span<const Standing> standings)
      : standings_(standings), group_(standings.size(), nobody), visited_by_(standings.size(), nobody) {
    anybody_acts_ = std::ranges::any_of(standings, [](const Standing& one) { return one.kind == Kind::acts; });
  }

  std::vector<Stuck> stuck() {
    find_cycles();
    find_finished_owners();
    find_no_notifier();
    for (std::size_t thread = 0; thread < standings_.size(); ++thread) add_follower(thread);
    for (Stuck& one : stuck_) one.partial = anybody_acts_;
    return std::move(stuck_);
  }

 private:
  /// Whom a thread waits for.
  std::size_t holder(std::size_t thread) const {
    const Standing& standing = standings_[thread];
    if (standing.kind != Kind::waits || !standing.holder || standing.holder.value > standings_.size()) return nobody;
    return standing.holder.value - 1;
  }

  void add(Stuck& stuck, std::size_t thread) {
    stuck.threads.push_back(id_of(thread));
    stuck.objects.push_back(standings_[thread].object);
    group_[thread] = stuck_.size();
  }

  void find_cycles() {
    for (std::size_t start = 0; start < standings_.size(); ++start) {
      std::size_t thread = start;
      while (thread != nobody && visited_by_[thread] == nobody) {
        visited_by_[thread] = start;
        thread = holder(thread);
      }
      if (thread != nobody && visited_by_[thread] == start) add_cycle(thread);
    }
  }

  void add_cycle(std::size_t entry) {
    std::size_t first = entry;
    for (std::size_t thread = holder(entry); thread != entry; thread = holder(thread)) first = std::min(first, thread);
    Stuck cycle;
    std::size_t thread = first;
    do {
      add(cycle, thread);
      if (standings_[thread].what == For::holder_to_end) cycle.kind = StuckKind::join_cycle;
      thread = holder(thread);
    } while (thread != first);
    stuck_.push_back(std::move(cycle));
  }

  void find_finished_owners() {
    std::map<trace::ObjectId, std::vector<std::size_t>> waiting;
    for (std::size_t thread = 0; thread < standings_.size(); ++thread) {
      const std::size_t owner = holder(thread);
      if (owner == nobody || standings_[thread].what != For::holder_to_release) continue;
      if (standings_[owner].kind == Kind::finished) waiting[standings_[thread].object].push_back(thread);
    }
    for (const auto& [object, threads] : waiting) {
      Stuck stuck;
      stuck.kind = StuckKind::owner_finished;
      for (const std::size_t thread : threads) add(stuck, thread);
      stuck_.push_back(std::move(stuck));
    }
  }

  void find_no_notifier() {
    if (anybody_acts_) return;
    Stuck stuck;
    stuck.kind = StuckKind::no_notifier;
    for (std::size_t thread = 0; thread < standings_.size(); ++thread) {
      if (standings_[thread].kind != Kind::waits) continue;
      const std::size_t owner = holder(thread);
      if (owner == nobody || standings_[owner].kind == Kind::idles) add(stuck, thread);
    }
    if (!stuck.threads.empty()) stuck_.push_back(std::move(stuck));
  }

  void add_follower(std::size_t thread) {
    if (group_[thread] != nobody) return;
    std::vector<std::size_t> path;
    std::size_t end = thread;
    for (; end != nobody && group_[end] == nobody; end = holder(end)) path.push_back(end);
    if (end == nobody) return;
    for (const std::size_t follower : path) {
      group_[follower] = group_[end];
      std::vector<trace::ThreadId>& followers = stuck_[group_[end]].followers;
      followers.insert(std::ranges::upper_bound(followers, id_of(follower)), id_of(follower));
    }
  }

  std::span<const Standing> standings_;
  std::vector<Stuck> stuck_;
  std::vector<std::size_t> group_;       // index in stuck_ that a thread is in or follows
  std::vector<std::size_t> visited_by_;  // from which start the search for cycles came by
  bool anybody_acts_ = false;
};

/// Finds out who can go on, sooner or later, if whoever acts gives up all that it holds.
class Prospects {
 public:
  Prospects(std::span<const Standing> standings, const SharedHolders& shared)
      : standings_(standings), shared_(shared), able_(standings.size()) {
    anybody_acts_ = std::ranges::any_of(standings, [](const Standing& one) { return one.kind == Kind::acts; });
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t thread = 0; thread < able_.size(); ++thread) {
        if (able_[thread] || !goes_on(standings_[thread])) continue;
        able_[thread] = changed = true;
      }
    }
  }

  bool can_go_on(trace::ThreadId thread) const {
    return thread && thread.value <= able_.size() ? able_[thread.value - 1] : anybody_acts_;
  }

 private:
  bool goes_on(const Standing& standing) const {
    switch (standing.kind) {
      case Kind::acts: return true;
      case Kind::idles: return anybody_acts_;
      case Kind::finished: return false;
      case Kind::waits: break;
    }
    const auto holders = shared_.find(standing.object);
    if (holders == shared_.end()) return can_go_on(standing.holder);
    return std::ranges::all_of(holders->second, [this](trace::ThreadId holder) { return can_go_on(holder); });
  }

  std::span<const Standing> standings_;
  const SharedHolders& shared_;
  std::vector<bool> able_;
  bool anybody_acts_ = false;
};

/// The one because of which others wait, for ever if it must be.
trace::ThreadId decisive(trace::ObjectId object, const std::vector<trace::ThreadId>& holders,
                         std::span<const Standing> standings, const Prospects& prospects) {
  const auto waits_for_it = [&](trace::ThreadId holder) {
    if (!holder || holder.value > standings.size()) return false;
    return standings[holder.value - 1].kind == Kind::waits && standings[holder.value - 1].object == object;
  };
  trace::ThreadId chosen = holders.front();
  for (const trace::ThreadId holder : holders) {
    if (prospects.can_go_on(holder)) continue;
    if (waits_for_it(holder)) return holder;
    if (prospects.can_go_on(chosen)) chosen = holder;
  }
  return chosen;
}

}  // namespace

void choose_holders(std::span<Standing> standings, const SharedHolders& shared) {
  if (shared.empty()) return;
  const Prospects prospects(standings, shared);
  for (const auto& [object, holders] : shared) {
    const trace::ThreadId chosen = decisive(object, holders, standings, prospects);
    for (Standing& one : standings) {
      if (one.kind == Kind::waits && one.object == object) one.holder = chosen;
    }
  }
}

std::string_view name(StuckKind kind) {
  switch (kind) {
    case StuckKind::lock_cycle: return "lock cycle";
    case StuckKind::join_cycle: return "join cycle";
    case StuckKind::no_notifier: return "nobody left to notify";
    case StuckKind::owner_finished: return "owner finished";
  }
  return "?";
}

std::vector<Stuck> find_stuck(std::span<const Standing> standings) { return Graph(standings).stuck(); }

}  // namespace model
