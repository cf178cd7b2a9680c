#include "course/judging.h"

#include <algorithm>

namespace course {

std::vector<ClaimState> judged(const Lesson& lesson, const Facts& facts, Time time) {
  std::vector<ClaimState> states;
  for (const Claim& claim : lesson.claims) {
    const bool unknowable = time == Time::none && claim.concerns == Claim::Concerns::time;
    const Judgement judgement =
        unknowable ? Judgement{Verdict::undecided, "It is about time, which does not pass here."} : claim.judge(facts);
    states.push_back({claim.id, claim.sentence, judgement});
  }
  return states;
}

const ClaimState* first_failing(const std::vector<ClaimState>& claims) {
  const auto failing = std::find_if(claims.begin(), claims.end(),
                                    [](const ClaimState& claim) { return claim.judgement.verdict == Verdict::fails; });
  return failing == claims.end() ? nullptr : &*failing;
}

std::string in_words(const ClaimState& failing) {
  std::string sentence = failing.sentence;
  if (failing.judgement.because.empty()) return sentence;
  if (sentence.ends_with('.')) sentence.back() = ':';
  return sentence + " " + failing.judgement.because;
}

}  // namespace course
