#pragma once

#include <QDateTime>
#include <QMap>
#include <QObject>
#include <QSet>
#include <QString>
#include <memory>
#include <optional>
#include <vector>

#include "course/outcome.h"
#include "course/parameter.h"

namespace ui {

class ProgressDatabase;

/// One run that came to its end, as the store keeps it.
struct PastRun {
  QDateTime at;
  QString lesson;
  QString variant;
  QMap<QString, QString> parameters;  ///< name -> text with unit
  QMap<QString, QString> verdicts;    ///< claim -> "holds", "fails", "undecided"
  QString ending;
  qint64 nanoseconds = 0;
};

/// How far the learner came in a challenge.
struct ChallengeProgress {
  std::optional<int> preEmptions;  ///< the least with which it was broken by hand; none: not broken yet
  bool repaired = false;

  bool isBegun() const { return preEmptions || repaired; }
  bool isSolved() const { return preEmptions && repaired; }
  bool operator==(const ChallengeProgress&) const = default;
};

/// How far the learner came, in one SQLite file: lessons opened, variants run, parameters used last, past runs,
/// challenges broken and repaired.
///
/// Nothing that goes wrong with the file stops the program: a damaged one is moved aside and a new one begun; where
/// nothing can be written, everything works for as long as the program runs. problem() says so.
///
/// Thread-safety: GUI thread only. Writing does not wait for the disk.
class ProgressStore : public QObject {
  Q_OBJECT

 public:
  /// The usual file in the user's data folder.
  static QString usualFile();

  explicit ProgressStore(const QString& file = usualFile(), QObject* parent = nullptr);
  ~ProgressStore() override;

  /// A sentence for the person about each thing that went wrong; empty while all is well.
  const QString& problem() const { return problem_; }

  void noteOpened(const QString& lesson);
  void noteSettings(const QString& lesson, const QString& variant, const course::Settings& settings);
  void noteRun(const course::Outcome& outcome);
  /// By hand; kept if it was never done with fewer.
  void noteBroken(const QString& lesson, int preEmptions);
  void noteRepaired(const QString& lesson);

  bool opened(const QString& lesson) const;
  /// Variants with a run that came to an end of its own (found stuck included).
  QSet<QString> variantsRun(const QString& lesson) const;
  ChallengeProgress challenge(const QString& lesson) const;
  /// Empty if never used.
  QString lastVariant(const QString& lesson) const;
  QMap<QString, qint64> lastSettings(const QString& lesson) const;
  /// Latest first.
  std::vector<PastRun> pastRuns(const QString& lesson, int limit = 100) const;

 Q_SIGNALS:
  /// problem() has a sentence more.
  void troubled(const QString& sentence);

 private:
  void report(const QString& sentence);

  QString problem_;
  std::unique_ptr<ProgressDatabase> database_;
};

}  // namespace ui
