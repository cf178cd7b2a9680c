#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace course {

class Settings;
class Stage;
struct Lesson;

/// Lines of lesson.cpp, and of program.py, between two marks `[id]`: what a learner may put into a Slot.
struct Piece {
  std::string id;     ///< "lock-around"; no blanks
  std::string label;  ///< in words, as in the panel: "Hold the lock from reading to writing"
};

/// A place in the repaired program that the learner fills. In the listing it lies between two marks `<id>`; there the
/// program does what was chosen, and the learner is shown the chosen pieces alone:
///
///   //! <update>
///   if (stage.choice("update") == "plain") {
///     //! [plain]
///     counter.store(counter.load() + 1);
///     //! [plain]
///   } else { ... }
///   //! <update>
///
/// It is a parameter of the lesson, of kind choice and with the slot's id, so that schedule files, `explore` and the
/// window know it: --set update=lock-around, --set body="acquire read write release".
struct Slot {
  enum class Form : std::uint8_t {
    one_of,    ///< one of its pieces goes there
    in_order,  ///< all of them, in an order that the learner finds; 5 at most
  };

  std::string id;     ///< as in --set
  std::string label;  ///< "What a worker does"
  Form form = Form::one_of;
  std::vector<Piece> pieces;  ///< as found: the first of them, or all in this order
};

/// What makes a lesson a challenge. Its program is broken by hand in step mode, then repaired from pieces, and the
/// repair is judged by exploring: there is no right answer to compare it with, so several may be right.
struct Challenge {
  std::string goal;                    ///< "Make the counter end at less than 2."
  std::string claim;                   ///< id of the claim that fails when the goal is reached
  std::size_t least_pre_emptions = 0;  ///< with which that can be done; a test finds it by exploring
  std::vector<std::string> hints;      ///< sentences, from vague to concrete
  std::vector<Slot> slots;
  std::function<void(Stage&)> as_found;
  std::function<void(Stage&)> repaired;  ///< does in each slot what was chosen for it
};

/// Ids of the two variants that every challenge has.
inline constexpr std::string_view as_found = "as-found";
inline constexpr std::string_view repaired = "repaired";

/// `lesson` with the two variants, and with a parameter for each slot.
Lesson as_challenge(Challenge challenge, Lesson lesson);

/// The pieces that a slot's parameter names: "acquire read release" are three, in this order.
std::vector<std::string> pieces(std::string_view chosen);
/// The same, of pieces that were chosen.
std::string joined(const std::vector<std::string>& pieces);

/// What every slot is filled with.
using Pieces = std::map<std::string, std::vector<std::string>, std::less<>>;
Pieces chosen_pieces(const Challenge& challenge, const Settings& settings);

}  // namespace course
