#include "course/challenge.h"

#include <algorithm>
#include <numeric>
#include <sstream>

#include "course/lesson.h"

namespace course {
namespace {

/// All orders of its pieces, beginning with the one in which they were found.
std::vector<std::string> orders(const std::vector<Piece>& pieces) {
  std::vector<std::size_t> order(pieces.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<std::string> texts;
  do {
    std::vector<std::string> ids;
    for (const std::size_t index : order) ids.push_back(pieces[index].id);
    texts.push_back(joined(ids));
  } while (std::next_permutation(order.begin(), order.end()));
  return texts;
}

std::vector<std::string> choices_of(const Slot& slot) {
  switch (slot.form) {
    case Slot::Form::in_order: return orders(slot.pieces);
    case Slot::Form::one_of: break;
  }
  std::vector<std::string> ids;
  for (const Piece& piece : slot.pieces) ids.push_back(piece.id);
  return ids;
}

}  // namespace

Lesson as_challenge(Challenge challenge, Lesson lesson) {
  lesson.variants = {{std::string(as_found), "As found", Variant::Kind::broken, "The program to be broken by hand.",
                      challenge.as_found},
                     {std::string(repaired), "Repaired", Variant::Kind::open,
                      "The program with the pieces that were chosen for it.", challenge.repaired}};
  for (const Slot& slot : challenge.slots) {
    lesson.parameters.push_back(
        explained(choice(slot.id, slot.label, choices_of(slot)), "Of the variant \"Repaired\": " + slot.label + "."));
  }
  lesson.challenge = std::move(challenge);
  return lesson;
}

std::vector<std::string> pieces(std::string_view chosen) {
  std::istringstream in{std::string(chosen)};
  std::vector<std::string> ids;
  for (std::string id; in >> id;) ids.push_back(id);
  return ids;
}

std::string joined(const std::vector<std::string>& pieces) {
  std::string text;
  for (const std::string& piece : pieces) text += (text.empty() ? "" : " ") + piece;
  return text;
}

Pieces chosen_pieces(const Challenge& challenge, const Settings& settings) {
  Pieces chosen;
  for (const Slot& slot : challenge.slots) chosen[slot.id] = pieces(settings.text(slot.id));
  return chosen;
}

}  // namespace course
