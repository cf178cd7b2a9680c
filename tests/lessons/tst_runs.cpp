#include <QTest>
#include <algorithm>
#include <chrono>
#include <set>

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

course::Settings quick_settings(const Entry& entry) {
  course::Settings settings(entry.lesson.parameters);
  for (const auto& [name, value] : entry.lesson.quick_with) settings.set_text(name, value);
  return settings;
}

Run::Options headless(std::uint64_t seed) {
  Run::Options options;
  options.seed = seed;
  options.end_when_stuck = true;
  return options;
}

Outcome outcome_of(const Entry& entry, const std::string& variant, std::uint64_t seed) {
  Run run(entry, variant, quick_settings(entry), headless(seed));
  run.start();
  if (!run.wait(20s)) qWarning("%s, %s is not over after 20 s", entry.id.c_str(), variant.c_str());
  return run.outcome();
}

std::set<std::string> claims_about_time(const Entry& entry) {
  std::set<std::string> ids;
  for (const course::Claim& claim : entry.lesson.claims) {
    if (claim.concerns == course::Claim::Concerns::time) ids.insert(claim.id);
  }
  return ids;
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
    const std::set<std::string> about_time = claims_about_time(entry);
    std::set<std::string> late = about_time;
    for (std::uint64_t seed = 1; seed <= 5 || (seed <= 20 && !late.empty()); ++seed) {
      const Outcome outcome = outcome_of(entry, variant, seed);
      QVERIFY2(outcome.ending == Ending::finished, describe(outcome).c_str());
      QVERIFY2(outcome.findings.empty(), describe(outcome).c_str());
      for (const auto& claim : outcome.claims) {
        const bool kept = claim.judgement.verdict != course::Verdict::fails;
        // What is about time a loaded machine may spoil, but not in every run.
        if (kept) late.erase(claim.id);
        QVERIFY2(kept || about_time.contains(claim.id), describe(outcome).c_str());
      }
    }
    QVERIFY2(late.empty(), late.empty() ? "" : late.begin()->c_str());
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

  void what_a_broken_variant_never_gets_to_is_counted_from_0_data() {
    QTest::addColumn<std::string>("id");
    QTest::addColumn<std::string>("gauge");
    const std::pair<const char*, const char*> all[] = {{"deadlock", "finished"},
                                                       {"deadlock", "gave way"},
                                                       {"dining-philosophers", "meals of 1"},
                                                       {"dining-philosophers", "meals of 2"},
                                                       {"bounded-semaphore", "refused"}};
    for (const auto& [id, gauge] : all) QTest::addRow("%s, %s", id, gauge) << std::string(id) << std::string(gauge);
  }
  void what_a_broken_variant_never_gets_to_is_counted_from_0() {
    QFETCH(std::string, id);
    QFETCH(std::string, gauge);
    const Entry& entry = lessons::catalogue().at(id);
    const Outcome outcome = outcome_of(entry, entry.lesson.variants.front().id, 1);
    QVERIFY(outcome.observed.contains(gauge));
    QCOMPARE(outcome.observed.at(gauge).first, 0);
  }

  void no_gauge_is_shown_that_the_variant_never_measures_data() { variants(true); }
  void no_gauge_is_shown_that_the_variant_never_measures() {
    QFETCH(std::string, id);
    QFETCH(std::string, variant);
    const Entry& entry = lessons::catalogue().at(id);
    Run run(entry, variant, quick_settings(entry), headless(1));
    run.start();
    QVERIFY(run.wait(20s));
    for (const model::ObjectView& object : run.frame()->snapshot->objects) {
      QVERIFY2(object.kind != trace::ObjectKind::gauge || object.changes > 0, object.name.c_str());
    }
  }

  void the_interpreter_lock_is_there_only_if_it_is_on() {
    const Entry& entry = lessons::catalogue().at("io-and-cpu-bound");
    for (const char* choice : {"off", "on"}) {
      course::Settings settings = quick_settings(entry);
      settings.set_text("interpreter-lock", choice);
      Run run(entry, "cpu-bound", settings, headless(1));
      run.start();
      QVERIFY(run.wait(20s));
      const bool there = std::ranges::any_of(run.frame()->snapshot->objects, [](const model::ObjectView& object) {
        return object.kind == trace::ObjectKind::interpreter_lock;
      });
      QCOMPARE(there, std::string(choice) == "on");
    }
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
      course::Settings settings = quick_settings(entry);
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
    rows([](const Entry&, const Variant&) { return true; });
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
      Run run(entry, "opposite-order", quick_settings(entry), Run::Options());
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
    Run run(entry, "lock", quick_settings(entry), options);
    run.start();
    QVERIFY(run.wait(20s));
    QVERIFY(QString::fromStdString(run.trace_json()).contains(QString::fromStdString(entry.code_file)));
  }

 private:
  /// Rows of the variants in which every claim holds, or of the others. What challenges are about, a run may never
  /// show.
  static void variants(bool hold) {
    rows([hold](const Entry& entry, const Variant& variant) {
      return !entry.lesson.challenge && (variant.kind != Variant::Kind::broken) == hold;
    });
  }

  template <class Wanted>
  static void rows(Wanted wanted) {
    QTest::addColumn<std::string>("id");
    QTest::addColumn<std::string>("variant");
    for (const Entry& entry : lessons::catalogue().entries()) {
      for (const Variant& variant : entry.lesson.variants) {
        if (!wanted(entry, variant)) continue;
        QTest::addRow("%s, %s", entry.id.c_str(), variant.id.c_str()) << entry.id << variant.id;
      }
    }
  }
};

QTEST_GUILESS_MAIN(TestRuns)
#include "tst_runs.moc"
