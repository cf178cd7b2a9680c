#pragma once

#include <string>
#include <variant>
#include <vector>

#include "trace/event.h"

namespace trace {

/// Names travel apart from events: an event says "thread 3", a name record says once who that is.
struct ThreadName {
  ThreadId id;
  std::string name;  ///< Python's Thread.name
  std::string path;  ///< how it came to be: "main/2/0" is the first thread that main's third thread created;
                     ///< empty in a renaming
};

struct ObjectName {
  ObjectId id;
  ObjectKind kind = ObjectKind::lock;
  std::string name;
  std::string path;         ///< creator's path and its counter: "main#2"
  std::int64_t limit = -1;  ///< capacity of a queue, initial permits of a semaphore, parties of a barrier; -1: none
  std::int64_t value = 0;   ///< items, permits, or the number in a variable when it was made
};

struct Text {
  TextId id;
  std::string text;
};

/// What a queue holds after one of its changes; told where every step of a run is looked at.
struct Contents {
  ObjectId object;
  std::uint32_t sequence = 0;      ///< of the event that says how many items there are; it comes later than this
  std::vector<std::string> items;  ///< the first ones, as get() would give them, in words
};

using NameRecord = std::variant<ThreadName, ObjectName, Text, Contents>;

}  // namespace trace
