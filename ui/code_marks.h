#pragma once

#include <string>
#include <vector>

#include "course/stepper.h"
#include "model/snapshot.h"

/// Where threads are in a listing, as values: no widget, any thread.
namespace ui {

/// The threads that stand at one line now.
struct LineMark {
  int line = 0;  ///< 1-based, of the file
  std::vector<trace::ThreadId> threads;
  bool blocked = false;  ///< at least one of them waits there

  bool operator==(const LineMark&) const = default;
};

/// A run of lines of a file.
struct LineRange {
  int first = 1;
  int count = 0;

  bool contains(int line) const { return line >= first && line < first + count; }
};

/// By line, and by thread within a line; of threads that have started and not finished, in that file and range.
std::vector<LineMark> lineMarks(const model::Snapshot& snapshot, const std::string& file, LineRange range);

/// The same of a program that is stepped: where each thread would go on.
std::vector<LineMark> lineMarks(const course::StepFrame& step, LineRange range);

/// "worker-2 is blocked, waits for lock till, held by worker-1".
std::string standing(const model::Snapshot& snapshot, trace::ThreadId thread);
/// "worker-2 will store 5 to counter".
std::string standing(const course::StepFrame& step, trace::ThreadId thread);

/// How many badges to paint where `fitting` have room: all, or one less than fits to leave room for "+n".
int shownBadges(int threads, int fitting);

}  // namespace ui
