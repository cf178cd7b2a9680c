#include "ui/code_view.h"
#include "ui/compare_view.h"
#include "ui/explore_strip.h"
#include "ui/lesson_page.h"
#include "ui/lesson_text.h"
#include "ui/parameter_form.h"
#include "ui/progress_store.h"
#include "ui/repeat_view.h"
#include "ui/runs_view.h"
#include "ui/step_mode.h"
#include "ui/sweep_view.h"
#include "ui/trials_bar.h"
#include "ui/words.h"

// Of LessonPage, what is about many runs: Repeat, Sweep, Compare.
namespace ui {
namespace {

/// So many of the runs that the store kept are looked at.
constexpr int earlierRuns = 1'000;

bool wereSo(const PastRun& run, const QString& variant, const course::Settings& settings) {
  if (run.variant != variant) return false;
  for (const course::Parameter& parameter : settings.parameters()) {
    if (run.parameters.value(words(parameter.name)) != words(settings.text(parameter.name))) return false;
  }
  return true;
}

}  // namespace

void LessonPage::makeRuns() {
  manyRuns_ = new RunsView(entry_.lesson, this);
  manyRuns_->hide();
  // A challenge asks for one schedule, not for many runs; its panel needs the room.
  if (!entry_.lesson.challenge) panels_[Panel::runs] = manyRuns_;
  connect(manyRuns_, &RunsView::repeatAsked, this, [this] { whenFree([this] { beginRepeating(); }); });
  connect(manyRuns_, &RunsView::sweepAsked, this, [this] { whenFree([this] { beginSweeping(); }); });
  connect(manyRuns_, &RunsView::compareAsked, this, &LessonPage::compare);
  connect(manyRuns_, &RunsView::cancelAsked, this, &LessonPage::stop);
  connect(&manyRuns_->repeat(), &RepeatView::opened, this, &LessonPage::openRun);
  connect(&trials_, &TrialsController::repeated, &manyRuns_->repeat(), &RepeatView::showRepeat);
  connect(&trials_, &TrialsController::swept, &manyRuns_->sweep(), &SweepView::showCurve);
  connect(&trials_, &TrialsController::compared, &manyRuns_->compare(), &CompareView::showComparison);
  connect(&trials_, &TrialsController::ended, this, &LessonPage::endTrials);
  connect(&trials_, &TrialsController::failed, this, [this](const QString& sentence) {
    endTrials();
    Q_EMIT noticed(sentence);
  });
}

void LessonPage::compare() {
  whenFree([this] { beginComparing(); });
}

void LessonPage::beginTrials(QWidget& view) {
  if (stepMode_->isActive()) stepMode_->leave();
  manyRuns_->setCurrentWidget(&view);
  Q_EMIT panelWanted(Panel::runs);
  Q_EMIT exploringStarted();
}

void LessonPage::beginRepeating() {
  const std::string& label = entry_.lesson.variant(variant_).label;
  QStringList values;
  for (const course::Parameter& parameter : settings_.parameters()) {
    const std::string value = parameter.format(settings_.raw(parameter.name));
    values += tr("%1 %2").arg(words(parameter.label).toLower(), words(value));
  }
  course::RepeatOptions options;
  options.runs = static_cast<std::uint64_t>(manyRuns_->repeat().bar().runs());
  options.seed = nextSeed_;
  nextSeed_ += options.runs;
  repeated_ = settings_;
  manyRuns_->repeat().begin(tr("%1: %2").arg(words(label), values.join(QStringLiteral(", "))));
  manyRuns_->repeat().showEarlier(earlier());
  beginTrials(manyRuns_->repeat());
  trials_.repeat(entry_, variant_, settings_, options);
}

void LessonPage::beginSweeping() {
  course::SweepOptions options;
  options.variants = manyRuns_->sweep().variants();
  options.repetitions = static_cast<std::uint64_t>(manyRuns_->sweep().bar().runs());
  manyRuns_->sweep().begin();
  beginTrials(manyRuns_->sweep());
  trials_.sweep(entry_, manyRuns_->sweep().sweep(), settings_, options);
}

void LessonPage::beginComparing() {
  course::ComparisonOptions options;
  options.repetitions = static_cast<std::uint64_t>(manyRuns_->compare().bar().runs());
  manyRuns_->compare().begin();
  beginTrials(manyRuns_->compare());
  trials_.compare(entry_, settings_, options);
}

QString LessonPage::earlier() const {
  int runs = 0;
  int failed = 0;
  for (const PastRun& run : store_.pastRuns(id(), earlierRuns)) {
    if (!wereSo(run, words(variant_), settings_)) continue;
    ++runs;
    if (run.verdicts.values().contains(words(course::name(course::Verdict::fails)))) ++failed;
  }
  if (runs == 0) return {};
  return tr("On this machine, earlier: %n run(s) with these parameters", nullptr, runs) +
         tr(", in %1 of them a claim failed.").arg(failed);
}

void LessonPage::endTrials() {
  manyRuns_->end();
  Q_EMIT stateChanged(runs_.state());
}

void LessonPage::giveUpTrials() {
  if (!trials_.isActive()) return;
  trials_.giveUp();
  endTrials();
}

void LessonPage::openRun(const TrialPointer& trial) {
  if (runs_.busy() || explorer_.isActive()) return whenFree([this, trial] { openRun(trial); });
  if (stepMode_->isActive()) stepMode_->leave();
  exploring_->hide();
  useProgram(trial->outcome.variant, repeated_);
  shownVariant_ = variant_;
  text_->setFigures(figures_of(entry_.lesson, trial->outcome));
  Q_EMIT runOpened(trial);
  Q_EMIT panelWanted(Panel::claims);
}

}  // namespace ui
