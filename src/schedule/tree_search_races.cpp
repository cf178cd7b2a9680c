// Where source-DPOR finds that another order of two steps has to be tried.
#include "schedule/tree_search.h"

namespace schedule {

void TreeSearch::find_races(const Situation& situation) {
  find_races_of_last(situation);
  for_each(situation.unfinished & ~situation.enabled,
           [&](ThreadIndex thread) { find_races_of_waiting(situation, thread); });
}

/// With the steps that it depends on directly.
void TreeSearch::find_races_of_last(const Situation& situation) {
  const std::size_t last = situation.done.size() - 1;
  const Step& step = situation.done[last];
  const Causality& causality = situation.causality;
  for (std::size_t earlier = last; earlier-- > 0;) {
    const Step& other = situation.done[earlier];
    if (other.thread == step.thread || causality.before_predecessor(earlier, last)) continue;
    if (!other.footprint.conflicts(step.footprint)) continue;
    bool direct = true;
    for (std::size_t between = earlier + 1; between < last && direct; ++between) {
      direct = !(causality.before(earlier, between) && causality.before(between, last));
    }
    if (direct) plan_reversal(situation, earlier, last, step);
  }
}

/// Those that could go on when the execution ended come to no step of their own.
void TreeSearch::find_races_of_cut_off(const Situation& situation) {
  const std::size_t done = situation.done.size();
  for_each(situation.enabled, [&](ThreadIndex thread) {
    const Step& step = situation.next_of(thread);
    for (std::size_t earlier = 0; earlier < done; ++earlier) {
      const Step& other = situation.done[earlier];
      if (other.thread == thread || !other.footprint.conflicts(step.footprint)) continue;
      if (!situation.causality.known_to(earlier, thread)) plan_reversal(situation, earlier, done, step);
    }
  });
}

/// What keeps it from going may come after it in another order, whatever happened since: a lock that another thread
/// took and, perhaps, gave up and took again. Each pair is looked at once, when its second half comes.
void TreeSearch::find_races_of_waiting(const Situation& situation, ThreadIndex thread) {
  const std::size_t done = situation.done.size();
  const Step& step = situation.next_of(thread);
  const bool just_came = situation.done.back().thread == thread || situation.done.back().child == thread;
  for (std::size_t earlier = just_came ? 0 : done - 1; earlier < done; ++earlier) {
    const Step& other = situation.done[earlier];
    if (other.thread == thread || !other.footprint.conflicts(step.footprint)) continue;
    if (!situation.causality.known_to(earlier, thread)) plan_reversal(situation, earlier, done, step);
  }
}

/// Plans, before step `earlier`, one thread that begins an execution in which `later`, of those before `end`, comes
/// first: unless one is planned, or was seen, already.
void TreeSearch::plan_reversal(const Situation& situation, std::size_t earlier, std::size_t end, const Step& later) {
  const Causality& causality = situation.causality;
  const auto precedes_later = [&](std::size_t step) {
    return end < situation.done.size()
               ? causality.before(step, end)
               : causality.known_to(step, later.thread) || situation.done[step].footprint.conflicts(later.footprint);
  };
  // Of the steps that do not happen after `earlier`, the first of each thread that happens after none of them.
  Threads seen = 0;
  Threads first = 0;
  bool later_is_first = true;
  for (std::size_t step = earlier + 1; step < end; ++step) {
    if (causality.before(earlier, step)) continue;
    if (precedes_later(step)) later_is_first = false;
    const ThreadIndex thread = situation.done[step].thread;
    if (contains(seen, thread)) continue;
    seen |= only(thread);
    bool begins = true;
    for (std::size_t other = earlier + 1; other < step && begins; ++other) {
      begins = causality.before(earlier, other) || !causality.before(other, step);
    }
    if (begins) first |= only(thread);
  }
  if (later_is_first && !contains(seen, later.thread)) first |= only(later.thread);
  Node& node = nodes_[earlier];
  if ((first & (node.planned | node.asleep)) != 0) return;
  const Threads possible = first & node.enabled;
  // A step that does not happen after `earlier` could go before it. So none can only where `later` is the sole initial
  // and goes because of `earlier`, as who acquires what was released: no order to reverse. To try all that can go here
  // would lead to nothing but redundant executions.
  if (possible == 0) return;
  node.planned |= contains(possible, later.thread) ? only(later.thread) : possible & (~possible + 1);
}

}  // namespace schedule
