#include "course/facts.h"

#include <algorithm>

#include "course/wording.h"

namespace course {
namespace {

Verdict at_the_end(const Facts& facts, bool good) {
  if (!facts.over()) return Verdict::undecided;
  return good ? Verdict::holds : Verdict::fails;
}

Judgement judge_extreme(const Facts& facts, const std::string& gauge, std::int64_t extreme, bool good,
                        std::string_view reached, const std::string& allowed) {
  const Verdict verdict = good ? at_the_end(facts, true) : Verdict::fails;
  return {verdict, gauge + std::string(reached) + grouped(extreme) + "; allowed: " + allowed + "."};
}

Judgement never_measured(const Facts& facts, const std::string& gauge) {
  if (!facts.over()) return {};
  return {Verdict::undecided, "This run did not measure " + gauge + "."};
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

Claim never_above(std::string id, std::string sentence, std::string gauge, Expected limit) {
  auto judge = [gauge, limit = std::move(limit)](const Facts& facts) -> Judgement {
    const std::optional<Observed> number = facts.number(gauge);
    if (!number) return never_measured(facts, gauge);
    const std::int64_t allowed = limit(facts);
    return judge_extreme(facts, gauge, number->greatest, number->greatest <= allowed, " reached ",
                         "at most " + grouped(allowed));
  };
  return {std::move(id), std::move(sentence), std::move(judge), {std::move(gauge)}};
}

Claim never_below(std::string id, std::string sentence, std::string gauge, Expected limit) {
  auto judge = [gauge, limit = std::move(limit)](const Facts& facts) -> Judgement {
    const std::optional<Observed> number = facts.number(gauge);
    if (!number) return never_measured(facts, gauge);
    const std::int64_t allowed = limit(facts);
    const bool kept = number->least >= allowed;
    return judge_extreme(facts, gauge, number->least, kept, kept ? " was never below " : " fell to ",
                         "at least " + grouped(allowed));
  };
  return {std::move(id), std::move(sentence), std::move(judge), {std::move(gauge)}};
}

Claim ends_with(std::string id, std::string sentence, std::string gauge, Expected expected) {
  auto judge = [gauge, expected](const Facts& facts) -> Judgement {
    if (!facts.over()) return {};
    const std::optional<Observed> number = facts.number(gauge);
    const std::int64_t wanted = expected(facts);
    if (!number) return {Verdict::fails, gauge + " never came about; it should end at " + grouped(wanted) + "."};
    const std::string ended = gauge + " ended at " + grouped(number->last);
    if (number->last == wanted) return {Verdict::holds, ended + ", as it should."};
    return {Verdict::fails, ended + " instead of " + grouped(wanted) + "."};
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
