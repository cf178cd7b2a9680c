#include "ui/challenge_view.h"
#include "ui/code_view.h"
#include "ui/explore_strip.h"
#include "ui/findings_view.h"
#include "ui/lesson_page.h"
#include "ui/lesson_text.h"
#include "ui/listing.h"
#include "ui/parameter_form.h"
#include "ui/progress_store.h"
#include "ui/step_mode.h"
#include "ui/steps_view.h"
#include "ui/words.h"

// Of LessonPage, what is about schedules: step mode, exploring, files.
namespace ui {

void LessonPage::connectStepMode() {
  addActions(stepMode_->actions().all());
  connect(stepMode_, &StepMode::activeChanged, this, &LessonPage::showStepping);
  connect(stepMode_, &StepMode::stepped, this, &LessonPage::wantPanelsFor);
  connect(stepMode_, &StepMode::stepped, this, [this](const StepPointer& step) { Q_EMIT stepped(frameOf(step)); });
  connect(stepMode_, &StepMode::stepped, text_, [this](const StepPointer& step) {
    if (step->figures) text_->setFigures(*step->figures);
  });
  connect(stepMode_, &StepMode::playingChanged, this, [this](bool playing) {
    if (stepMode_->isActive()) Q_EMIT stateChanged(playing ? course::RunState::running : course::RunState::paused);
  });
  connect(stepMode_, &StepMode::begun, this, [this] {
    shownVariant_ = opening_ ? opening_->variant : variant_;
    byHand_ = startsByHand_;
    if (opening_) useSchedule(*std::exchange(opening_, std::nullopt));
  });
  connect(stepMode_, &StepMode::refused, this, [this](const QString& sentence) {
    opening_.reset();
    Q_EMIT noticed(sentence);
  });
  connect(stepMode_, &StepMode::leaveAsked, this, &LessonPage::stop);
  connect(stepMode_, &StepMode::openAsked, this, &LessonPage::openAsked);
  connect(stepMode_, &StepMode::lineChosen, code_,
          [this](std::uint32_t line) { code_->showLine(static_cast<int>(line)); });
  connect(stepMode_, &StepMode::runToCursorAsked, this, [this] { stepMode_->runToLine(code_->cpp().cursorLine()); });
  connect(code_, &CodeView::lineActivated, stepMode_, &StepMode::runToLine);
}

void LessonPage::connectExplorer() {
  connect(&explorer_, &ExploreController::advanced, exploring_, &ExploreStrip::showCoverage);
  connect(&explorer_, &ExploreController::found, this, &LessonPage::openFound);
  connect(&explorer_, &ExploreController::failed, this, [this](const QString& sentence) {
    exploring_->showError(sentence);
    if (challenge_) challenge_->clearVerdict();
    Q_EMIT stateChanged(runs_.state());
  });
  connect(exploring_, &ExploreStrip::cancelAsked, &explorer_, &ExploreController::cancel);
  connect(exploring_, &ExploreStrip::costAsked, this, &LessonPage::compare);
  connect(exploring_, &ExploreStrip::playAsked, stepMode_, &StepMode::play);
  connect(findings_, &FindingsView::confirmRequested, this, &LessonPage::confirm);
}

void LessonPage::whenFree(std::function<void()> job) {
  if (explorer_.isActive()) exploring_->hide();
  explorer_.giveUp();
  giveUpTrials();
  next_ = nullptr;
  if (!runs_.busy()) return job();
  runs_.stop();
  next_ = std::move(job);
}

void LessonPage::step() {
  if (stepMode_->isActive()) return stepMode_->advance();
  whenFree([this] { beginStepping(); });
}

course::Settings LessonPage::controlledSettings() const {
  return course::controlled_settings(entry_.lesson, settings_, kept_);
}

QString LessonPage::smallValues(const course::Settings& controlled) const {
  QStringList values;
  for (const course::Parameter& parameter : controlled.parameters()) {
    if (controlled.raw(parameter.name) == settings_.raw(parameter.name)) continue;
    values += tr("%1 = %2").arg(words(parameter.label), words(parameter.format(controlled.raw(parameter.name))));
  }
  return values.join(QLatin1String(", "));
}

void LessonPage::beginStepping() {
  opening_.reset();
  startsByHand_ = true;
  const course::Settings controlled = controlledSettings();
  const QString values = smallValues(controlled);
  stepMode_->view()->setValues(values);
  stepMode_->start({&entry_, variant_, controlled},
                   values.isEmpty() ? QString() : tr("Small values, so that you can oversee it: %1.").arg(values));
}

void LessonPage::explore() {
  whenFree([this] { beginExploring({}); });
}

/// It is of the program that was seen, whatever was chosen since.
void LessonPage::confirm(const model::Finding& warning) {
  if (variant_ != shownVariant_) useVariant(shownVariant_);
  whenFree([this, warning] { beginExploring(warning); });
}

void LessonPage::beginExploring(const std::optional<model::Finding>& warning) {
  if (stepMode_->isActive()) stepMode_->leave();
  const course::Settings controlled = controlledSettings();
  if (challenge_ && variant_ == course::repaired && !warning) challenge_->beginJudging();
  exploring_->begin(warning ? ExploreStrip::Search::forWarning : ExploreStrip::Search::forFailure, exploringBudget,
                    smallValues(controlled));
  explorer_.start(entry_, variant_, controlled, {.budget = exploringBudget, .warning = warning});
  Q_EMIT exploringStarted();
}

void LessonPage::openFound(const course::Exploration& exploration) {
  opening_.reset();
  exploring_->showVerdict(exploration, challenge_ ? ExploreStrip::Cost::withheld : ExploreStrip::Cost::offered);
  Q_EMIT stateChanged(runs_.state());
  if (!exploration.of_warning) noteVerdict(exploration);
  if (exploration.schedule.empty()) return;
  stepMode_->view()->setValues(smallValues(controlledSettings()));
  startsByHand_ = false;
  stepMode_->open({&entry_, variant_, controlledSettings(), exploration.seed}, exploration.schedule,
                  course::Fidelity::strict,
                  exploration.of_warning ? tr("A schedule to what was warned of, at its start.")
                                         : tr("The failing schedule, at its start."));
}

void LessonPage::openSchedule(const course::SavedSchedule& saved, const std::string& text) {
  whenFree([this, saved, text] {
    exploring_->hide();
    opening_ = saved;
    stepMode_->view()->setValues({});  // the form shows them
    startsByHand_ = false;
    const QString outOfDate =
        tr("The lesson's program has changed since this schedule was saved; it is followed as far "
           "as it goes.");
    stepMode_->open({&entry_, saved.variant, saved.settings, saved.seed}, text,
                    saved.current ? course::Fidelity::strict : course::Fidelity::tolerant,
                    saved.current ? QString() : outOfDate);
  });
}

void LessonPage::useSchedule(const course::SavedSchedule& saved) {
  useProgram(saved.variant, saved.settings);
  if (challenge_) challenge_->setPieces(pieces());
  kept_.clear();
  for (const course::Parameter& parameter : settings_.parameters()) kept_.push_back(parameter.name);
}

void LessonPage::useProgram(const std::string& variant, const course::Settings& settings) {
  settings_ = settings;
  variant_ = variant;
  showListing();
  form_->setVariant(words(variant_));
  for (const course::Parameter& parameter : settings_.parameters()) {
    form_->setValue(words(parameter.name), settings_.raw(parameter.name));
  }
}

void LessonPage::programChanged() {
  if (challenge_) challenge_->clearVerdict();
  if (explorer_.isActive() || trials_.isActive()) return stop();
  exploring_->hide();
  if (stepMode_->isActive()) beginStepping();
}

void LessonPage::pause() {
  if (stepMode_->isActive()) return stepMode_->pause();
  runs_.pause();
}

void LessonPage::resume() {
  if (stepMode_->isActive()) return stepMode_->play();
  runs_.resume();
}

void LessonPage::stop() {
  next_ = nullptr;
  leaveSchedules();
  runs_.stop();
}

void LessonPage::leaveSchedules() {
  if (stepMode_->isActive()) stepMode_->leave();
  giveUpTrials();
  if (!explorer_.isActive()) return;
  explorer_.giveUp();
  exploring_->hide();
  if (challenge_) challenge_->clearVerdict();
  Q_EMIT stateChanged(runs_.state());
}

void LessonPage::showStepping(bool stepping) {
  text_->setVisible(!stepping);
  jobProgress_->hide();  // of an earlier run
  failing_ = false;
  if (!stepping) {
    kept_.clear();
    exploring_->hide();
  }
  Q_EMIT steppingChanged(stepping);
  Q_EMIT stateChanged(stepping ? course::RunState::paused : runs_.state());
  if (!stepping) return;
  Q_EMIT panelWanted(Panel::objects);
  Q_EMIT panelWanted(Panel::claims);
}

void LessonPage::wantPanelsFor(const StepPointer& step) {
  const bool fails = step->verdict.fails();
  if (fails && !failing_) {
    Q_EMIT panelWanted(Panel::claims);
    if (step->verdict.kind == course::StepVerdict::Kind::stuck) Q_EMIT panelWanted(Panel::waits);
  }
  failing_ = fails;
}

}  // namespace ui
