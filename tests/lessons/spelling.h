#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QStringList>

#include "links.h"

/// Finds words that British English and the project do not know.
namespace spelling {

/// A stretch of prose and where it stands.
struct Passage {
  QString file;
  int line = 0;
  QString text;
};

/// Lines of Markdown, without code, targets of links and addresses.
inline QList<Passage> passages_of(const QString& file, const std::string& markdown) {
  static const QRegularExpression targets(QStringLiteral("(?<=\\])\\([^)]*\\)|https?://\\S+|\\{\\w+(:[^}]*)?\\}"));
  QList<Passage> passages;
  const QStringList lines = prose(markdown).split(u'\n');
  for (int i = 0; i < lines.size(); ++i) passages.append({file, i + 1, QString(lines[i]).remove(targets)});
  return passages;
}

/// What is code although nothing marks it: "acquire()", "std::thread", "max_workers", "x=1", "ThreadPoolExecutor",
/// "lesson.cpp", "FIFO", "--runs".
inline const QRegularExpression& code_in_prose() {
  static const QRegularExpression code(
      QStringLiteral("\\S*(\\w\\(|::|_|=|\\w[.]\\w|/\\w+/)\\S*|--\\w+|\\w*\\w\\p{Lu}\\w*|\\w*\\d\\w*"));
  return code;
}

inline QStringList words_of(QString text) {
  static const QRegularExpression word(QStringLiteral("\\p{L}+('\\p{L}+)*"));
  text.replace(code_in_prose(), QStringLiteral(" "));
  QStringList words;
  for (const auto& match : word.globalMatch(text)) words << match.captured();
  words.replaceInStrings(QRegularExpression(QStringLiteral("'s$")), QString());
  return words;
}

/// The dictionary's program, which is asked once about all words. Its output or, if that cannot be had, a complaint.
struct Answer {
  QSet<QString> unknown;
  QString problem;
};

inline Answer ask(const QSet<QString>& words, const QString& known) {
  QProcess program;
  program.start(QStringLiteral("hunspell"),
                {QStringLiteral("-l"), QStringLiteral("-d"), QStringLiteral("en_GB"), QStringLiteral("-i"),
                 QStringLiteral("utf-8"), QStringLiteral("-p"), known});
  if (!program.waitForStarted()) return {{}, QStringLiteral("hunspell is missing: tools/packages names its package")};
  program.write(QStringList(words.values()).join(u'\n').toUtf8());
  program.closeWriteChannel();
  if (!program.waitForFinished()) return {{}, QStringLiteral("hunspell does not end")};
  const QStringList lines = QString::fromUtf8(program.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
  const bool went_well = program.exitStatus() == QProcess::NormalExit && program.exitCode() == 0;
  return {QSet<QString>(lines.begin(), lines.end()),
          went_well ? QString() : QString::fromUtf8(program.readAllStandardError())};
}

/// One line for each word that is unknown: "lessons/glossary.md:12: wrod". Or why they could not be looked up.
inline QStringList mistakes(const QList<Passage>& passages, const QString& known) {
  QSet<QString> words;
  for (const Passage& passage : passages) {
    for (const QString& word : words_of(passage.text)) words.insert(word);
  }
  const Answer answer = ask(words, known);
  if (!answer.problem.isEmpty()) return {answer.problem};
  QStringList found;
  for (const Passage& passage : passages) {
    for (const QString& word : words_of(passage.text)) {
      if (!answer.unknown.contains(word)) continue;
      found << QStringLiteral("%1:%2: %3").arg(passage.file, QString::number(passage.line), word);
    }
  }
  return found;
}

}  // namespace spelling
