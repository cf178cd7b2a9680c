#include "ui/challenge_view.h"
#include "ui/code_view.h"
#include "ui/lesson_page.h"
#include "ui/parameter_form.h"
#include "ui/step_mode.h"
#include "ui/words.h"

// Of LessonPage, what is about a challenge: breaking its program by hand, and judging a repair.
namespace ui {

void LessonPage::makeChallenge() {
  if (!entry_.lesson.challenge) return;
  panels_[Panel::challenge] = challenge_ = new ChallengeView(entry_, this);
  challenge_->hide();
  challenge_->setPieces(pieces());
  challenge_->setProgress(store_.challenge(id()));
  connect(challenge_, &ChallengeView::breakAsked, this, &LessonPage::breakByHand);
  connect(challenge_, &ChallengeView::solutionAsked, this, [this] { exploreVariant(course::as_found); });
  connect(challenge_, &ChallengeView::judgeAsked, this, [this] { exploreVariant(course::repaired); });
  connect(challenge_, &ChallengeView::playAsked, stepMode_, &StepMode::play);
  connect(challenge_, &ChallengeView::piecesChosen, this, &LessonPage::choosePieces);
  connect(stepMode_, &StepMode::stepped, this, &LessonPage::noteStep);
  connect(stepMode_, &StepMode::left, challenge_, &ChallengeView::clearStep);
}

course::Pieces LessonPage::pieces() const {
  if (!entry_.lesson.challenge) return {};
  return course::chosen_pieces(*entry_.lesson.challenge, settings_);
}

void LessonPage::useVariant(std::string_view variant) {
  form_->setVariant(words(variant));
  chooseVariant(words(variant));
}

void LessonPage::breakByHand() {
  leaveSchedules();
  useVariant(course::as_found);
  step();
}

void LessonPage::exploreVariant(std::string_view variant) {
  leaveSchedules();
  useVariant(variant);
  explore();
}

void LessonPage::choosePieces(const QString& slot, const QString& pieces) {
  settings_.set_text(slot.toStdString(), pieces.toStdString());
  useVariant(course::repaired);
}

void LessonPage::noteStep(const StepPointer& step) {
  using Made = ChallengeView::Made;
  if (variant_ != course::as_found) return challenge_->showStep(step, Made::ofAnother);
  challenge_->showStep(step, byHand_ ? Made::byHand : Made::opened);
  const bool reached = step->verdict.fails() && step->verdict.claim == entry_.lesson.challenge->claim;
  if (!byHand_ || !reached) return;
  store_.noteBroken(id(), static_cast<int>(step->pre_emptions));
  noteProgress();
}

void LessonPage::noteVerdict(const course::Exploration& exploration) {
  if (!challenge_ || variant_ != course::repaired) return;
  challenge_->showVerdict(exploration);
  const bool inFull = exploration.outcome == course::Exploration::Outcome::proved;
  const bool inTime = exploration.holds() && exploration.coverage.spent >= exploringBudget;
  if (!inFull && !inTime) return;
  store_.noteRepaired(id());
  noteProgress();
}

void LessonPage::noteProgress() {
  challenge_->setProgress(store_.challenge(id()));
  Q_EMIT progressMade(id());
}

}  // namespace ui
