#include <QTest>
#include <algorithm>
#include <chrono>
#include <map>
#include <utility>
#include <vector>

#include "course/run.h"
#include "lessons/catalogue.h"

using course::Ending;
using course::Entry;
using course::Outcome;
using course::Run;
using course::RunState;
using course::Variant;

using namespace std::chrono_literals;

namespace {

using Choice = std::vector<std::pair<std::string, std::string>>;

/// Small enough that all runs together take seconds, large enough that what is broken shows it.
course::Settings small_settings(const Entry& entry) {
  static const std::map<std::string, Choice> small{
      {"first-thread", {{"work-time", "4ms"}}},
      {"responsive-ui", {{"job-length", "50ms"}, {"items", "2000"}, {"batch-period", "2ms"}}},
      {"race-condition", {{"threads", "3"}, {"increments", "20"}, {"gap", "300us"}}},
      {"lock", {{"threads", "3"}, {"hold-time", "5ms"}, {"patience", "8ms"}}},
      {"deadlock", {{"hold-time", "15ms"}, {"timeout", "5ms"}}},
      {"producer-consumer",
       {{"items", "20"}, {"maxsize", "4"}, {"produce-period", "100us"}, {"consume-period", "1ms"}}},
  };
  course::Settings settings(entry.lesson.parameters);
  if (const auto found = small.find(entry.id); found != small.end()) {
    for (const auto& [name, value] : found->second) settings.set_text(name, value);
  }
  return settings;
}

Run::Options headless(std::uint64_t seed) {
  Run::Options options;
  options.seed = seed;
  options.end_when_stuck = true;
  return options;
}

Outcome outcome_of(const Entry& entry, const std::string& variant, std::uint64_t seed) {
  Run run(entry, variant, small_settings(entry), headless(seed));
  run.start();
  if (!run.wait(20s)) qWarning("%s, %s is not over after 20 s", entry.id.c_str(), variant.c_str());
  return run.outcome();
}

std::string describe(const Outcome& outcome) {
  std::string words = std::string(name(outcome.ending)) + ". " + outcome.stuck + outcome.error;
  for (const auto& claim : outcome.claims) {
    words +=
        "\n  " + claim.sentence + " " + std::string(name(claim.judgement.verdict)) + ": " + claim.judgement.because;
  }
  for (const auto& finding : outcome.findings) words += "\n  " + finding.sentence;
  return words;
}

bool found(const Outcome& outcome, model::FindingKind kind) {
  return std::ranges::any_of(outcome.findings, [kind](const auto& finding) { return finding.kind == kind; });
}

}  // namespace

class TestRuns : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void sound_variants_hold_in_every_run_data() { variants(true); }
  void sound_variants_hold_in_every_run() {
    QFETCH(std::string, id);
    QFETCH(std::string, variant);
    const Entry& entry = lessons::catalogue().at(id);
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      const Outcome outcome = outcome_of(entry, variant, seed);
      QVERIFY2(outcome.holds(), describe(outcome).c_str());
      QVERIFY2(outcome.ending == Ending::finished, describe(outcome).c_str());
      QVERIFY2(outcome.findings.empty(), describe(outcome).c_str());
      for (const auto& claim : outcome.claims) QCOMPARE(claim.judgement.verdict, course::Verdict::holds);
    }
  }

  void broken_variants_are_seen_to_fail_data() { variants(false); }
  void broken_variants_are_seen_to_fail() {
    QFETCH(std::string, id);
    QFETCH(std::string, variant);
    const Entry& entry = lessons::catalogue().at(id);
    bool failed = false;
    for (std::uint64_t seed = 1; seed <= 20 && !failed; ++seed) failed = !outcome_of(entry, variant, seed).holds();
    QVERIFY(failed);
  }

  void a_counter_without_a_common_lock_races_in_every_run() {
    const Entry& entry = lessons::catalogue().at("race-condition");
    for (const char* variant : {"plain", "own-locks"}) {
      for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const Outcome outcome = outcome_of(entry, variant, seed);
        QVERIFY2(found(outcome, model::FindingKind::race), describe(outcome).c_str());
      }
    }
  }

  void opposite_lock_orders_are_found_whether_they_struck_or_not() {
    const Entry& entry = lessons::catalogue().at("deadlock");
    bool struck = false;
    bool went_well = false;
    for (std::uint64_t seed = 1; seed <= 200 && !(struck && went_well); ++seed) {
      course::Settings settings = small_settings(entry);
      settings.set_text("hold-time", struck ? "0 ms" : "15 ms");
      Run run(entry, "opposite-order", settings, headless(seed));
      run.start();
      QVERIFY(run.wait(20s));
      const Outcome outcome = run.outcome();
      QVERIFY2(found(outcome, model::FindingKind::lock_order), describe(outcome).c_str());
      struck = struck || outcome.ending == Ending::stuck;
      went_well = went_well || outcome.ending == Ending::finished;
    }
    QVERIFY(struck && went_well);
  }

  void a_run_can_be_stopped_as_soon_as_it_has_begun_data() {
    variants(true);
    variants(false);
  }
  void a_run_can_be_stopped_as_soon_as_it_has_begun() {
    QFETCH(std::string, id);
    QFETCH(std::string, variant);
    const Entry& entry = lessons::catalogue().at(id);
    Run run(entry, variant, course::Settings(entry.lesson.parameters), Run::Options());
    run.start();
    run.request_stop();
    QVERIFY(run.wait(20s));
    QCOMPARE(run.state(), RunState::over);
  }

  void a_deadlock_stands_until_it_is_stopped() {
    const Entry& entry = lessons::catalogue().at("deadlock");
    for (int attempt = 0; attempt < 20; ++attempt) {
      Run run(entry, "opposite-order", small_settings(entry), Run::Options());
      run.start();
      const auto deadlocked = [&] {
        const auto snapshot = run.frame()->snapshot;
        return snapshot != nullptr && !snapshot->stuck.empty();
      };
      QTRY_VERIFY_WITH_TIMEOUT(deadlocked() || run.state() == RunState::over, 20'000);
      if (run.state() == RunState::over) continue;  // one worker was through before the other had begun
      run.request_stop();
      QVERIFY(run.wait(20s));
      QVERIFY(!run.outcome().holds());
      return;
    }
    QFAIL("no deadlock in 20 runs");
  }

  void events_name_the_line_of_the_listing() {
    const Entry& entry = lessons::catalogue().at("race-condition");
    Run::Options options = headless(1);
    options.keep_events = true;
    Run run(entry, "lock", small_settings(entry), options);
    run.start();
    QVERIFY(run.wait(20s));
    QVERIFY(QString::fromStdString(run.trace_json()).contains(QString::fromStdString(entry.code_file)));
  }

 private:
  /// Rows of the variants in which every claim holds, or of the others.
  static void variants(bool hold) {
    QTest::addColumn<std::string>("id");
    QTest::addColumn<std::string>("variant");
    for (const Entry& entry : lessons::catalogue().entries()) {
      for (const Variant& variant : entry.lesson.variants) {
        if ((variant.kind != Variant::Kind::broken) != hold) continue;
        QTest::addRow("%s, %s", entry.id.c_str(), variant.id.c_str()) << entry.id << variant.id;
      }
    }
  }
};

QTEST_GUILESS_MAIN(TestRuns)
#include "tst_runs.moc"
