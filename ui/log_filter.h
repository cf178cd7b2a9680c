#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/snapshot.h"

/// Which events a person wants to see. No widget; one thread at a time.
namespace ui {

/// Words, all of which an event must match: in the name of a thread, an object, or of what happened, whatever the case.
/// "thread:", "object:" and "what:" in front of a word look in one of them only: `thread:worker-1 what:acquired`.
/// Printed and marked lines also match by their text.
class LogFilter {
 public:
  LogFilter() = default;
  explicit LogFilter(std::string_view text);

  bool everything() const { return words_.empty(); }
  /// O(words); names are looked up once, as the run brings them.
  bool matches(const trace::Event& event, const model::Snapshot& snapshot);

 private:
  struct Word {
    std::string text;
    bool inThreads = true;
    bool inObjects = true;
    bool inWhat = true;
    std::vector<bool> threads;  ///< by id, for those known so far
    std::vector<bool> objects;
    std::vector<bool> kinds;
  };

  static Word parse(std::string word);
  static void learn(Word& word, const model::Snapshot& snapshot);
  static bool matches(const Word& word, const trace::Event& event, const model::Snapshot& snapshot);

  std::vector<Word> words_;
};

}  // namespace ui
