#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>

#include "ui/elided_label.h"
#include "ui/explore_strip.h"

using namespace std::chrono_literals;
using course::Coverage;
using course::Exploration;
using ui::ExploreStrip;

class TestExploreStrip : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void coverage_is_said_in_figures();
  void progress_is_of_the_executions_or_of_the_time();
  void while_it_searches_it_can_be_cancelled();
  void a_failure_can_be_played();
  void a_verdict_stays_with_its_figures_until_it_is_closed();
  void what_could_not_be_judged_is_said();
  void what_is_proved_can_be_asked_for_its_cost();

 private:
  static QPushButton* button(const ExploreStrip& strip, const QString& text) {
    for (auto* each : strip.findChildren<QPushButton*>()) {
      if (each->text() == text) return each;
    }
    return nullptr;
  }
};

void TestExploreStrip::coverage_is_said_in_figures() {
  QCOMPARE(ui::inWords(Coverage{.executions = 1204, .different = 312, .estimate = 50'000, .spent = 2s}),
           QStringLiteral("1,204 executions, 312 different of about 50,000, 602 per second"));
  QCOMPARE(ui::inWords(Coverage{.executions = 4, .different = 3, .estimate = 0, .spent = 1s}),
           QStringLiteral("4 executions, 3 different, 4 per second"));
}

void TestExploreStrip::progress_is_of_the_executions_or_of_the_time() {
  QCOMPARE(ui::doneShare(Coverage{.executions = 0, .different = 0, .estimate = 0, .spent = 0s}, 10s), 0.0);
  QCOMPARE(ui::doneShare(Coverage{.executions = 9, .different = 9, .estimate = 0, .spent = 5s}, 10s), 0.5);
  QCOMPARE(ui::doneShare(Coverage{.executions = 9, .different = 8, .estimate = 10, .spent = 1s}, 10s), 0.8);
  QCOMPARE(ui::doneShare(Coverage{.executions = 9, .different = 8, .estimate = 8, .spent = 5s}, 10s), 0.5);
  QCOMPARE(ui::doneShare(Coverage{.executions = 9, .different = 8, .estimate = 10, .spent = 20s}, 10s), 1.0);
}

void TestExploreStrip::while_it_searches_it_can_be_cancelled() {
  ExploreStrip strip;
  QVERIFY(strip.isHidden());
  strip.begin(ui::ExploreStrip::Search::forFailure, 10s, QStringLiteral("Threads = 2"));
  QVERIFY(!strip.isHidden());
  QCOMPARE(strip.text(), QStringLiteral("Exploring the schedules with Threads = 2 ..."));
  strip.showCoverage(Coverage{.executions = 9, .different = 9, .estimate = 0, .spent = 5s});
  const auto* bar = strip.findChild<QProgressBar*>();
  QCOMPARE(bar->value(), 500);
  // There turned out to be more than it seemed: the bar stays where it is.
  strip.showCoverage(Coverage{.executions = 20, .different = 19, .estimate = 1'000, .spent = 1s});
  QCOMPARE(bar->value(), 500);
  QSignalSpy cancelled(&strip, &ExploreStrip::cancelAsked);
  QTest::mouseClick(button(strip, QStringLiteral("Cancel")), Qt::LeftButton);
  QCOMPARE(cancelled.size(), 1);
  QVERIFY(button(strip, QStringLiteral("Play it"))->isHidden());
}

void TestExploreStrip::a_failure_can_be_played() {
  ExploreStrip strip;
  strip.begin(ui::ExploreStrip::Search::forFailure, 10s, {});
  Exploration exploration;
  exploration.outcome = Exploration::Outcome::fails;
  exploration.sentence = "Fails: an increment is lost.";
  exploration.schedule = "...";
  exploration.coverage = Coverage{.executions = 9, .different = 7, .estimate = 0, .spent = 5s};
  strip.showVerdict(exploration);
  QCOMPARE(strip.text(), QStringLiteral("\u2717 Fails: an increment is lost."));
  const auto labels = strip.findChildren<ui::ElidedLabel*>();
  QVERIFY(std::ranges::any_of(labels, [&](const ui::ElidedLabel* label) {
    return !label->isHidden() && label->text() == ui::inWords(exploration.coverage);
  }));
  QSignalSpy played(&strip, &ExploreStrip::playAsked);
  QTest::mouseClick(button(strip, QStringLiteral("Play it")), Qt::LeftButton);
  QCOMPARE(played.size(), 1);
  QVERIFY(button(strip, QStringLiteral("Cancel"))->isHidden());
}

void TestExploreStrip::a_verdict_stays_with_its_figures_until_it_is_closed() {
  ExploreStrip strip;
  strip.begin(ui::ExploreStrip::Search::forFailure, 10s, {});
  Exploration exploration;
  exploration.outcome = Exploration::Outcome::proved;
  exploration.sentence = "All 6 different executions hold.";
  strip.showVerdict(exploration);
  QCOMPARE(strip.text(), QStringLiteral("\u2713 All 6 different executions hold."));
  QVERIFY(button(strip, QStringLiteral("Play it"))->isHidden());
  QTest::mouseClick(button(strip, QStringLiteral("Close")), Qt::LeftButton);
  QVERIFY(strip.isHidden());
}

void TestExploreStrip::what_is_proved_can_be_asked_for_its_cost() {
  ExploreStrip strip;
  QSignalSpy asked(&strip, &ExploreStrip::costAsked);
  QPushButton* cost = button(strip, QStringLiteral("What does it cost?"));
  strip.begin(ui::ExploreStrip::Search::forFailure, 10s, {});
  QVERIFY(cost->isHidden());
  Exploration exploration;
  strip.showVerdict(exploration);
  QVERIFY(cost->isHidden());
  exploration.outcome = Exploration::Outcome::proved;
  strip.showVerdict(exploration);
  QVERIFY(!cost->isHidden());
  strip.showVerdict(exploration, ExploreStrip::Cost::withheld);
  QVERIFY(cost->isHidden());
  strip.showVerdict(exploration);
  QTest::mouseClick(cost, Qt::LeftButton);
  QCOMPARE(asked.size(), 1);
}

void TestExploreStrip::what_could_not_be_judged_is_said() {
  ExploreStrip strip;
  strip.begin(ui::ExploreStrip::Search::forFailure, 10s, {});
  Exploration exploration;
  exploration.sentence = "3 different executions seen, none fails.";
  exploration.remarks = {"Not judged: \"It is quick.\""};
  strip.showVerdict(exploration);
  QCOMPARE(strip.text(), QStringLiteral("? 3 different executions seen, none fails. Not judged: \"It is quick.\""));
}

QTEST_MAIN(TestExploreStrip)
#include "tst_explore_strip.moc"
