#include "course/facts.h"

#include <algorithm>

#include "course/wording.h"

namespace course {
namespace {

Verdict of_a_bound(const Facts& facts, bool kept) {
  if (!kept) return Verdict::fails;
  return facts.over() ? Verdict::holds : Verdict::undecided;
}

Judgement never_measured(const Facts& facts, const std::string& gauge) {
  if (!facts.over()) return {};
  return {Verdict::undecided, "This run did not measure " + quoted(gauge) + "."};
}

}  // namespace

std::string_view name(Ending ending) {
  switch (ending) {
    case Ending::running: return "running";
    case Ending::finished: return "finished";
    case Ending::stopped: return "stopped";
    case Ending::stuck: return "stuck";
    case Ending::failed: return "failed";
  }
  return {};
}

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::undecided: return "undecided";
    case Verdict::holds: return "holds";
    case Verdict::fails: return "fails";
  }
  return {};
}

void Observed::note(std::int64_t value) {
  if (times++ == 0) *this = {value, value, value, value, 1};
  last = value;
  least = std::min(least, value);
  greatest = std::max(greatest, value);
}

std::optional<Observed> Facts::number(std::string_view gauge) const {
  const auto found = observed.find(gauge);
  if (found == observed.end() || found->second.times == 0) return std::nullopt;
  return found->second;
}

Claim about_time(Claim claim) {
  claim.concerns = Claim::Concerns::time;
  return claim;
}

Claim never_above(std::string id, std::string sentence, std::string gauge, Expected limit, std::string unit) {
  auto judge = [gauge, limit = std::move(limit), unit = std::move(unit)](const Facts& facts) -> Judgement {
    const std::optional<Observed> number = facts.number(gauge);
    if (!number) return never_measured(facts, gauge);
    const std::int64_t allowed = limit(facts);
    const std::string reached = quoted(gauge) + " reached " + with_unit(number->greatest, unit);
    return {of_a_bound(facts, number->greatest <= allowed),
            reached + "; allowed: at most " + with_unit(allowed, unit) + "."};
  };
  return {std::move(id), std::move(sentence), std::move(judge), {std::move(gauge)}};
}

Claim never_below(std::string id, std::string sentence, std::string gauge, Expected limit, std::string unit) {
  auto judge = [gauge, limit = std::move(limit), unit = std::move(unit)](const Facts& facts) -> Judgement {
    const std::optional<Observed> number = facts.number(gauge);
    if (!number) return never_measured(facts, gauge);
    const std::int64_t allowed = limit(facts);
    const bool kept = number->least >= allowed;
    const std::string fell =
        quoted(gauge) + (kept ? " was never below " : " fell to ") + with_unit(number->least, unit);
    return {of_a_bound(facts, kept), fell + "; allowed: at least " + with_unit(allowed, unit) + "."};
  };
  return {std::move(id), std::move(sentence), std::move(judge), {std::move(gauge)}};
}

Claim ends_with(std::string id, std::string sentence, std::string gauge, Expected expected, std::string unit) {
  auto judge = [gauge, expected, unit = std::move(unit)](const Facts& facts) -> Judgement {
    if (!facts.over()) return {};
    const std::optional<Observed> number = facts.number(gauge);
    const std::int64_t wanted = expected(facts);
    if (!number) {
      return {Verdict::fails, quoted(gauge) + " was never measured; it should end at " + with_unit(wanted, unit) + "."};
    }
    const std::string ended = quoted(gauge) + " ended at " + with_unit(number->last, unit);
    if (number->last == wanted) return {Verdict::holds, ended + ", as it should."};
    return {Verdict::fails, ended + " instead of " + with_unit(wanted, unit) + "."};
  };
  return {std::move(id),      std::move(sentence),    std::move(judge),
          {std::move(gauge)}, Claim::Concerns::order, std::move(expected)};
}

Claim never_stuck(std::string sentence) {
  auto judge = [](const Facts& facts) -> Judgement {
    if (!facts.stuck.empty()) return {Verdict::fails, facts.stuck};
    if (facts.ending == Ending::stuck) return {Verdict::fails, "Some threads can never go on."};
    if (facts.ending == Ending::finished) return {Verdict::holds, "Every thread came to its end."};
    return {};
  };
  return {"never-stuck", std::move(sentence), std::move(judge)};
}

}  // namespace course
