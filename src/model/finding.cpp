#include "model/finding.h"

#include <algorithm>

namespace model {

std::string_view name(FindingKind kind) {
  switch (kind) {
    case FindingKind::lock_order: return "lock order";
    case FindingKind::race: return "race";
    case FindingKind::events_dropped: return "events dropped";
    case FindingKind::too_many_threads: return "too many threads";
  }
  return "?";
}

std::vector<trace::SourceId> lines(const Finding& finding) {
  std::vector<trace::SourceId> all;
  const auto add = [&](trace::SourceId line) {
    if (line && std::ranges::find(all, line) == all.end()) all.push_back(line);
  };
  for (const Finding::Step& step : finding.steps) {
    if (finding.kind == FindingKind::lock_order) add(step.held.source);
    add(step.source);
  }
  return all;
}

}  // namespace model
