#include "model/finding.h"

namespace model {

std::string_view name(FindingKind kind) {
  switch (kind) {
    case FindingKind::lock_order: return "lock order";
    case FindingKind::race: return "race";
    case FindingKind::events_dropped: return "events dropped";
    case FindingKind::too_many_threads: return "too many threads";
  }
  return "?";
}

}  // namespace model
