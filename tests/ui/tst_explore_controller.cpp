#include <QElapsedTimer>
#include <QTest>

#include "patience.h"
#include "stepped_lesson.h"
#include "ui/explore_controller.h"

using namespace std::chrono_literals;
using course::Exploration;
using ui::ExploreController;

class TestExploreController : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init();
  void a_broken_variant_is_found_to_fail_with_a_schedule();
  void a_sound_variant_is_found_to_hold();
  void cancelling_ends_it_with_what_is_known();
  void giving_up_tells_nothing_more();
  void starting_anew_gives_the_first_one_up();
  void an_unknown_variant_is_said_to_be_one();
  void it_can_go_at_any_time();

 private:
  void start(const std::string& lesson, const std::string& variant, std::chrono::milliseconds budget = 10s);
  /// More schedules than anybody could go through.
  void startEndless();

  std::unique_ptr<ExploreController> explorer_;
  std::vector<Exploration> found_;
  int reports_ = 0;
};

void TestExploreController::init() {
  explorer_ = std::make_unique<ExploreController>();
  found_.clear();
  reports_ = 0;
  connect(explorer_.get(), &ExploreController::found, this,
          [this](const Exploration& result) { found_.push_back(result); });
  connect(explorer_.get(), &ExploreController::advanced, this, [this] { ++reports_; });
}

void TestExploreController::start(const std::string& lesson, const std::string& variant,
                                  std::chrono::milliseconds budget) {
  const auto program = stepped::program(lesson, variant);
  explorer_->start(*program.entry, variant, program.settings, {.budget = budget});
}

void TestExploreController::startEndless() {
  const course::Entry& entry = lessons::catalogue().at("race-condition");
  course::Settings settings(entry.lesson.parameters);
  settings.set("threads", 4);
  settings.set("increments", 20);
  explorer_->start(entry, "lock", settings, {.budget = 60s});
}

void TestExploreController::a_broken_variant_is_found_to_fail_with_a_schedule() {
  start("race-condition", "plain");
  QVERIFY(explorer_->isActive());
  QTRY_COMPARE_WITH_TIMEOUT(found_.size(), 1U, 20'000);
  QVERIFY(!explorer_->isActive());
  QCOMPARE(found_.front().outcome, Exploration::Outcome::fails);
  QVERIFY(!found_.front().schedule.empty());
}

void TestExploreController::a_sound_variant_is_found_to_hold() {
  start("race-condition", "atomic");
  QTRY_COMPARE_WITH_TIMEOUT(found_.size(), 1U, 20'000);
  QVERIFY2(found_.front().holds(), found_.front().sentence.c_str());
}

void TestExploreController::cancelling_ends_it_with_what_is_known() {
  startEndless();
  QTRY_VERIFY(reports_ > 1);
  explorer_->cancel();
  QTRY_COMPARE(found_.size(), 1U);
  QCOMPARE(found_.front().outcome, Exploration::Outcome::unbroken);
  QVERIFY(found_.front().coverage.executions > 0);
}

void TestExploreController::giving_up_tells_nothing_more() {
  startEndless();
  QTRY_VERIFY(reports_ > 1);
  explorer_->giveUp();
  QVERIFY(!explorer_->isActive());
  reports_ = 0;
  explorer_.reset();
  QCoreApplication::processEvents();
  QCOMPARE(reports_, 0);
  QVERIFY(found_.empty());
}

void TestExploreController::starting_anew_gives_the_first_one_up() {
  startEndless();
  start("race-condition", "plain");
  QTRY_COMPARE_WITH_TIMEOUT(found_.size(), 1U, 20'000);
  QCOMPARE(found_.front().variant, std::string("plain"));
}

void TestExploreController::an_unknown_variant_is_said_to_be_one() {
  QStringList failures;
  connect(explorer_.get(), &ExploreController::failed, this, [&](const QString& sentence) { failures += sentence; });
  const course::Entry& entry = lessons::catalogue().at("race-condition");
  explorer_->start(entry, "no-such", course::Settings(entry.lesson.parameters), {.budget = 1s});
  QTRY_COMPARE(failures.size(), 1);
  QVERIFY(failures.front().contains(QStringLiteral("no-such")));
  QVERIFY(!explorer_->isActive());
}

void TestExploreController::it_can_go_at_any_time() {
  QElapsedTimer clock;
  clock.start();
  for (int round = 0; round < 4; ++round) {
    startEndless();
    if (round % 2 == 0) QTRY_VERIFY(reports_ > 0);
    explorer_ = std::make_unique<ExploreController>();
  }
  QVERIFY2(clock.elapsed() < 10'000, qPrintable(QString::number(clock.elapsed())));
}

QTEST_GUILESS_MAIN(TestExploreController)
#include "tst_explore_controller.moc"
