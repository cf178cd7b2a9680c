#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "course/parameter.h"

namespace course {

/// How a run came to its end.
enum class Ending : std::uint8_t {
  running,   ///< not yet
  finished,  ///< the program returned
  stopped,   ///< the learner stopped it
  stuck,     ///< some of its threads can never go on
  failed,    ///< the program itself raised an error
};

std::string_view name(Ending ending);

/// What is known about one number of the run, exact even where events were dropped.
struct Observed {
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::int64_t least = 0;
  std::int64_t greatest = 0;
  std::uint64_t times = 0;

  void note(std::int64_t value);
};

/// What a claim is judged by.
struct Facts {
  std::map<std::string, Observed, std::less<>> observed;  ///< gauges by name
  const Settings* settings = nullptr;
  Ending ending = Ending::running;
  std::string stuck;  ///< sentence; empty while everybody can go on
  std::string error;  ///< of the first thread that died of an uncaught error, or of the program; empty if none

  bool over() const { return ending == Ending::finished || ending == Ending::stuck || ending == Ending::failed; }
  std::optional<Observed> number(std::string_view gauge) const;
  std::int64_t setting(std::string_view parameter) const { return settings->raw(parameter); }
};

enum class Verdict : std::uint8_t {
  undecided,  ///< nothing against it so far
  holds,
  fails,
};

std::string_view name(Verdict verdict);

struct Judgement {
  Verdict verdict = Verdict::undecided;
  std::string because;  ///< one sentence with the figures of this run; may be empty while undecided
};

/// A number that follows from the facts, which are the parameters as a rule.
using Expected = std::function<std::int64_t(const Facts&)>;

/// A sentence that the lesson says about its program, and the check that it is so. A safety property: true on every
/// schedule of a sound variant.
struct Claim {
  enum class Concerns : std::uint8_t {
    order,  ///< what happens before what
    time,   ///< how long it takes: not judged where time is not real
  };

  std::string id;        ///< "nothing-lost"
  std::string sentence;  ///< "No increment is lost."
  std::function<Judgement(const Facts&)> judge;
  std::vector<std::string> gauges{};  ///< that it is judged by: `judge` sees no others while a schedule is chosen
  Concerns concerns = Concerns::order;
  Expected ends_at{};  ///< where the first of its gauges has to end; null: the claim says no such number
};

/// The same claim, about how long something takes: `about_time(never_above(...))`.
Claim about_time(Claim claim);

/// The usual shapes of claims. The unit, if there is one ("ms"), stands behind every number of the judgement.
/// Fails as soon as the gauge was ever above the limit; holds at the end if not.
Claim never_above(std::string id, std::string sentence, std::string gauge, Expected limit, std::string unit = {});
Claim never_below(std::string id, std::string sentence, std::string gauge, Expected limit, std::string unit = {});
/// Judged at the end: the gauge's last value is the expected one.
Claim ends_with(std::string id, std::string sentence, std::string gauge, Expected expected, std::string unit = {});
/// Fails when threads are found stuck for ever; holds when the program finished.
Claim never_stuck(std::string sentence = "No thread waits for ever.");

}  // namespace course
