#pragma once

#include <string>

#include "model/snapshot.h"

/// How things of a snapshot are said. Pure functions.
namespace model {

/// Of a thread that no name is known for: "thread 7".
std::string unnamed(trace::ThreadId id);

/// True if the object stands for a thread, so that to wait for it is to join.
bool is_thread(const Snapshot& snapshot, trace::ObjectId object);

/// What goes behind "waits for": "lock till", "a notify of condition items", "event ready to be set", "the end of
/// worker-1".
std::string awaited(const Snapshot& snapshot, trace::ObjectId object);

/// What its number says: "3 of 5", "set", "free", "2 reading", "broken".
std::string state_in_words(const ObjectView& object);

/// What a queue holds, the next item first, and no more than `most` of them: "[4, 5, 6]", "[4, 5, … and 12 more]".
/// Empty if that was not told.
std::string contents_in_words(const ObjectView& object, std::size_t most);

/// Why the threads are stuck: "worker-1 holds lock left and waits for lock right, which worker-2 holds; worker-2 waits
/// for lock left, which worker-1 holds." Ends with a full stop.
std::string in_words(const Stuck& stuck, const Snapshot& snapshot);

/// What was found: "worker-1 stores to counter at line 33 and worker-2 loads it at line 31; nothing orders the two: no
/// common lock, no join between them." Ends with a full stop.
std::string in_words(const Finding& finding, const Snapshot& snapshot);

}  // namespace model
