#include "explore_controller.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>

namespace ui {
namespace {

using namespace std::chrono_literals;

constexpr auto betweenReports = 33ms;

}  // namespace

/// One search, as both threads see it.
class ExploreController::Search {
 public:
  struct News {
    std::optional<course::Coverage> coverage;
    std::optional<course::Exploration> exploration;
    QString error;
  };

  explicit Search(ExploreController& owner) : owner_(&owner) {}

  // GUI thread.
  void end() { ending_.store(true); }
  bool isOver() const { return over_.load(); }
  News take() {
    const std::scoped_lock lock(mutex_);
    awaited_ = false;
    return std::exchange(news_, {});
  }
  /// Nothing is sent afterwards.
  void close() {
    const std::scoped_lock lock(mutex_);
    owner_ = nullptr;
  }

  // The search's thread.
  bool goOn(const course::Coverage& coverage) {
    const auto now = std::chrono::steady_clock::now();
    if (now - reported_ >= betweenReports) {
      reported_ = now;
      tell([&](News& news) { news.coverage = coverage; });
    }
    return !ending_.load();
  }
  /// Nothing of it is touched by its thread afterwards.
  void beOver() { over_.store(true); }
  template <class Change>
  void tell(Change change) {
    const std::scoped_lock lock(mutex_);
    change(news_);
    if (!owner_ || std::exchange(awaited_, true)) return;
    Q_EMIT owner_->answered({});
  }

 private:
  std::atomic<bool> ending_{false};
  std::atomic<bool> over_{false};
  std::chrono::steady_clock::time_point reported_;  // of the search's thread
  std::mutex mutex_;
  // Guarded by mutex_.
  ExploreController* owner_;
  News news_;
  bool awaited_ = false;  // an event is on its way to fetch the news
};

ExploreController::ExploreController(QObject* parent) : QObject(parent) {
  connect(this, &ExploreController::answered, this, &ExploreController::takeAnswer, Qt::QueuedConnection);
}

ExploreController::~ExploreController() { giveUp(); }

void ExploreController::start(const course::Entry& entry, const std::string& variant, const course::Settings& settings,
                              std::chrono::milliseconds budget) {
  giveUp();
  std::erase_if(searchers_, [](const Searcher& searcher) { return searcher.search->isOver(); });
  search_ = std::make_shared<Search>(*this);
  const auto work = [search = search_, &entry, variant, settings, budget] {
    course::ExplorationOptions options{.budget = budget};
    options.go_on = [&search](const course::Coverage& coverage) { return search->goOn(coverage); };
    try {
      course::Exploration exploration = course::explore(entry, variant, settings, options);
      search->tell([&](Search::News& news) { news.exploration = std::move(exploration); });
    } catch (const std::exception& error) {
      search->tell([&](Search::News& news) { news.error = QString::fromUtf8(error.what()); });
    }
    search->beOver();
  };
  searchers_.push_back({search_, std::jthread(work)});
}

void ExploreController::cancel() {
  if (search_) search_->end();
}

void ExploreController::giveUp() {
  if (!search_) return;
  search_->end();
  search_->close();
  search_ = nullptr;
}

void ExploreController::takeAnswer() {
  if (!search_) return;
  const Search::News news = search_->take();
  if (news.coverage) Q_EMIT advanced(*news.coverage);
  if (!search_ || (!news.exploration && news.error.isEmpty())) return;
  search_ = nullptr;
  if (news.exploration) {
    Q_EMIT found(*news.exploration);
  } else {
    Q_EMIT failed(news.error);
  }
}

}  // namespace ui
