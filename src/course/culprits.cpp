#include "course/culprits.h"

#include <algorithm>
#include <map>
#include <set>

#include "course/frame_parts.h"
#include "course/step_words.h"
#include "course/wording.h"
#include "schedule/holds.h"

namespace course {
namespace {

using schedule::Identities;
using schedule::OperationKind;
using schedule::Step;

bool writes(const Step& step) { return step.kind == OperationKind::store || step.kind == OperationKind::modify; }

std::string numbered(std::size_t step) { return "step " + std::to_string(step + 1); }

/// The read that the write at `write` relies on: the latest access by the same thread, if that is a read.
std::optional<std::size_t> read_before(const std::vector<Step>& steps, std::size_t write) {
  for (std::size_t i = write; i-- > 0;) {
    if (steps[i].thread != steps[write].thread || steps[i].object != steps[write].object) continue;
    return steps[i].kind == OperationKind::load ? std::optional(i) : std::nullopt;
  }
  return std::nullopt;
}

/// The last write by another thread in between.
std::optional<std::size_t> written_between(const std::vector<Step>& steps, std::size_t read, std::size_t write) {
  for (std::size_t i = write; i-- > read + 1;) {
    const bool of_another = steps[i].thread != steps[write].thread && steps[i].object == steps[write].object;
    if (of_another && writes(steps[i])) return i;
  }
  return std::nullopt;
}

}  // namespace

Culprits find_lost_update(const std::vector<Step>& steps, const Identities& identities) {
  for (std::size_t write = 0; write < steps.size(); ++write) {
    const Step& step = steps[write];
    if (step.kind != OperationKind::store || identities[step.object].kind != trace::ObjectKind::variable) continue;
    const auto read = read_before(steps, write);
    const auto between = read ? written_between(steps, *read, write) : std::nullopt;
    if (!between) continue;
    const std::string what = object_in_words(identities, step.object);
    const std::string writer = identities[step.thread].name;
    const std::string other = identities[steps[*between].thread].name;
    return {{*read, *between, write},
            writer + " read " + what + " (" + numbered(*read) + "), " + other + " changed it (" + numbered(*between) +
                "), and " + writer + " wrote over that what it had made of the old value (" + numbered(write) + ")."};
  }
  return {};
}

Culprits find_holders(const std::vector<Step>& steps, const std::vector<Step>& waiting, const Identities& identities) {
  std::map<std::size_t, std::string> taken;
  const std::vector<schedule::Hold> held = schedule::held_after(steps, waiting, identities);
  for (const Step& wait : waiting) {
    const bool takes_back = wait.kind == OperationKind::reacquire && wait.lock != schedule::no_object;
    const schedule::ObjectNumber lock = takes_back ? wait.lock : wait.object;
    const auto hold =
        std::find_if(held.rbegin(), held.rend(), [lock](const schedule::Hold& each) { return each.lock == lock; });
    if (hold == held.rend()) continue;
    taken[hold->taken] = identities[hold->thread].name + " took " + object_in_words(identities, lock) + " (" +
                         numbered(hold->taken) + ")";
  }
  Culprits culprits;
  std::vector<std::string> parts;
  for (const auto& [step, words] : taken) {
    culprits.steps.push_back(step);
    parts.push_back(words);
  }
  if (!parts.empty()) culprits.because = listed(parts) + (parts.size() == 1 ? " and never gave it back." : ".");
  return culprits;
}

std::string find_circle(const std::vector<Step>& steps, const Identities& identities, const Entry& entry) {
  constexpr std::size_t looked_at = 100;
  const std::size_t first = steps.size() - std::min(steps.size(), looked_at);
  std::map<schedule::ThreadIndex, std::set<std::uint32_t>> lines;
  for (std::size_t i = first; i < steps.size(); ++i) {
    const std::uint32_t line = line_of(steps[i], entry);
    if (line != 0) lines[steps[i].thread].insert(line);
  }
  if (lines.empty()) return {};
  std::vector<std::string> parts;
  for (const auto& [thread, passed] : lines) {
    std::vector<std::string> numbers;
    for (const std::uint32_t line : passed) numbers.push_back(std::to_string(line));
    parts.push_back(identities[thread].name + " passed line" + (numbers.size() == 1 ? " " : "s ") + listed(numbers));
  }
  return "In the last " + std::to_string(steps.size() - first) + " steps " + listed(parts) + ", again and again.";
}

}  // namespace course
