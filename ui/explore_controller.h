#pragma once

#include <QObject>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "course/exploration.h"
#include "ui/background_job.h"

namespace ui {

/// The page's hold on the search for a schedule that breaks its program: at most one at a time, on a thread of its own.
///
/// Thread-safety: GUI thread only.
/// Blocks:        only the destructor, until the search has noticed that it is to end (a fraction of a second).
class ExploreController : public QObject {
  Q_OBJECT

 public:
  explicit ExploreController(QObject* parent = nullptr);
  ~ExploreController() override;

  /// One that is under way is given up. `entry` must outlive the controller, `settings` are used as they are;
  /// `options.go_on` is the controller's.
  void start(const course::Entry& entry, const std::string& variant, const course::Settings& settings,
             course::ExplorationOptions options);
  /// Ends the search with what is known by then; found() follows.
  void cancel();
  /// Ends it, and nothing follows.
  void giveUp();

  /// Between start() and found(), failed() or giveUp().
  bool isActive() const { return search_ != nullptr; }
  /// No search is left, not even one that was given up.
  bool isIdle() const { return searches_.isIdle(); }

 Q_SIGNALS:
  /// At most some thirty times a second.
  void advanced(const course::Coverage& coverage);
  void found(const course::Exploration& exploration);
  /// It could not be searched.
  void failed(const QString& sentence);
  /// By the thread of a search.
  void answered(QPrivateSignal);

 private:
  struct News {
    std::optional<course::Coverage> coverage;
    std::optional<course::Exploration> exploration;
    QString error;
  };
  using Search = BackgroundJob<News>;

  void takeAnswer();

  std::shared_ptr<Search> search_;  // null: none, or one that nobody waits for
  BackgroundThreads<News> searches_;
};

}  // namespace ui
