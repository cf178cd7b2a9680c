#include "ui/trials_controller.h"

namespace ui {

TrialsController::TrialsController(QObject* parent) : QObject(parent) {
  connect(this, &TrialsController::answered, this, &TrialsController::takeAnswer, Qt::QueuedConnection);
}

TrialsController::~TrialsController() { giveUp(); }

void TrialsController::repeat(const course::Entry& entry, const std::string& variant, const course::Settings& settings,
                              course::RepeatOptions options) {
  start([&entry, variant, settings, options](Job& job) mutable {
    const auto tell = [&job](RepeatPointer repeat) { job.tell([&](News& news) { news.repeat = std::move(repeat); }); };
    options.each.go_on = [&job] { return job.isWanted(); };
    options.on_progress = tell;
    tell(course::repeat(entry, variant, settings, options));
  });
}

void TrialsController::sweep(const course::Entry& entry, const course::Sweep& sweep, const course::Settings& settings,
                             course::SweepOptions options) {
  start([&entry, sweep, settings, options](Job& job) mutable {
    const auto tell = [&job](CurvePointer curve) { job.tell([&](News& news) { news.curve = std::move(curve); }); };
    options.each.go_on = [&job] { return job.isWanted(); };
    options.on_progress = tell;
    tell(course::swept(entry, sweep, settings, options));
  });
}

void TrialsController::compare(const course::Entry& entry, const course::Settings& settings,
                               course::ComparisonOptions options) {
  start([&entry, settings, options](Job& job) mutable {
    const auto tell = [&job](ComparisonPointer comparison) {
      job.tell([&](News& news) { news.comparison = std::move(comparison); });
    };
    options.each.go_on = [&job] { return job.isWanted(); };
    options.on_progress = tell;
    tell(course::compared(entry, settings, options));
  });
}

void TrialsController::start(std::function<void(Job& job)> work) {
  giveUp();
  job_ = std::make_shared<Job>([this] { Q_EMIT answered({}); });
  threads_.start(job_, [job = job_.get(), work = std::move(work)] {
    try {
      work(*job);
      job->tell([](News& news) { news.over = true; });
    } catch (const std::exception& error) {
      job->tell([&](News& news) { news.error = QString::fromUtf8(error.what()); });
    }
  });
}

void TrialsController::giveUp() {
  if (!job_) return;
  job_->end();
  job_->close();
  job_ = nullptr;
}

bool TrialsController::isIdle() const { return threads_.isIdle(); }

void TrialsController::takeAnswer() {
  if (!job_) return;
  const std::shared_ptr<Job> job = job_;
  const News news = job->take();
  if (news.repeat) Q_EMIT repeated(news.repeat);
  if (news.curve) Q_EMIT swept(news.curve);
  if (news.comparison) Q_EMIT compared(news.comparison);
  if (job_ != job || (!news.over && news.error.isEmpty())) return;
  job_ = nullptr;
  if (news.error.isEmpty()) {
    Q_EMIT ended();
  } else {
    Q_EMIT failed(news.error);
  }
}

}  // namespace ui
