#include "schedule/causality.h"

#include <algorithm>

#include "schedule/hashing.h"

namespace schedule {

Causality::Causality(const std::vector<Step>& steps, const Identities& identities) : Causality(identities) {
  for (const Step& step : steps) {
    if (!has_begun(step.thread)) begin(step.thread);
    append(step);
  }
}

void Causality::clear() {
  steps_.clear();
  begun_ = 0;
  for_all_ = {};
  ++generation_;
}

void Causality::begin(ThreadIndex thread) {
  threads_[thread] = {{}, identities_[thread].hash};
  begun_ |= only(thread);
}

void Causality::append(const Step& step) {
  Moment now = threads_[step.thread];
  const Clock predecessor = now.clock;
  now.hash = mixed(now.hash, label(step));
  const auto follow = [&now](const Clock& clock, std::uint64_t hash) {
    join(now.clock, clock);
    now.hash = mixed(now.hash, hash);
  };
  for (const Footprint::Touch& touch : step.footprint) {
    const Moment& earlier = touched(touch).before;
    follow(earlier.clock, earlier.hash);
  }
  if (step.woken_by) follow(steps_[*step.woken_by].clock, steps_[*step.woken_by].hash);
  if (step.footprint.touches_everything()) {
    const Moment all = everything();
    follow(all.clock, all.hash);
  } else {
    follow(for_all_.clock, for_all_.hash);
  }
  const std::uint16_t count = ++now.clock[step.thread];
  for (const Footprint::Touch& touch : step.footprint) {
    Moment& latest = objects_[touch.object].latest;
    join(latest.clock, now.clock);
    latest.hash += scramble(now.hash);
  }
  steps_.push_back({step.thread, count, now.clock, predecessor, now.hash});
  threads_[step.thread] = now;
  if (step.child) {
    threads_[*step.child] = {now.clock, mixed(now.hash, identities_[*step.child].hash)};
    begun_ |= only(*step.child);
  }
  if (step.footprint.touches_everything()) for_all_ = now;
}

std::uint64_t Causality::hash() const {
  std::uint64_t sum = 0;
  for (ThreadIndex thread = 0; thread < most_threads; ++thread) {
    if (contains(begun_, thread)) sum += scramble(threads_[thread].hash);
  }
  return scramble(sum);
}

Causality::Moment Causality::everything() const {
  Moment all;
  all.hash = hash();
  for (ThreadIndex thread = 0; thread < most_threads; ++thread) {
    if (contains(begun_, thread)) join(all.clock, threads_[thread].clock);
  }
  return all;
}

void Causality::join(Clock& clock, const Clock& other) {
  for (std::size_t i = 0; i < clock.size(); ++i) clock[i] = std::max(clock[i], other[i]);
}

std::uint64_t Causality::label(const Step& step) const {
  const std::uint64_t what = static_cast<std::uint64_t>(step.kind) | static_cast<std::uint64_t>(step.ending) << 8U |
                             static_cast<std::uint64_t>(step.choice) << 16U;
  return mixed(mixed(what, identities_[step.object].hash), static_cast<std::uint64_t>(step.value));
}

/// As it is to be touched now: what does not commute with the latest steps comes after them.
Causality::Touched& Causality::touched(const Footprint::Touch& touch) {
  if (touch.object >= objects_.size()) objects_.resize(std::max<std::size_t>(identities_.objects(), touch.object + 1));
  Touched& object = objects_[touch.object];
  if (object.generation != generation_) object = {generation_, touch.access, {}, {}};
  if (!commute(object.access, touch.access)) {
    object.before = object.latest;
    object.latest = {};
    object.access = touch.access;
  }
  return object;
}

}  // namespace schedule
