#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "trace/event.h"

namespace model {

/// What a run shows to be possible, although nothing need have gone wrong in it.
enum class FindingKind : std::uint8_t {
  lock_order,        ///< threads take the same locks in different orders: they can deadlock
  race,              ///< two threads use a variable, one of them changes it, and nothing orders the two
  events_dropped,    ///< nothing is looked for from then on, since events are missing
  too_many_threads,  ///< nothing is looked for from then on, since there are more threads than can be told apart
};

/// "lock order", "race".
std::string_view name(FindingKind kind);

/// Whether it is about the program; the others say what was not looked at.
constexpr bool is_warning(FindingKind kind) { return kind == FindingKind::lock_order || kind == FindingKind::race; }

/// A lock that a thread holds.
struct Hold {
  trace::ObjectId lock{};
  trace::SourceId source{};  ///< where it was acquired
  bool to_read = false;      ///< with other readers
};

struct Finding {
  /// What one thread does there.
  struct Step {
    trace::ThreadId thread{};
    trace::EventKind kind = trace::EventKind::loaded;
    trace::ObjectId object{};
    trace::SourceId source{};
    Hold held{};  ///< the lock it took last of those it holds then; none if it holds none
  };

  FindingKind kind = FindingKind::race;
  /// A race: the two accesses, the later one last. A lock order: in the order of the cycle, for each thread the lock it
  /// takes while it holds another one, which is `held`.
  std::vector<Step> steps;
  std::string sentence;  ///< ends with a full stop
};

/// The lines that it is about, each once, in the order in which the sentence names them.
std::vector<trace::SourceId> lines(const Finding& finding);

}  // namespace model
