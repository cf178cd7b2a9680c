#include "course/confirmation.h"

#include <vector>

#include "course/frame_parts.h"
#include "course/step_words.h"
#include "course/wording.h"

namespace course {
namespace {

using schedule::AccessPlace;
using schedule::OperationKind;

AccessPlace place_of(const model::Finding::Step& access) {
  switch (access.kind) {
    case trace::EventKind::stored: return {OperationKind::store, access.source};
    case trace::EventKind::modified: return {OperationKind::modify, access.source};
    default: return {OperationKind::load, access.source};
  }
}

}  // namespace

schedule::Target target_of(const model::Finding& finding) {
  if (finding.kind == model::FindingKind::race) {
    return schedule::meeting_at(place_of(finding.steps[0]), place_of(finding.steps[1]));
  }
  std::vector<schedule::Nesting> nestings;
  for (const model::Finding::Step& step : finding.steps) nestings.push_back({step.held.source, step.source});
  return schedule::deadlock_at(std::move(nestings));
}

std::string standing_before(const model::Finding& finding, const Scene& scene, const Player& player) {
  std::vector<std::string> parts;
  for (const schedule::ThreadIndex thread : scene.threads) {
    const auto& standing = scene.standing[thread];
    if (!standing) continue;
    const schedule::Step& next = standing->next;
    if (!place_of(finding.steps[0]).is_of(next) && !place_of(finding.steps[1]).is_of(next)) continue;
    const std::uint32_t line = line_of(next, player.program().entry());
    parts.push_back(player.identities()[thread].name + " will " + will_do(next, next.ending, player.identities()) +
                    (line == 0 ? std::string() : " (line " + std::to_string(line) + ")"));
  }
  return listed(parts) + ": either can go first, as nothing orders them.";
}

}  // namespace course
