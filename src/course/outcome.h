#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "course/facts.h"
#include "model/snapshot.h"

namespace course {

enum class RunState : std::uint8_t { ready, running, paused, stopping, over };

struct ClaimState {
  std::string id;
  std::string sentence;
  Judgement judgement;
};

/// A run at one moment, for views: an immutable value.
struct Frame {
  RunState state = RunState::ready;
  Ending ending = Ending::running;
  std::shared_ptr<const model::Snapshot> snapshot;
  std::vector<ClaimState> claims;
};

/// What a run came to.
struct Outcome {
  std::string lesson;
  std::string variant;
  std::map<std::string, std::string> parameters;  ///< name -> text with unit
  std::uint64_t seed = 0;
  Ending ending = Ending::running;
  std::string stuck;
  std::string error;
  std::vector<ClaimState> claims;
  std::map<std::string, Observed, std::less<>> observed;
  std::vector<model::Finding> findings;
  std::vector<std::string> output;
  std::chrono::nanoseconds duration{};  ///< from start to end of the program
  std::uint64_t threads = 0;
  trace::Totals events;

  /// True unless a claim fails.
  bool holds() const;
};

}  // namespace course
