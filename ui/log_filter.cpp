#include "ui/log_filter.h"

#include <algorithm>
#include <sstream>

namespace ui {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  const auto small = [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  };
  std::transform(result.begin(), result.end(), result.begin(), small);
  return result;
}

bool contains(std::string_view text, const std::string& word) { return lower(text).find(word) != std::string::npos; }

bool test(const std::vector<bool>& table, std::size_t index) { return index < table.size() && table[index]; }

constexpr std::size_t kindCount = static_cast<std::size_t>(trace::EventKind::marked) + 1;

bool hasText(trace::EventKind kind) { return kind == trace::EventKind::printed || kind == trace::EventKind::marked; }

}  // namespace

LogFilter::LogFilter(std::string_view text) {
  std::istringstream stream(lower(text));
  for (std::string word; stream >> word;) words_.push_back(parse(std::move(word)));
}

LogFilter::Word LogFilter::parse(std::string text) {
  Word word;
  const auto only = [&](std::string_view prefix) {
    if (text.rfind(prefix, 0) != 0) return false;
    text.erase(0, prefix.size());
    return true;
  };
  if (only("thread:")) {
    word.inObjects = word.inWhat = false;
  } else if (only("object:")) {
    word.inThreads = word.inWhat = false;
  } else if (only("what:")) {
    word.inThreads = word.inObjects = false;
  }
  word.text = std::move(text);
  for (std::size_t kind = 0; kind < kindCount; ++kind) {
    word.kinds.push_back(word.inWhat && contains(trace::name(static_cast<trace::EventKind>(kind)), word.text));
  }
  return word;
}

void LogFilter::learn(Word& word, const model::Snapshot& snapshot) {
  // Id 0, nobody and nothing, matches no word.
  while (word.inThreads && word.threads.size() <= snapshot.threads.size()) {
    const std::size_t id = word.threads.size();
    word.threads.push_back(id > 0 && contains(snapshot.threads[id - 1].name, word.text));
  }
  while (word.inObjects && word.objects.size() <= snapshot.objects.size()) {
    const std::size_t id = word.objects.size();
    const auto named = [&](const model::ObjectView& object) {
      return contains(object.name, word.text) || contains(trace::name(object.kind), word.text);
    };
    word.objects.push_back(id > 0 && named(snapshot.objects[id - 1]));
  }
}

bool LogFilter::matches(const Word& word, const trace::Event& event, const model::Snapshot& snapshot) {
  return test(word.threads, event.thread.value) || test(word.threads, event.peer.value) ||
         test(word.objects, event.object.value) || test(word.kinds, static_cast<std::size_t>(event.kind)) ||
         (word.inWhat && hasText(event.kind) && contains(snapshot.describe(event), word.text));
}

bool LogFilter::matches(const trace::Event& event, const model::Snapshot& snapshot) {
  return std::all_of(words_.begin(), words_.end(), [&](Word& word) {
    learn(word, snapshot);
    return matches(word, event, snapshot);
  });
}

}  // namespace ui
