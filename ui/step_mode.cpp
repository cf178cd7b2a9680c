#include "ui/step_mode.h"

#include <QAction>
#include <QMenu>
#include <algorithm>

#include "ui/save_schedule.h"
#include "ui/steps_view.h"
#include "ui/words.h"

namespace ui {
namespace {

bool same(const course::ScheduledStep& one, const course::ScheduledStep& other) {
  return one.thread == other.thread && one.words == other.words;
}

/// What `after` shows begins with all that `before` shows.
bool continues(const course::StepFrame& before, const course::StepFrame& after) {
  if (before.position > after.position) return false;
  return std::equal(before.steps.begin(), before.steps.begin() + static_cast<std::ptrdiff_t>(before.position),
                    after.steps.begin(), same);
}

}  // namespace

StepMode::StepMode(QWidget& window)
    : QObject(&window), window_(window), view_(new StepsView(actions_, &window)), menu_(new QMenu(&window)) {
  actions_.fill(*menu_);
  timer_.setSingleShot(true);
  connect(&timer_, &QTimer::timeout, this, &StepMode::playOn);
  connect(&controller_, &StepController::advanced, this, &StepMode::show);
  connect(&controller_, &StepController::said, this, [this](const QString& sentence) {
    pause();
    lineRunTo_ = 0;
    say(sentence);
  });
  connect(&controller_, &StepController::written, this, &StepMode::write);
  connect(&controller_, &StepController::failed, this, [this](const QString& sentence) {
    fresh_ = false;
    greeting_.clear();
    if (!isActive()) leave();
    Q_EMIT refused(sentence);
  });
  connectActions();
  connectView();
}

StepMode::~StepMode() = default;

void StepMode::connectActions() {
  connect(actions_.first, &QAction::triggered, this, [this] { goTo(0); });
  connect(actions_.last, &QAction::triggered, this, [this] { goTo(step_->steps.size()); });
  connect(actions_.undo, &QAction::triggered, this, [this] {
    pause();
    controller_.undo();
  });
  connect(actions_.redo, &QAction::triggered, this, [this] {
    pause();
    controller_.redo();
  });
  connect(actions_.play, &QAction::triggered, this, [this] { playing_ ? pause() : play(); });
  connect(actions_.split, &QAction::toggled, this, [this](bool split) {
    using Granularity = course::Stepper::Granularity;
    controller_.setGranularity(split ? Granularity::operations : Granularity::statements);
  });
  connect(actions_.runToCursor, &QAction::triggered, this, &StepMode::runToCursorAsked);
  connect(actions_.open, &QAction::triggered, this, &StepMode::openAsked);
  connect(actions_.save, &QAction::triggered, this, &StepMode::askWhereToSave);
  connect(actions_.leave, &QAction::triggered, this, &StepMode::leaveAsked);
  for (std::size_t i = 0; i < actions_.threads.size(); ++i) {
    connect(actions_.threads[i], &QAction::triggered, this, [this, i] { chooseByKey(i); });
  }
}

void StepMode::connectView() {
  connect(view_, &StepsView::threadChosen, this, &StepMode::choose);
  connect(view_, &StepsView::jumped, this, &StepMode::goTo);
  connect(view_, &StepsView::lineChosen, this, &StepMode::lineChosen);
  connect(view_, &StepsView::paceChanged, this, [this] {
    if (timer_.isActive()) waitToPlayOn();
  });
}

void StepMode::start(Program program, const QString& greeting) {
  begin(greeting);
  step_ = nullptr;
  updateActions();
  controller_.start(std::move(program));
  Q_EMIT activeChanged(true);
}

void StepMode::open(Program program, std::string schedule, course::Fidelity fidelity, const QString& greeting) {
  begin(greeting);
  controller_.start(std::move(program), std::move(schedule), fidelity);
  Q_EMIT activeChanged(true);
}

void StepMode::begin(const QString& greeting) {
  pause();
  greeting_ = greeting;
  fresh_ = true;
}

void StepMode::leave() {
  pause();
  controller_.leave();
  step_ = nullptr;
  view_->setStep(nullptr);
  updateActions();
  Q_EMIT left();
  Q_EMIT activeChanged(false);
}

void StepMode::show(const StepPointer& step) {
  const StepPointer before = std::exchange(step_, step);
  const bool first = std::exchange(fresh_, false);
  if (first) Q_EMIT begun();
  if (first || !before || !continues(*before, *step)) Q_EMIT rewound();
  view_->setStep(step, controller_.isBusy() ? StepsView::Settled::no : StepsView::Settled::yes);
  if (step->over) pause();
  updateActions();
  say(std::exchange(greeting_, {}));
  Q_EMIT stepped(step);
  showLineRunTo(*step);
  if (playing_) waitToPlayOn();
}

/// Not the line done last: from there it can be run to the same line again.
void StepMode::showLineRunTo(const course::StepFrame& step) {
  if (controller_.isBusy()) return;
  const std::uint32_t line = std::exchange(lineRunTo_, 0);
  const bool stands = std::ranges::find(step.threads, line, &course::StepThread::line) != step.threads.end();
  if (line != 0 && stands) Q_EMIT lineChosen(line);
}

void StepMode::say(const QString& sentence) { view_->say(sentence); }

void StepMode::advance() {
  pause();
  controller_.advance();
}

void StepMode::play() {
  if (!isActive() || playing_) return;
  setPlaying(true);
  if (step_ && step_->over) {
    controller_.goTo(0);
  } else {
    playOn();
  }
}

void StepMode::playOn() {
  if (!controller_.isBusy()) controller_.advance();
}

void StepMode::waitToPlayOn() { timer_.start(std::chrono::ceil<std::chrono::milliseconds>(view_->pace())); }

void StepMode::pause() {
  timer_.stop();
  setPlaying(false);
}

void StepMode::setPlaying(bool playing) {
  if (std::exchange(playing_, playing) == playing) return;
  updateActions();
  Q_EMIT playingChanged(playing);
}

void StepMode::updateActions() {
  actions_.setStep(step_, playing_ ? StepActions::Playing::yes : StepActions::Playing::no);
}

void StepMode::chooseByKey(std::size_t number) {
  if (number >= step_->threads.size()) return;
  const course::StepThread& thread = step_->threads[number];
  choose(thread.id, thread.options.empty() ? std::uint16_t{0} : thread.options.front().choice);
}

void StepMode::choose(trace::ThreadId thread, std::uint16_t choice) {
  pause();
  controller_.step(thread, choice);
}

void StepMode::goTo(std::size_t position) {
  pause();
  controller_.goTo(position);
}

void StepMode::runToLine(int line) {
  if (!isActive()) return;
  pause();
  lineRunTo_ = static_cast<std::uint32_t>(line);
  controller_.runToLine(lineRunTo_);
}

void StepMode::askWhereToSave() {
  pause();
  const QString file = askWhereToSaveSchedule(window_);
  if (!file.isEmpty()) saveTo(file);
}

void StepMode::saveTo(const QString& file) {
  file_ = file;
  controller_.write();
}

void StepMode::write(const QByteArray& schedule) {
  const QString problem = writeSchedule(file_, schedule);
  say(problem.isEmpty() ? tr("Saved to %1.").arg(file_) : problem);
}

}  // namespace ui
