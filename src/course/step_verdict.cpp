#include <algorithm>

#include "course/child_process.h"
#include "course/culprits.h"
#include "course/frame_parts.h"
#include "course/judging.h"
#include "course/wording.h"

namespace course {
namespace {

using schedule::Identities;
using schedule::Step;
using schedule::ThreadIndex;

std::vector<Step> waiting_steps(const Scene& scene) {
  std::vector<Step> waiting;
  for (const ThreadIndex thread : scene.threads) {
    if (scene.standing[thread] && !scene.standing[thread]->can_go) waiting.push_back(scene.standing[thread]->next);
  }
  return waiting;
}

/// The last step in which one of the claim's gauges was measured.
Culprits last_measured(const std::vector<Step>& steps, const Claim& claim, const Identities& identities) {
  for (std::size_t i = steps.size(); i-- > 0;) {
    const auto& object = identities[steps[i].object];
    if (object.kind != trace::ObjectKind::gauge) continue;
    const auto found = std::find(claim.gauges.begin(), claim.gauges.end(), object.name);
    if (found != claim.gauges.end()) return {{i}, {}};
  }
  return {};
}

bool all_judged(const std::vector<ClaimState>& claims) {
  return std::all_of(claims.begin(), claims.end(),
                     [](const ClaimState& claim) { return claim.judgement.verdict != Verdict::undecided; });
}

void blame(StepVerdict& verdict, const Scene& scene, const Player& player) {
  const auto& steps = scene.execution.steps;
  const Identities& identities = player.identities();
  Culprits culprits;
  if (verdict.kind == StepVerdict::Kind::stuck) culprits = find_holders(steps, waiting_steps(scene), identities);
  if (verdict.kind == StepVerdict::Kind::claim_fails) {
    culprits = find_lost_update(steps, identities);
    const auto& claims = player.program().entry().lesson.claims;
    const auto claim =
        std::find_if(claims.begin(), claims.end(), [&](const Claim& each) { return each.id == verdict.claim; });
    if (culprits.steps.empty()) culprits = last_measured(steps, *claim, identities);
  }
  if (verdict.kind == StepVerdict::Kind::endless) {
    culprits.because = find_circle(steps, identities, player.program().entry());
  }
  if (culprits.steps.empty() && !steps.empty()) culprits.steps.push_back(steps.size() - 1);
  verdict.culprits = std::move(culprits.steps);
  verdict.because = std::move(culprits.because);
}

}  // namespace

StepVerdict verdict_of(const Scene& scene, const Player& player) {
  using Kind = StepVerdict::Kind;
  StepVerdict verdict{.sentence = {}, .claim = {}, .because = {}};
  const ClaimState* const failing = first_failing(scene.frame.claims);
  if (failing != nullptr) verdict.claim = failing->id;
  if (scene.frame.ending == Ending::stuck) {
    verdict.kind = Kind::stuck;
    const auto& stuck = scene.frame.snapshot->stuck;
    verdict.sentence = stuck.empty() ? as_sentence(scene.execution.what) : stuck.front().sentence;
  } else if (failing != nullptr) {
    verdict.kind = Kind::claim_fails;
    verdict.sentence = in_words(*failing);
  } else if (scene.execution.failed()) {
    verdict.kind = scene.execution.verdict == schedule::Verdict::does_not_end ? Kind::endless : Kind::error;
    verdict.sentence = as_sentence(scene.execution.what);
  } else if (scene.completed && player.program().variant().child) {
    verdict.sentence = not_under_control;
  } else if (scene.completed) {
    verdict.kind = Kind::holds;
    verdict.sentence = all_judged(scene.frame.claims)
                           ? "Every thread has ended, and every claim holds."
                           : "Every thread has ended, and every claim that can be judged here holds.";
  }
  if (verdict.fails()) blame(verdict, scene, player);
  return verdict;
}

}  // namespace course
