#include "ui/explore_controller.h"

namespace ui {
namespace {

using namespace std::chrono_literals;

constexpr auto betweenReports = 33ms;

}  // namespace

ExploreController::ExploreController(QObject* parent) : QObject(parent) {
  connect(this, &ExploreController::answered, this, &ExploreController::takeAnswer, Qt::QueuedConnection);
}

ExploreController::~ExploreController() { giveUp(); }

void ExploreController::start(const course::Entry& entry, const std::string& variant, const course::Settings& settings,
                              course::ExplorationOptions options) {
  giveUp();
  search_ = std::make_shared<Search>([this] { Q_EMIT answered({}); });
  searches_.start(search_, [search = search_, &entry, variant, settings, options = std::move(options)]() mutable {
    options.go_on = [&search, reported = std::chrono::steady_clock::time_point()](const auto& coverage) mutable {
      const auto now = std::chrono::steady_clock::now();
      if (now - reported >= betweenReports) {
        reported = now;
        search->tell([&](News& news) { news.coverage = coverage; });
      }
      return search->isWanted();
    };
    try {
      course::Exploration exploration = course::explore(entry, variant, settings, options);
      search->tell([&](News& news) { news.exploration = std::move(exploration); });
    } catch (const std::exception& error) {
      search->tell([&](News& news) { news.error = QString::fromUtf8(error.what()); });
    }
  });
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
  const News news = search_->take();
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
