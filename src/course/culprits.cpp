#include "course/culprits.h"

#include <algorithm>
#include <map>

#include "course/step_words.h"
#include "course/wording.h"

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

bool takes(const Step& step, schedule::ObjectNumber lock) {
  if (step.ending != schedule::Ending::act) return false;
  const bool acquires = step.kind == OperationKind::acquire || step.kind == OperationKind::acquire_shared;
  return (acquires && step.object == lock) ||
         (step.kind == OperationKind::reacquire && (step.lock == lock || step.object == lock));
}

bool gives(const Step& step, schedule::ObjectNumber lock) {
  const bool releases = step.kind == OperationKind::release || step.kind == OperationKind::release_shared;
  return (releases && step.object == lock) || (step.kind == OperationKind::wait && step.lock == lock);
}

/// Who has to wait for a readers-writer lock joins its queue first: a step that takes nothing, after which it waits.
bool only_queues(const std::vector<Step>& steps, std::size_t at, const std::vector<Step>& waiting) {
  const Step& step = steps[at];
  const auto same = [&step](const Step& other) {
    return other.thread == step.thread && other.kind == step.kind && other.object == step.object;
  };
  const auto after = steps.begin() + static_cast<std::ptrdiff_t>(at) + 1;
  return std::any_of(waiting.begin(), waiting.end(), same) &&
         std::none_of(after, steps.end(), [&step](const Step& later) { return later.thread == step.thread; });
}

std::optional<std::size_t> taken_at(const std::vector<Step>& steps, schedule::ObjectNumber lock,
                                    const std::vector<Step>& waiting, const Identities& identities) {
  const bool has_queue = identities[lock].kind == trace::ObjectKind::rw_lock;
  for (std::size_t i = steps.size(); i-- > 0;) {
    if (gives(steps[i], lock)) return std::nullopt;
    if (takes(steps[i], lock) && !(has_queue && only_queues(steps, i, waiting))) return i;
  }
  return std::nullopt;
}

bool is_lock(trace::ObjectKind kind) {
  return kind == trace::ObjectKind::lock || kind == trace::ObjectKind::rlock || kind == trace::ObjectKind::rw_lock;
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
  for (const Step& wait : waiting) {
    const bool takes_back = wait.kind == OperationKind::reacquire && wait.lock != schedule::no_object;
    const schedule::ObjectNumber lock = takes_back ? wait.lock : wait.object;
    const auto at = is_lock(identities[lock].kind) ? taken_at(steps, lock, waiting, identities) : std::nullopt;
    if (!at) continue;
    taken[*at] =
        identities[steps[*at].thread].name + " took " + object_in_words(identities, lock) + " (" + numbered(*at) + ")";
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

}  // namespace course
