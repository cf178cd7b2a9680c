#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "course/challenge.h"
#include "course/controlled.h"
#include "course/facts.h"
#include "course/parameter.h"

namespace course {

class Child;
class Stage;

/// One version of a lesson's program.
struct Variant {
  enum class Kind : std::uint8_t {
    broken,  ///< at least one claim fails on some schedule
    sound,   ///< every claim holds on every schedule
    design,  ///< no right or wrong: one of several ways to compare
    open,    ///< right or wrong as the pieces that a learner chooses for it
  };

  std::string id;     ///< as in --variant: "one-lock"; also the marker of its snippet in lesson.cpp and program.py
  std::string label;  ///< as in the form: "One lock"
  Kind kind = Kind::design;
  std::string note;  ///< one sentence: what is different here
  std::function<void(Stage&)> program;
  /// One sentence, of a broken variant whose fault no schedule shows, such as one of speed; empty: exploring finds it.
  std::string beyond_exploring{};
  /// What a child process that the program starts does, and its exit status; null: it starts none.
  std::function<int(Child&)> child{};
};

std::string_view name(Variant::Kind kind);

/// A chart that the page opens by itself.
struct Chart {
  /// One line of it: an object or gauge of the run, by the name that the program gave it.
  struct Line {
    enum class Measure : std::uint8_t { value, rate };
    std::string object;
    std::string label;
    Measure measure = Measure::value;
  };

  std::string title;
  std::string unit;  ///< of the vertical axis
  std::vector<Line> lines;
};

/// A curve: the lesson's programs measured over the range of one parameter, a line for each variant.
struct Sweep {
  enum class Measure : std::uint8_t {
    duration,    ///< from the start of the program to its end, in seconds
    throughput,  ///< the gauge's last value per second of that
    speed_up,    ///< how many times as fast as at the parameter's first value, work for work
    waiting,     ///< the share of its threads' lives spent blocked or ready, 0 to 1, joining left out
    last,        ///< of the gauge
    greatest,    ///< of the gauge
  };

  std::string title;      ///< "Throughput against threads"
  std::string parameter;  ///< of kind integer, real or duration
  Measure measure = Measure::duration;
  std::string gauge{};                ///< where the measure says so; for speed_up empty if the work is always the same
  std::string unit{};                 ///< of the gauge, as on a chart's axis
  std::vector<std::string> values{};  ///< of the parameter, as typed, rising; empty: spread over its range
  std::vector<std::string> variants{};  ///< by id; empty: all of them
};

/// A question answered before the run, so that the run has something to say.
struct Prediction {
  struct Answer {
    std::string text;
    std::string misconception;  ///< its name, as teachers say it: "one line is one step"; empty: the right answer
    std::string response;       ///< one sentence: why it is so, or is not

    bool right() const { return misconception.empty(); }
  };

  std::string question;
  std::vector<Answer> answers;
};

/// What lesson.cpp declares. Where it stands in the course, its text and its listings come from its folder.
struct Lesson {
  std::string title;
  std::string summary;  ///< one sentence, for the list and tooltips
  std::vector<Parameter> parameters{};
  std::vector<Variant> variants{};  ///< the first is what opens
  std::vector<Claim> claims;
  std::vector<Chart> charts{};
  Prediction prediction{};
  std::vector<Sweep> sweeps{};
  std::string outcome{};  ///< the gauge whose last value is what a run comes to, counted over many; empty: its ending
  std::string work{};     ///< the gauge that counts work done, from which throughput follows; empty: none to compare
  /// Values with which a run is over in a fraction of a second and still shows its fault, as typed: {"gap", "300us"}.
  std::vector<std::pair<std::string, std::string>> quick_with{};
  std::vector<std::string> views;  ///< docks raised when it opens: "timeline", "objects", "waits", "output", "log"
  Controlled controlled{};
  std::optional<Challenge> challenge{};  ///< none: a lesson to be read; see as_challenge()

  /// Raises BadInput, naming the ones there are.
  const Variant& variant(std::string_view id) const;
};

}  // namespace course
