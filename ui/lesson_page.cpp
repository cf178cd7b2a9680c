#include "ui/lesson_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QSplitter>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

#include "trace/digits.h"
#include "ui/chart_view.h"
#include "ui/claims_view.h"
#include "ui/code_view.h"
#include "ui/explore_strip.h"
#include "ui/findings_view.h"
#include "ui/lesson_text.h"
#include "ui/log_view.h"
#include "ui/objects_view.h"
#include "ui/output_view.h"
#include "ui/parameter_form.h"
#include "ui/prediction_view.h"
#include "ui/progress_store.h"
#include "ui/step_mode.h"
#include "ui/steps_view.h"
#include "ui/term_card.h"
#include "ui/timeline_view.h"
#include "ui/vertical_scroll_area.h"
#include "ui/wait_for_view.h"
#include "ui/words.h"

namespace ui {
namespace {

/// The names that a lesson gives its views.
std::optional<Panel> panelOf(std::string_view view) {
  if (view == "timeline") return Panel::threads;
  if (view == "objects") return Panel::objects;
  if (view == "waits") return Panel::waits;
  if (view == "findings") return Panel::findings;
  if (view == "output") return Panel::output;
  if (view == "log") return Panel::log;
  return std::nullopt;
}

}  // namespace

LessonPage::LessonPage(const course::Entry& entry, ProgressStore& store, QWidget* parent)
    : QWidget(parent),
      entry_(entry),
      store_(store),
      settings_(entry.lesson.parameters),
      variant_(entry.lesson.variants.front().id),
      repeated_(settings_),
      stepMode_(new StepMode(*this)),
      text_(new LessonText(this)),
      code_(new CodeView(this)) {
  restoreSettings();
  text_->setEntry(entry_);
  code_->setEntry(entry_, variant_, pieces());
  makePanels();
  layOut();
  connectForm();
  connectRuns();
  connectStepMode();
  connectExplorer();
  connect(text_, &LessonText::lessonChosen, this, &LessonPage::lessonChosen);
  connectChoices();
  store_.noteOpened(id());
}

LessonPage::~LessonPage() = default;

void LessonPage::setGlossary(const course::Glossary& glossary) {
  text_->setGlossary(glossary);
  auto* card = new TermCard(glossary, *this);
  connect(text_, &LessonText::termChosen, card, &TermCard::showTerm);
  connect(card, &TermCard::lessonChosen, this, &LessonPage::lessonChosen);
  connect(card, &TermCard::glossaryAsked, this, &LessonPage::glossaryAsked);
  connect(this, &LessonPage::steppingChanged, card, &QWidget::hide);
}

QString LessonPage::id() const { return words(entry_.id); }

void LessonPage::restoreSettings() {
  const QMap<QString, qint64> last = store_.lastSettings(id());
  for (const course::Parameter& parameter : settings_.parameters()) {
    const auto value = last.find(words(parameter.name));
    if (value == last.end() || *value < parameter.least || *value > parameter.greatest) continue;
    settings_.set(parameter.name, *value);
  }
  const std::string variant = store_.lastVariant(id()).toStdString();
  const auto& variants = entry_.lesson.variants;
  if (std::any_of(variants.begin(), variants.end(), [&](const auto& each) { return each.id == variant; })) {
    variant_ = variant;
  }
}

template <class View>
View* LessonPage::addPanel(Panel panel) {
  auto* view = new View(this);
  panels_[panel] = view;
  view->hide();
  follow(view);
  return view;
}

template <class View>
void LessonPage::follow(View* view) {
  connect(&runs_, &RunController::started, view, &View::clear);
  connect(&runs_, &RunController::advanced, view, &View::showFrame);
  connect(this, &LessonPage::runOpened, view, [view](const TrialPointer& trial) {
    view->clear();
    view->showFrame(trial->frame);
  });
  followSteps(view);
}

template <class View>
void LessonPage::followSteps(View* view) {
  connect(stepMode_, &StepMode::rewound, view, &View::clear);
  connect(stepMode_, &StepMode::left, view, &View::clear);
  connect(stepMode_, &StepMode::stepped, view, [view](const StepPointer& step) {
    if constexpr (requires { view->showStep(step); }) {
      view->showStep(step);
    } else {
      view->showFrame(frameOf(step));
    }
  });
}

void LessonPage::makePanels() {
  panels_[Panel::parameters] = form_ = new ParameterForm(entry_.lesson.variants, formSettings(), this);
  form_->setVariant(words(variant_));
  panels_[Panel::steps] = stepMode_->view();
  stepMode_->view()->hide();
  if (!entry_.lesson.charts.empty()) panels_[Panel::charts] = makeCharts();
  timeline_ = addPanel<TimelineView>(Panel::threads);
  addPanel<ObjectsView>(Panel::objects);
  waits_ = addPanel<WaitForView>(Panel::waits);
  findings_ = addPanel<FindingsView>(Panel::findings);
  addPanel<OutputView>(Panel::output);
  addPanel<LogView>(Panel::log);
  auto* claims = addPanel<ClaimsView>(Panel::claims);
  claims->setClaims(entry_.lesson.claims);
  connect(claims, &ClaimsView::neededHeightChanged, this, &LessonPage::neededHeightChanged);
  makePrediction();
  makeChallenge();
  makeRuns();
  follow(code_);
}

/// A line that is chosen in one view is shown in the code, a thread is marked in the others.
void LessonPage::connectChoices() {
  const auto* log = qobject_cast<LogView*>(panels_[Panel::log]);
  const auto* objects = qobject_cast<ObjectsView*>(panels_[Panel::objects]);
  connect(timeline_, &TimelineView::lineChosen, code_, &CodeView::showSource);
  connect(findings_, &FindingsView::lineChosen, code_, &CodeView::showSource);
  connect(log, &LogView::lineChosen, code_, &CodeView::showSource);
  const auto mark = [this](trace::ThreadId thread) {
    timeline_->showThread(thread);
    waits_->showThread(thread);
  };
  connect(timeline_, &TimelineView::threadChosen, this, mark);
  connect(waits_, &WaitForView::threadChosen, this, mark);
  connect(objects, &ObjectsView::threadChosen, this, mark);
  connect(log, &LogView::threadChosen, this, mark);
  connect(code_, &CodeView::threadChosen, this, mark);
}

/// Those that are not chosen as pieces.
course::Settings LessonPage::formSettings() const {
  const course::Pieces filled = pieces();
  std::vector<course::Parameter> parameters = settings_.parameters();
  std::erase_if(parameters, [&](const course::Parameter& each) { return filled.contains(each.name); });
  course::Settings settings(parameters);
  for (const course::Parameter& each : parameters) settings.set(each.name, settings_.raw(each.name));
  return settings;
}

void LessonPage::makePrediction() {
  prediction_ = new PredictionView(this);
  prediction_->setPrediction(entry_.lesson.prediction);
  prediction_->hide();
  if (!entry_.lesson.prediction.answers.empty()) panels_[Panel::prediction] = prediction_;
  connect(&runs_, &RunController::advanced, prediction_, &PredictionView::showFrame);
}

QWidget* LessonPage::makeCharts() {
  auto* charts = new QSplitter(Qt::Vertical, this);
  charts->setChildrenCollapsible(false);
  for (const course::Chart& chart : entry_.lesson.charts) {
    auto* view = new ChartView(chart, charts);
    charts->addWidget(view);
    follow(view);
  }
  return new VerticalScrollArea(charts, this);
}

QWidget* LessonPage::makeJobProgress() {
  jobProgress_ = new QWidget(this);
  jobWords_ = new QLabel(jobProgress_);
  jobBar_ = new QProgressBar(jobProgress_);
  jobBar_->setAccessibleName(QStringLiteral("Progress of the job"));
  auto* row = new QHBoxLayout(jobProgress_);
  row->setContentsMargins(6, 2, 6, 2);
  row->addWidget(jobWords_);
  row->addWidget(jobBar_, 1);
  jobProgress_->hide();
  return jobProgress_;
}

void LessonPage::layOut() {
  auto* halves = new QSplitter(Qt::Vertical, this);
  halves->setChildrenCollapsible(false);
  halves->addWidget(text_);
  halves->addWidget(code_);
  halves->setSizes({1000, 1000});
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(exploring_ = new ExploreStrip(this));
  column->addWidget(halves, 1);
  column->addWidget(makeJobProgress());
}

void LessonPage::connectRuns() {
  connect(&runs_, &RunController::started, this, [this] {
    shownVariant_ = runs_.variant();
    showListing();
    jobProgress_->hide();
    form_->setRunning(true);
    Q_EMIT panelWanted(Panel::claims);
  });
  connect(&runs_, &RunController::finished, this, [this](const course::Outcome& outcome) {
    form_->setRunning(false);
    showListing();
    judgePrediction();
    text_->setFigures(figures_of(entry_.lesson, outcome));
    keepOutcome(outcome);
    if (const auto next = std::exchange(next_, nullptr)) next();
  });
  connect(&runs_, &RunController::failed, this, [this](const QString& sentence) {
    form_->setRunning(false);
    Q_EMIT noticed(sentence);
    if (retired_) goWhenIdle();
  });
  connect(&runs_, &RunController::stateChanged, this, &LessonPage::stateChanged);
  connect(&loop_, &QtEventLoop::progressed, this, &LessonPage::showJobProgress);
}

void LessonPage::connectForm() {
  connect(form_, &ParameterForm::variantChosen, this, &LessonPage::chooseVariant);
  connect(form_, &ParameterForm::parameterChanged, this, &LessonPage::changeParameter);
}

void LessonPage::chooseVariant(const QString& id) {
  variant_ = id.toStdString();
  if (!runs_.busy()) showListing();
  store_.noteSettings(this->id(), id, settings_);
  programChanged();
}

/// Of the program that runs, or will.
void LessonPage::showListing() { code_->setVariant(runs_.busy() ? runs_.variant() : variant_, pieces()); }

void LessonPage::changeParameter(const QString& name, qint64 raw) {
  const std::string parameter = name.toStdString();
  settings_.set(parameter, raw);
  if (settings_.parameter(parameter).applies == course::Parameter::Applies::at_once) {
    runs_.setParameter(parameter, raw);
  }
  if (stepMode_->isActive()) kept_.push_back(parameter);
  programChanged();
}

void LessonPage::run() {
  next_ = nullptr;
  leaveSchedules();
  store_.noteSettings(id(), words(variant_), settings_);
  runs_.start(entry_, variant_, settings_, pace_);
}

void LessonPage::setPace(std::chrono::nanoseconds pace) {
  pace_ = pace;
  runs_.setPace(pace);
}

void LessonPage::judgePrediction() {
  if (prediction_->answer() < 0 || std::exchange(judged_, true)) return;
  Q_EMIT panelWanted(Panel::prediction);
}

void LessonPage::keepOutcome(const course::Outcome& outcome) {
  store_.noteRun(outcome);
  Q_EMIT progressMade(id());
  if (retired_) goWhenIdle();
}

void LessonPage::retire() {
  store_.noteSettings(id(), words(variant_), settings_);
  retired_ = true;
  next_ = nullptr;
  hide();
  leaveSchedules();
  runs_.stop();
  goWhenIdle();
}

void LessonPage::goWhenIdle() {
  using namespace std::chrono_literals;
  if (runs_.busy()) return;  // its end calls again
  if (trials_.isIdle() && explorer_.isIdle()) return deleteLater();
  QTimer::singleShot(20ms, this, &LessonPage::goWhenIdle);
}

void LessonPage::showJobProgress(int done, int total) {
  jobProgress_->show();
  jobBar_->setRange(0, total);
  jobBar_->setValue(done);
  const auto shown = [total](int items) {
    return QStringLiteral("Job: %1 of %2").arg(words(trace::grouped(items)), words(trace::grouped(total)));
  };
  // Wide enough from the start: a window that stands still lays nothing out.
  jobWords_->setMinimumWidth(fontMetrics().horizontalAdvance(shown(total)));
  jobWords_->setText(shown(done));
  jobProgress_->layout()->activate();
}

QWidget* LessonPage::panel(Panel panel) const {
  const auto found = panels_.find(panel);
  return found == panels_.end() ? nullptr : found->second;
}

std::vector<Panel> LessonPage::wanted() const {
  std::vector<Panel> panels{Panel::challenge, Panel::prediction};
  for (const std::string& view : entry_.lesson.views) {
    if (const auto panel = panelOf(view)) panels.push_back(*panel);
  }
  return panels;
}

void LessonPage::focusText() {
  text_->show();
  text_->setFocus(Qt::ShortcutFocusReason);
}

void LessonPage::focusCode() { code_->currentWidget()->setFocus(Qt::ShortcutFocusReason); }

}  // namespace ui
