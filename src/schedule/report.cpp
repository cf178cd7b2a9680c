#include <cmath>
#include <cstdio>

#include "schedule/explore.h"
#include "schedule/wording.h"
#include "trace/digits.h"

namespace schedule {
namespace {

/// To two digits.
std::size_t rounded(double number) {
  const double unit = std::pow(10.0, std::max(0.0, std::floor(std::log10(number)) - 1));
  return static_cast<std::size_t>(std::round(number / unit) * unit);
}

std::string counted(std::size_t number, const std::string& what) {
  return trace::grouped(number) + " " + what + (number == 1 ? "" : "s");
}

std::string seconds(std::chrono::nanoseconds time) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.3g s", std::chrono::duration<double>(time).count());
  return text;
}

}  // namespace

std::string Report::sentence() const {
  const std::string shortest = found ? "the shortest schedule found has " + counted(found->lines.size(), "step") +
                                           " and " + counted(pre_emptions, "pre-emption")
                                     : "";
  switch (outcome) {
    case Outcome::proved:
      if (targeted) {
        return "it cannot happen: none of all " + counted(different, "different execution") + " comes to it";
      }
      return different == 1 ? "the only execution holds"
                            : "all " + trace::grouped(different) + " different executions hold";
    case Outcome::unbroken: {
      const bool known = estimate > static_cast<double>(different) && rounded(estimate) > different;
      const std::string of = known ? " of about " + trace::grouped(rounded(estimate)) : "";
      const std::string endless_ones = endless == 0 ? ""
                                                    : "; " + counted(endless, "execution") + " did not end and " +
                                                          (endless == 1 ? "was" : "were") + " given up";
      return trace::grouped(different) + of + " different execution" + (different == 1 && !known ? "" : "s") +
             " seen in " + seconds(spent) + (targeted ? ", none comes to it" : ", none fails") + endless_ones;
    }
    case Outcome::fails: return "fails: " + found->what + "; " + shortest;
    case Outcome::reached: return "it can happen: " + shortest;
    case Outcome::strays: return "does not do the same each time: " + why_strayed;
  }
  return {};
}

}  // namespace schedule
