#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "course/controlled.h"
#include "course/facts.h"
#include "course/parameter.h"

namespace course {

class Stage;

/// One version of a lesson's program.
struct Variant {
  enum class Kind : std::uint8_t {
    broken,  ///< at least one claim fails on some schedule
    sound,   ///< every claim holds on every schedule
    design,  ///< no right or wrong: one of several ways to compare
  };

  std::string id;     ///< as in --variant: "one-lock"; also the marker of its snippet in lesson.cpp and program.py
  std::string label;  ///< as in the form: "One lock"
  Kind kind = Kind::design;
  std::string note;  ///< one sentence: what is different here
  std::function<void(Stage&)> program;
  /// One sentence, of a broken variant whose fault no schedule shows, such as one of speed; empty: exploring finds it.
  std::string beyond_exploring{};
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

/// A question answered before the run, so that the run has something to say.
struct Prediction {
  struct Answer {
    std::string text;
    bool right = false;
    std::string response;  ///< one sentence: why it is so, or what the misconception is
  };

  std::string question;
  std::vector<Answer> answers;
};

/// What lesson.cpp declares. Where it stands in the course, its text and its listings come from its folder.
struct Lesson {
  std::string title;
  std::string summary;  ///< one sentence, for the list and tooltips
  std::vector<Parameter> parameters;
  std::vector<Variant> variants;  ///< the first is what opens
  std::vector<Claim> claims;
  std::vector<Chart> charts;
  Prediction prediction;
  std::vector<std::string> views;  ///< docks raised when it opens: "timeline", "objects", "waits", "output", "log"
  Controlled controlled{};

  /// Raises BadInput, naming the ones there are.
  const Variant& variant(std::string_view id) const;
};

}  // namespace course
