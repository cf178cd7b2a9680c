#include "course/outcome.h"

#include <algorithm>

namespace course {

bool Outcome::holds() const {
  return std::none_of(claims.begin(), claims.end(),
                      [](const ClaimState& claim) { return claim.judgement.verdict == Verdict::fails; });
}

}  // namespace course
