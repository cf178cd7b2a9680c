#include "ui/step_controller.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace ui {

/// What a request came to.
struct StepController::Answer {
  std::uint64_t number = 0;
  StepPointer step{};
  QString sentence{};
  QByteArray schedule{};
  bool failed = false;  // start() came to nothing
  bool kept = false;    // and what was stepped before still is
};

/// The stepper's thread, and the two queues between it and the GUI's.
class StepController::Worker {
 public:
  explicit Worker(StepController& owner)
      : owner_(owner), thread_([this](const std::stop_token& stop) { work(stop); }) {}

  // GUI thread.
  void ask(Ask kind, std::uint64_t number, Job job) {
    {
      const std::scoped_lock lock(mutex_);
      if (kind == Ask::jump && !requests_.empty() && requests_.back().kind == Ask::jump) requests_.pop_back();
      requests_.push_back({kind, number, std::move(job)});
    }
    asked_.notify_one();
  }
  /// What is waiting is not done any more.
  void forget() {
    const std::scoped_lock lock(mutex_);
    requests_.clear();
  }
  Answer take() {
    const std::scoped_lock lock(mutex_);
    Answer answer = std::move(answers_.front());
    answers_.pop_front();
    return answer;
  }

  // Stepper's thread.
  std::unique_ptr<course::Stepper> stepper;  // null: not active, or start() came to nothing

 private:
  struct Request {
    Ask kind;
    std::uint64_t number;
    Job job;
  };

  void work(const std::stop_token& stop) {
    while (const std::optional<Request> request = next(stop)) serve(*request);
    stepper.reset();
  }

  std::optional<Request> next(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    if (!asked_.wait(lock, stop, [this] { return !requests_.empty(); })) return std::nullopt;
    Request request = std::move(requests_.front());
    requests_.pop_front();
    return request;
  }

  void serve(const Request& request) {
    Answer answer{.number = request.number};
    try {
      request.job(*this, answer);
    } catch (const std::exception& error) {
      answer.sentence = QString::fromUtf8(error.what());
      answer.kept = stepper != nullptr;
    }
    {
      const std::scoped_lock lock(mutex_);
      answers_.push_back(std::move(answer));
    }
    Q_EMIT owner_.answered({});
  }

  StepController& owner_;
  std::mutex mutex_;
  std::condition_variable_any asked_;
  std::deque<Request> requests_;  // guarded by mutex_
  std::deque<Answer> answers_;    // guarded by mutex_; as many as there are events on their way
  std::jthread thread_;           // last: it uses the others
};

namespace {

using course::Stepper;

bool same(const course::ScheduledStep& one, const course::ScheduledStep& other) {
  return one.thread == other.thread && one.ended == other.ended && one.words == other.words;
}

/// About the steps that could have been redone before this one was done; empty if they still can be.
QString sentenceAboutDropped(const course::StepFrame& before, const course::StepFrame& after) {
  const std::size_t at = before.position;
  if (!before.can_redo() || after.steps.size() <= at || same(before.steps[at], after.steps[at])) return {};
  const std::size_t dropped = before.steps.size() - at;
  return dropped == 1 ? QObject::tr("1 later step is dropped; Undo brings it back.")
                      : QObject::tr("%1 later steps are dropped; Undo brings them back.").arg(dropped);
}

/// About running to a line at which no thread stands now; empty if one does.
QString sentenceAboutLine(std::uint32_t line, const course::StepFrame& before, const course::StepFrame& after) {
  if (std::ranges::find(after.threads, line, &course::StepThread::line) != after.threads.end()) return {};
  if (!after.over) {
    return QObject::tr("No thread came to line %1 in %2 steps.").arg(line).arg(after.position - before.position);
  }
  const bool earlier =
      std::any_of(after.steps.begin(), after.steps.begin() + static_cast<std::ptrdiff_t>(after.position),
                  [line](const course::ScheduledStep& step) { return step.line == line; });
  return (earlier ? QObject::tr("No thread came to line %1 again.") : QObject::tr("No thread came to line %1."))
      .arg(line);
}

}  // namespace

StepController::StepController(QObject* parent) : QObject(parent), worker_(std::make_unique<Worker>(*this)) {
  connect(this, &StepController::answered, this, &StepController::takeAnswer, Qt::QueuedConnection);
}

StepController::~StepController() { worker_->forget(); }

void StepController::ask(Ask kind, Job job) { worker_->ask(kind, ++asked_, std::move(job)); }

void StepController::askStepper(Ask kind, std::function<void(Stepper&, Answer&)> job) {
  ask(kind, [job = std::move(job)](Worker& worker, Answer& answer) {
    if (worker.stepper) job(*worker.stepper, answer);
  });
}

void StepController::start(Program program) { start(std::move(program), {}, course::Fidelity::strict); }

void StepController::start(Program program, std::string schedule, course::Fidelity fidelity) {
  worker_->forget();
  active_ = true;
  first_ = asked_ + 1;
  ask(Ask::step, [program = std::move(program), schedule = std::move(schedule), fidelity, granularity = granularity_](
                     Worker& worker, Answer& answer) {
    answer.failed = true;
    if (schedule.empty()) worker.stepper.reset();
    const Stepper::Options options{.seed = program.seed, .environment = {}, .granularity = granularity};
    auto stepper = std::make_unique<Stepper>(*program.entry, program.variant, program.settings, options);
    answer.step = schedule.empty() ? stepper->frame() : stepper->load(schedule, fidelity);
    worker.stepper = std::move(stepper);
    answer.failed = false;
  });
}

void StepController::leave() {
  worker_->forget();
  active_ = false;
  first_ = asked_ + 2;
  ask(Ask::step, [](Worker& worker, Answer&) { worker.stepper.reset(); });
}

void StepController::step(trace::ThreadId thread, std::uint16_t choice) {
  askStepper(Ask::step, [thread, choice](Stepper& stepper, Answer& answer) {
    const StepPointer before = stepper.frame();
    answer.step = stepper.step(thread, choice);
    answer.sentence = sentenceAboutDropped(*before, *answer.step);
  });
}

void StepController::advance() {
  askStepper(Ask::step, [](Stepper& stepper, Answer& answer) { answer.step = stepper.advance(); });
}

void StepController::undo() {
  askStepper(Ask::step, [](Stepper& stepper, Answer& answer) { answer.step = stepper.undo(); });
}

void StepController::redo() {
  askStepper(Ask::step, [](Stepper& stepper, Answer& answer) { answer.step = stepper.redo(); });
}

void StepController::goTo(std::size_t position) {
  askStepper(Ask::jump, [position](Stepper& stepper, Answer& answer) { answer.step = stepper.go_to(position); });
}

void StepController::runToLine(std::uint32_t line) {
  askStepper(Ask::step, [line](Stepper& stepper, Answer& answer) {
    const StepPointer before = stepper.frame();
    answer.step = stepper.run_to_line(line);
    answer.sentence = sentenceAboutLine(line, *before, *answer.step);
  });
}

void StepController::setGranularity(Stepper::Granularity granularity) {
  granularity_ = granularity;
  if (!active_) return;
  askStepper(Ask::step, [granularity](Stepper& stepper, Answer& answer) {
    stepper.set_granularity(granularity);
    answer.step = stepper.frame();
  });
}

void StepController::write() {
  askStepper(Ask::step, [](Stepper& stepper, Answer& answer) {
    const StepPointer here = stepper.frame();
    stepper.go_to(here->steps.size());
    answer.schedule = QByteArray::fromStdString(stepper.schedule_text());
    stepper.go_to(here->position);
  });
}

void StepController::takeAnswer() {
  const Answer answer = worker_->take();
  answered_ = answer.number;
  if (answer.number < first_) return;
  if (answer.failed) {
    active_ = answer.kept;
    Q_EMIT failed(answer.sentence);
    return;
  }
  if (answer.step) Q_EMIT advanced(answer.step);
  if (!answer.sentence.isEmpty()) Q_EMIT said(answer.sentence);
  if (!answer.schedule.isEmpty()) Q_EMIT written(answer.schedule);
}

}  // namespace ui
