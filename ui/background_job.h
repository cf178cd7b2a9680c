#pragma once

#include <QString>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace ui {

/// A job on a thread of its own, as both threads see it: the GUI's, which may lose interest in it, and its own, which
/// leaves news of it. Only the latest news wait, with at most one event on its way to fetch them.
template <class News>
class BackgroundJob {
 public:
  /// `announce` is called on the job's thread when there are news that nobody was told of; it must not block.
  explicit BackgroundJob(std::function<void()> announce) : announce_(std::move(announce)) {}

  // GUI thread.
  void end() { ending_.store(true); }
  bool isOver() const { return over_.load(); }
  News take() {
    const std::scoped_lock lock(mutex_);
    awaited_ = false;
    return std::exchange(news_, {});
  }
  /// Nothing is announced afterwards.
  void close() {
    const std::scoped_lock lock(mutex_);
    announce_ = nullptr;
  }

  // The job's thread.
  bool isWanted() const { return !ending_.load(); }
  /// Nothing of it is touched by its thread afterwards.
  void beOver() { over_.store(true); }
  template <class Change>
  void tell(Change change) {
    const std::scoped_lock lock(mutex_);
    change(news_);
    if (announce_ && !std::exchange(awaited_, true)) announce_();
  }

 private:
  std::atomic<bool> ending_{false};
  std::atomic<bool> over_{false};
  std::mutex mutex_;
  // Guarded by mutex_.
  std::function<void()> announce_;
  News news_;
  bool awaited_ = false;  // an event is on its way to fetch the news
};

/// The threads of jobs, also of those in which nobody is interested any more. The destructor waits for them.
template <class News>
class BackgroundThreads {
 public:
  using Job = std::shared_ptr<BackgroundJob<News>>;

  /// On a thread of its own; `work` calls nothing of the GUI's. If the system has no thread left, that is the news, as
  /// News::error.
  void start(Job job, std::function<void()> work) {
    std::erase_if(workers_, [](const Worker& worker) { return worker.job->isOver(); });
    try {
      workers_.push_back({job, std::jthread([job, work = std::move(work)] {
                            work();
                            job->beOver();
                          })});
    } catch (const std::system_error&) {
      job->tell(
          [](News& news) { news.error = QStringLiteral("It cannot begin: the system has no thread left for it."); });
    }
  }
  bool isIdle() const {
    for (const Worker& worker : workers_) {
      if (!worker.job->isOver()) return false;
    }
    return true;
  }

 private:
  struct Worker {
    Job job;
    std::jthread thread;
  };

  std::vector<Worker> workers_;
};

}  // namespace ui
