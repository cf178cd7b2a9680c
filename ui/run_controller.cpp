#include "ui/run_controller.h"

#include <atomic>
#include <mutex>

namespace ui {

/// Where the collector leaves the latest frame. A frame in the box means that an event is on its way to fetch it.
class RunController::Mailbox {
 public:
  explicit Mailbox(RunController& owner) : owner_(&owner) {}
  ~Mailbox() { delete box_.load(); }
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;

  /// Collector's thread.
  void put(FramePointer frame) {
    const std::unique_ptr<FramePointer> before(box_.exchange(new FramePointer(std::move(frame))));
    if (before) return;
    const std::scoped_lock lock(mutex_);
    if (owner_) Q_EMIT owner_->frameArrived({});
  }

  /// GUI thread. Null if there is nothing new.
  FramePointer take() {
    const std::unique_ptr<FramePointer> latest(box_.exchange(nullptr));
    return latest ? *latest : nullptr;
  }

  /// GUI thread. Nothing is sent afterwards.
  void close() {
    const std::scoped_lock lock(mutex_);
    owner_ = nullptr;
  }

 private:
  std::atomic<FramePointer*> box_{nullptr};
  std::mutex mutex_;  // of owner_; taken by the collector and once by the owner's end
  RunController* owner_;
};

RunController::RunController(course::EventLoop& loop, QObject* parent) : QObject(parent), loop_(loop) {
  connect(this, &RunController::frameArrived, this, &RunController::takeFrame, Qt::QueuedConnection);
}

RunController::~RunController() {
  if (mailbox_) mailbox_->close();
}

void RunController::start(const course::Entry& entry, const std::string& variant, const course::Settings& settings,
                          std::chrono::nanoseconds pace) {
  entry.lesson.variant(variant);
  pace_ = pace;
  Request request{&entry, variant, settings};
  if (!run_) return launch(request);
  next_.emplace(std::move(request));
  run_->request_stop();
  setState(course::RunState::stopping);
}

void RunController::launch(const Request& request) {
  mailbox_ = std::make_shared<Mailbox>(*this);
  course::Run::Options options;
  options.seed = static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
  options.pace = pace_;
  options.event_loop = &loop_;
  options.on_frame = [mailbox = mailbox_](FramePointer frame) { mailbox->put(std::move(frame)); };
  run_ = std::make_unique<course::Run>(*request.entry, request.variant, request.settings, std::move(options));
  variant_ = request.variant;
  Q_EMIT started();
  setState(course::RunState::running);
  try {
    run_->start();
  } catch (const std::exception& error) {
    run_.reset();
    setState(course::RunState::over);
    Q_EMIT failed(QString::fromUtf8(error.what()));
  }
}

void RunController::pause() {
  if (state_ != course::RunState::running) return;
  run_->pause();
  setState(course::RunState::paused);
}

void RunController::resume() {
  if (state_ != course::RunState::paused) return;
  run_->resume();
  setState(course::RunState::running);
}

void RunController::stop() {
  next_.reset();
  if (!run_) return;
  run_->request_stop();
  setState(course::RunState::stopping);
}

void RunController::setPace(std::chrono::nanoseconds pace) {
  pace_ = pace;
  if (run_) run_->set_pace(pace);
}

void RunController::setParameter(const std::string& name, std::int64_t raw) {
  if (run_) run_->set(name, raw);
}

void RunController::takeFrame() {
  const FramePointer frame = mailbox_ ? mailbox_->take() : nullptr;
  if (!frame) return;
  Q_EMIT advanced(frame);
  if (frame->state == course::RunState::over) finish();
}

void RunController::finish() {
  // The last frame comes a moment before the run calls itself over.
  run_->wait();
  const course::Outcome outcome = run_->outcome();
  run_.reset();
  const std::optional<Request> next = std::exchange(next_, std::nullopt);
  setState(course::RunState::over);
  Q_EMIT finished(outcome);
  if (next && !run_) launch(*next);
}

void RunController::setState(course::RunState state) {
  if (state_ == state) return;
  state_ = state;
  Q_EMIT stateChanged(state);
}

}  // namespace ui
