#pragma once

#include <QStringList>
#include <vector>

namespace ui {

/// What turns one listing into another, line by line. Lines are counted from 0.
struct LineChanges {
  struct Removed {
    int behind = -1;  ///< the line of the new listing that they stood behind; -1: before the first
    QStringList lines;
  };

  std::vector<int> added;  ///< lines of the new listing
  std::vector<Removed> removed;

  bool isEmpty() const { return added.empty() && removed.empty(); }
};

/// The fewest lines that have to go and to come. Blanks within a line are no change, as before a comment. First lines
/// that differ in the name of their function only are the same: each variant has one of its own. Pure; O(lines *
/// changes).
LineChanges lineChanges(const QString& before, const QString& after);

/// In pieces of at most `columns`, between words where it can be; those after the first stand further to the right.
/// `columns` >= 8.
QStringList wrapped(const QString& line, int columns);

}  // namespace ui
