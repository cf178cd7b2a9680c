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

/// The lines of a file that a listing shows: a run of them, or those that a program is put together from.
struct LineRange {
  int first = 1;
  int count = 0;
  std::vector<int> lines{};  ///< the line of the file in each row; empty: a run from `first`

  bool contains(int line) const { return row(line) >= 0; }
  /// From 0; -1 if the line is not shown.
  int row(int line) const;
  int at(int row) const { return lines.empty() ? first + row : lines[static_cast<std::size_t>(row)]; }
};

/// By line, and by thread within a line; of threads that have started and not finished, in that file and range.
std::vector<LineMark> lineMarks(const model::Snapshot& snapshot, const std::string& file, const LineRange& range);

/// The same of a program that is stepped: where each thread would go on.
std::vector<LineMark> lineMarks(const course::StepFrame& step, const LineRange& range);

/// "worker-2 is blocked, waits for lock till, held by worker-1".
std::string standing(const model::Snapshot& snapshot, trace::ThreadId thread);
/// "worker-2 will store 5 to counter".
std::string standing(const course::StepFrame& step, trace::ThreadId thread);

/// How many badges to paint where `fitting` have room: all, or one less than fits to leave room for "+n".
int shownBadges(int threads, int fitting);

}  // namespace ui
