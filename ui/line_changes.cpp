#include "ui/line_changes.h"

#include <QRegularExpression>
#include <algorithm>
#include <dtl/dtl.hpp>

namespace ui {
namespace {

constexpr int hangingIndent = 4;

QStringList linesOf(const QString& text) { return text.isEmpty() ? QStringList() : text.split(u'\n'); }

/// What lines are compared by: how far a comment behind the code is moved is no change, the indentation is one.
std::vector<QString> keysOf(const QStringList& lines) {
  std::vector<QString> keys;
  for (const QString& line : lines) {
    const auto code = std::find_if(line.begin(), line.end(), [](QChar each) { return !each.isSpace(); });
    keys.push_back(line.left(code - line.begin()) + line.simplified());
  }
  return keys;
}

void forgetFunctionNames(std::vector<QString>& before, std::vector<QString>& after) {
  static const QRegularExpression name(QStringLiteral("\\w+(?=\\s*\\()"));
  if (before.empty() || after.empty()) return;
  const auto nameless = [](QString line) {
    const auto match = name.match(line);
    return match.hasMatch() ? line.remove(match.capturedStart(), match.capturedLength()) : line;
  };
  if (nameless(before.front()) == nameless(after.front())) before.front() = after.front();
}

}  // namespace

LineChanges lineChanges(const QString& before, const QString& after) {
  const QStringList old = linesOf(before);
  std::vector<QString> oldKeys = keysOf(old);
  std::vector<QString> newKeys = keysOf(linesOf(after));
  forgetFunctionNames(oldKeys, newKeys);
  dtl::Diff<QString, std::vector<QString>> difference(oldKeys, newKeys);
  difference.compose();
  LineChanges changes;
  int oldLine = 0;
  int newLine = 0;
  int lastCommon = -1;
  for (const auto& [key, info] : difference.getSes().getSequence()) {
    if (info.type == dtl::SES_ADD) {
      changes.added.push_back(newLine++);
    } else if (info.type == dtl::SES_COMMON) {
      ++oldLine;
      lastCommon = newLine++;
    } else {
      const bool goesOn = !changes.removed.empty() && changes.removed.back().behind == lastCommon;
      if (!goesOn) changes.removed.push_back({lastCommon, {}});
      changes.removed.back().lines += old[oldLine++];
    }
  }
  return changes;
}

QStringList wrapped(const QString& line, int columns) {
  const auto indentation = line.size() - QStringView(line).trimmed().size();
  const QString indent(std::min<qsizetype>(indentation + hangingIndent, columns / 2), u' ');
  QStringList pieces;
  QString rest = line;
  while (rest.size() > columns) {
    const qsizetype blank = rest.lastIndexOf(u' ', columns);
    const bool atWord = blank > indent.size();
    pieces += rest.left(atWord ? blank : columns);
    rest = indent + rest.mid(atWord ? blank + 1 : columns);
  }
  return pieces << rest;
}

}  // namespace ui
