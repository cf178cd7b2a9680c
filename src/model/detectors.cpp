#include "model/detectors.h"

namespace model {

using trace::Event;
using trace::EventKind;

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
  switch (event.kind) {
    case EventKind::loaded:
    case EventKind::stored:
    case EventKind::modified: races_.use(event, lock_order_.innermost(event.thread)); break;
    case EventKind::acquired:
    case EventKind::released:
      lock_order_.apply(event);
      races_.order(event);
      break;
    case EventKind::blocked: lock_order_.apply(event); break;
    case EventKind::woke:
    case EventKind::resumed:
    case EventKind::cleared: break;
    case EventKind::thread_launched:
    case EventKind::thread_started:
    case EventKind::thread_finished:
    case EventKind::joined:
    case EventKind::saw: start_join_.apply(event); [[fallthrough]];
    default: races_.order(event);
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
