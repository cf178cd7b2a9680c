#pragma once

#include <QFrame>
#include <chrono>

#include "course/exploration.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace ui {

class ElidedLabel;

/// How a search for a schedule that fails, or to what was warned of, goes on, and what it came to: figures and a bar,
/// then one sentence. Hidden until the first search. GUI thread only.
class ExploreStrip : public QFrame {
  Q_OBJECT

 public:
  explicit ExploreStrip(QWidget* parent = nullptr);

  enum class Search : std::uint8_t { forFailure, forWarning };
  /// A search has begun, with these small values.
  void begin(Search search, std::chrono::milliseconds budget, const QString& values);
  void showCoverage(const course::Coverage& coverage);
  /// Whether what a proof costs can be asked for.
  enum class Cost : std::uint8_t { offered, withheld };
  void showVerdict(const course::Exploration& exploration, Cost cost = Cost::offered);
  /// It could not be searched.
  void showError(const QString& sentence);

  QString text() const;

 Q_SIGNALS:
  void cancelAsked();
  /// The failing schedule that was found is to be played.
  void playAsked();
  /// What is proved is to be measured beside the other variants.
  void costAsked();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void showEnd(course::Verdict sign, const QString& sentence);
  void colourSentence();

  QLabel* sentence_;
  ElidedLabel* figures_;
  QProgressBar* progress_;
  QPushButton* cancel_;
  QPushButton* play_;
  QPushButton* cost_;
  QPushButton* close_;
  std::chrono::milliseconds budget_{};
  QString values_;
  std::optional<course::Verdict> sign_;  ///< of the verdict; none while it goes on
};

/// "1,204 executions, 312 different of about 50,000, 25,000 per second".
QString inWords(const course::Coverage& coverage);
/// How much of it is done, 0 to 1: of the executions, if there is an idea how many are left, or of the time.
double doneShare(const course::Coverage& coverage, std::chrono::nanoseconds budget);

}  // namespace ui
