#pragma once

#include <map>

#include "course/exploration.h"
#include "ui/piece_list.h"
#include "ui/progress_store.h"
#include "ui/step_frame.h"
#include "ui/vertical_scroll_area.h"

class QPushButton;
class QVBoxLayout;

namespace ui {

/// The panel of a challenge: its goal and how far the learner has come, hints, and the repair. GUI thread only.
class ChallengeView : public VerticalScrollArea {
  Q_OBJECT

 public:
  /// Of an entry with a challenge, which must outlive the view.
  explicit ChallengeView(const course::Entry& entry, QWidget* parent = nullptr);

  void setProgress(const ChallengeProgress& progress);
  /// Whether a schedule that is stepped counts.
  enum class Made : std::uint8_t { byHand, opened, ofAnother };
  void showStep(const StepPointer& step, Made made);
  /// Nothing is stepped any more.
  void clearStep();
  /// What fills the slots; emits nothing.
  void setPieces(const course::Pieces& pieces);
  /// The repair is being judged, then was, or never mind.
  void beginJudging();
  void showVerdict(const course::Exploration& exploration);
  void clearVerdict();

  QString state() const;
  QString attempt() const;
  QString verdict() const;
  /// Those that were asked for.
  QStringList hints() const;

 Q_SIGNALS:
  void breakAsked();
  void solutionAsked();
  void judgeAsked();
  void playAsked();
  void piecesChosen(const QString& slot, const QString& pieces);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void addGoal(QVBoxLayout& column);
  void addRepair(QVBoxLayout& column);
  void showHint();
  void refresh();

  const course::Entry& entry_;
  const course::Challenge& challenge_;
  ChallengeProgress progress_;
  std::size_t hintsShown_ = 0;
  std::optional<course::Verdict> judged_;  // of the repair; none: not judged
  std::map<std::string, PieceList*> lists_;
  QLabel* goal_ = nullptr;
  QLabel* state_ = nullptr;
  QLabel* attempt_ = nullptr;
  QLabel* hints_ = nullptr;
  QPushButton* hint_ = nullptr;
  QLabel* repairTitle_ = nullptr;
  QLabel* verdict_ = nullptr;
  QPushButton* play_ = nullptr;
};

/// "1 pre-emption", "3 pre-emptions", "no pre-emption".
QString preEmptions(std::size_t number);
/// "Broken with 3 pre-emptions; 1 is enough." and the like.
QString inWords(const ChallengeProgress& progress, std::size_t leastPreEmptions);

}  // namespace ui
