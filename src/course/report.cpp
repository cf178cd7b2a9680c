#include "course/report.h"

#include <algorithm>
#include <cmath>

#include "course/wording.h"

namespace course {
namespace {

std::string parameters_line(const Outcome& outcome) {
  std::string line;
  for (const auto& [name, value] : outcome.parameters) line += (line.empty() ? "  " : ", ") + name + " " + value;
  return line.empty() ? line : line + "\n";
}

std::string title(const Outcome& outcome) { return outcome.lesson + ", variant " + outcome.variant; }

std::string ending(const Outcome& outcome) {
  const std::string dropped =
      outcome.events.dropped == 0 ? "" : " (" + grouped(outcome.events.dropped) + " more dropped)";
  return std::string(name(outcome.ending)) + " after " + model::in_words(outcome.duration) + ": " +
         plural(outcome.threads, "thread") + ", " + plural(outcome.events.recorded, "event") + dropped;
}

std::string output_lines(const Outcome& outcome) {
  if (outcome.output.empty()) return {};
  std::string lines = "\nOutput\n";
  for (const std::string& line : outcome.output) lines += "  " + line + "\n";
  return lines;
}

std::string observed_lines(const Outcome& outcome) {
  if (outcome.observed.empty()) return {};
  std::string lines = "\nObserved\n";
  for (const auto& [gauge, number] : outcome.observed) {
    lines += "  " + gauge + ": " + grouped(number.last) + " at the end, between " + grouped(number.least) + " and " +
             grouped(number.greatest) + "\n";
  }
  return lines;
}

std::string claim_lines(const Outcome& outcome) {
  if (outcome.claims.empty()) return {};
  std::string lines = "\nClaims\n";
  for (const ClaimState& claim : outcome.claims) {
    lines += "  " + padded(std::string(name(claim.judgement.verdict)), 11) + claim.sentence;
    lines += claim.judgement.because.empty() ? "\n" : " " + claim.judgement.because + "\n";
  }
  return lines;
}

std::string finding_lines(const Outcome& outcome) {
  if (outcome.findings.empty()) return {};
  std::string lines = "\nFindings\n";
  for (const model::Finding& finding : outcome.findings) {
    lines += "  " + padded(std::string(name(finding.kind)), 11) + finding.sentence + "\n";
  }
  return lines;
}

bool fails(const ClaimState& claim) { return claim.judgement.verdict == Verdict::fails; }

/// One line of a list of runs: `seed 4: finished after 12 ms ...; nothing-lost fails: "counter" ended at 7 ...`.
std::string run_line(const Outcome& outcome) {
  std::string line = "  seed " + std::to_string(outcome.seed) + ": " + ending(outcome);
  for (const ClaimState& claim : outcome.claims) {
    if (fails(claim)) line += "; " + claim.id + " fails: " + claim.judgement.because;
  }
  return line + "\n";
}

std::string endings_lines(const Distribution& distribution) {
  std::string lines = "\nEndings\n";
  for (const auto& [word, times] : distribution.endings)
    lines += "  " + padded(word, 11) + plural(times, "time") + "\n";
  return lines;
}

std::string claims_lines(const std::vector<Outcome>& outcomes, const Distribution& distribution) {
  std::string lines = "\nClaims\n";
  for (const ClaimState& claim : outcomes.front().claims) {
    const auto failed = distribution.failed_claims.find(claim.id);
    const std::uint64_t times = failed == distribution.failed_claims.end() ? 0 : failed->second;
    lines += "  " + padded(times == 0 ? "not failed" : "failed " + plural(times, "time"), 18) + claim.sentence + "\n";
  }
  return lines;
}

std::string outcome_lines(const Histogram& histogram) {
  constexpr double longest = 30;
  std::string lines = "\nOutcomes: " + title_of(histogram);
  if (histogram.expected) lines += ", expected " + grouped(*histogram.expected);
  lines += "\n";
  std::size_t width = 0;
  for (const Bar& bar : histogram.bars) width = std::max(width, bar.label.size());
  for (const Bar& bar : histogram.bars) {
    const double share = histogram.share(bar);
    lines += padded(bar.count() == 0 ? "  expected"
                    : bar.holds      ? "  holds"
                                     : "  fails",
                    12) +
             padded(bar.label, width + 2) + padded(plural(bar.count(), "time") + ", " + percent(share), 18) +
             std::string(static_cast<std::size_t>(std::lround(share * longest)), '#') + "\n";
  }
  return lines;
}

/// The default as one would type it: without spaces, which a shell takes apart.
std::string typed_default(const Parameter& parameter) {
  std::string text = parameter.format_without_unit(parameter.initial);
  if (parameter.kind != Parameter::Kind::duration) return text;
  std::erase(text, ' ');
  if (text.ends_with("\u00b5s")) text.replace(text.size() - 3, 2, "u");
  return text;
}

std::string parameter_lines(const std::vector<Parameter>& parameters) {
  std::string text;
  for (const Parameter& parameter : parameters) {
    text += "    --set " + parameter.name + "=" + typed_default(parameter) + "  " + parameter.range();
    text += parameter.help.empty() ? "\n" : ". " + parameter.help + "\n";
  }
  return text;
}

std::string lesson_lines(const Entry& entry) {
  std::string text = "  " + entry.id + ": " + entry.lesson.summary + "\n";
  for (const Variant& variant : entry.lesson.variants) {
    text += "    --variant " + variant.id + " (" + std::string(name(variant.kind)) + ")";
    text += variant.note.empty() ? "\n" : "  " + variant.note + "\n";
  }
  for (const Sweep& sweep : entry.lesson.sweeps) text += "    --sweep \"" + sweep.title + "\"\n";
  return text + parameter_lines(entry.lesson.parameters);
}

}  // namespace

Distribution distribution(const std::vector<Outcome>& outcomes) {
  Distribution result;
  for (const Outcome& outcome : outcomes) {
    ++result.endings[std::string(name(outcome.ending))];
    for (const ClaimState& claim : outcome.claims) {
      if (fails(claim)) ++result.failed_claims[claim.id];
    }
  }
  return result;
}

std::string to_text(const Outcome& outcome) {
  const auto sentence = [](const std::string& text) { return text.empty() ? text : "  " + text + "\n"; };
  return title(outcome) + ", seed " + std::to_string(outcome.seed) + "\n" + parameters_line(outcome) + ending(outcome) +
         "\n" + sentence(outcome.stuck) + sentence(outcome.error) + output_lines(outcome) + observed_lines(outcome) +
         claim_lines(outcome) + finding_lines(outcome);
}

std::string to_text(const std::vector<Outcome>& outcomes, const Histogram& histogram) {
  const Outcome& first = outcomes.front();
  const Distribution counted = distribution(outcomes);
  std::string text = title(first) + ", " + plural(outcomes.size(), "run") + "\n" + parameters_line(first);
  text += endings_lines(counted) + claims_lines(outcomes, counted) + outcome_lines(histogram) + "\nRuns\n";
  for (const Outcome& outcome : outcomes) text += run_line(outcome);
  return text;
}

std::string to_text(const Catalogue& catalogue) {
  std::string text;
  int chapter = 0;
  for (const Entry& entry : catalogue.entries()) {
    if (entry.chapter() != chapter) {
      chapter = entry.chapter();
      text += (text.empty() ? "" : "\n") + std::to_string(chapter) + " " + std::string(chapter_title(chapter)) + "\n";
    }
    text += lesson_lines(entry);
  }
  return text;
}

}  // namespace course
