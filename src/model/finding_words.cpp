#include "model/start_join_order.h"
#include "model/words.h"

namespace model {
namespace {

using trace::EventKind;
using Step = Finding::Step;

std::string at_line(trace::SourceId source) {
  return source ? " at line " + std::to_string(source.line()) : std::string();
}

std::string name_of(const Snapshot& snapshot, trace::ObjectId object) {
  const ObjectView* found = snapshot.object(object);
  return found != nullptr ? found->name : snapshot.describe(object);
}

/// "worker-1 stores to counter at line 33".
std::string access(const Snapshot& snapshot, const Step& step, const std::string& variable) {
  std::string text = snapshot.describe(step.thread);
  switch (step.kind) {
    case EventKind::stored: text += " stores to " + variable; break;
    case EventKind::modified: text += " changes " + variable + " in one step"; break;
    default: text += " loads " + variable; break;
  }
  return text + at_line(step.source);
}

std::string holds(const Snapshot& snapshot, const Step& step) {
  return snapshot.describe(step.thread) + " holds " + snapshot.describe(step.held.lock);
}

/// Which locks there are, if they are not enough.
std::string locks(const Snapshot& snapshot, const Step& one, const Step& other) {
  if (one.held.lock && one.held.lock == other.held.lock) {
    return "both hold " + snapshot.describe(one.held.lock) + ", but only to read";
  }
  if (one.held.lock && other.held.lock) {
    return "no common lock (" + holds(snapshot, one) + ", " + holds(snapshot, other) + ")";
  }
  if (!one.held.lock && !other.held.lock) return "no common lock";
  return "no common lock (only " + holds(snapshot, one.held.lock ? one : other) + ")";
}

std::string race(const Finding& finding, const Snapshot& snapshot) {
  const Step& one = finding.steps[0];
  const Step& other = finding.steps[1];
  return access(snapshot, one, name_of(snapshot, one.object)) + " and " + access(snapshot, other, "it") +
         "; nothing orders the two: " + locks(snapshot, one, other) + ", no join between them.";
}

std::string lock_order(const Finding& finding, const Snapshot& snapshot) {
  std::string text;
  for (const Step& step : finding.steps) {
    if (!text.empty()) text += "; ";
    text += snapshot.describe(step.thread) + " takes " + snapshot.describe(step.held.lock) + at_line(step.held.source) +
            " and, while it holds it, " + snapshot.describe(step.object) + at_line(step.source);
  }
  return text + ". If each gets its first lock, they wait for one another for ever.";
}

}  // namespace

std::string in_words(const Finding& finding, const Snapshot& snapshot) {
  switch (finding.kind) {
    case FindingKind::lock_order: return lock_order(finding, snapshot);
    case FindingKind::race: return race(finding, snapshot);
    case FindingKind::events_dropped:
      return "Events were dropped, so from then on neither lock orders nor races are looked for.";
    case FindingKind::too_many_threads:
      return "There are more than " + std::to_string(StartJoinOrder::most) +
             " threads at a time, so from then on neither lock orders nor races are looked for.";
  }
  return {};
}

}  // namespace model
