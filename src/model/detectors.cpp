#include "model/detectors.h"

namespace model {

using trace::Event;

void Detectors::apply(const trace::Batch& batch) {
  if (batch.totals.dropped > 0) stop(FindingKind::events_dropped);
  if (stopped_) return;
  for (const trace::NameRecord& record : batch.names) {
    const auto* object = std::get_if<trace::ObjectName>(&record);
    if (object == nullptr) continue;
    causal_.add(*object);
    lock_order_.add(*object);
    races_.add(*object);
  }
  for (const Event& event : batch.events) {
    causal_.apply(event, [this](const Event& due) { pass(due); });
  }
  if (causal_.held_back() > most_held_back) stop(FindingKind::events_dropped);
}

void Detectors::pass(const Event& event) {
  if (stopped_) return;
  start_join_.apply(event);
  if (!start_join_.exhausted()) {
    lock_order_.apply(event);
    races_.apply(event, lock_order_.innermost(event.thread));
  }
  if (start_join_.exhausted()) stop(FindingKind::too_many_threads);
}

void Detectors::stop(FindingKind why) {
  if (stopped_) return;
  stopped_ = why;
  causal_.forget_held_back();
}

std::vector<Finding> Detectors::findings() const {
  std::vector<Finding> all = lock_order_.cycles();
  all.insert(all.end(), races_.races().begin(), races_.races().end());
  if (stopped_) all.push_back({*stopped_, {}, {}});
  return all;
}

}  // namespace model
