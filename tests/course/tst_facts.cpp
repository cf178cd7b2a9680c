#include <QTest>

#include "course/facts.h"

using course::Claim;
using course::Ending;
using course::Facts;
using course::Verdict;

namespace {

course::Expected always(std::int64_t value) {
  return [value](const Facts&) { return value; };
}

Facts facts(Ending ending, std::int64_t least, std::int64_t greatest, std::int64_t last) {
  Facts result;
  result.ending = ending;
  result.observed["counter"] = {0, last, least, greatest, 10};
  return result;
}

}  // namespace

class TestFacts : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void never_above_fails_as_soon_as_it_was_above() {
    const Claim claim = course::never_above("permits", "At most three are inside.", "counter", always(3));
    QVERIFY(claim.judge(facts(Ending::running, 0, 3, 1)).verdict == Verdict::undecided);
    QVERIFY(claim.judge(facts(Ending::running, 0, 4, 1)).verdict == Verdict::fails);
    QVERIFY(claim.judge(facts(Ending::stopped, 0, 3, 1)).verdict == Verdict::undecided);
    QVERIFY(claim.judge(facts(Ending::finished, 0, 3, 0)).verdict == Verdict::holds);
    QCOMPARE(claim.judge(facts(Ending::finished, 0, 4, 0)).because,
             std::string("\"counter\" reached 4; allowed: at most 3."));
  }

  void never_below_fails_as_soon_as_it_was_below() {
    const Claim claim = course::never_below("solvent", "Nobody overdraws.", "counter", always(0));
    QVERIFY(claim.judge(facts(Ending::running, 0, 9, 1)).verdict == Verdict::undecided);
    const course::Judgement kept = claim.judge(facts(Ending::finished, 0, 9, 1));
    QVERIFY(kept.verdict == Verdict::holds);
    QCOMPARE(kept.because, std::string("\"counter\" was never below 0; allowed: at least 0."));
    const course::Judgement judgement = claim.judge(facts(Ending::running, -1'200, 9, 1));
    QVERIFY(judgement.verdict == Verdict::fails);
    QCOMPARE(judgement.because, std::string("\"counter\" fell to -1,200; allowed: at least 0."));
  }

  void ends_with_is_judged_at_the_end() {
    const Claim claim = course::ends_with("nothing-lost", "No increment is lost.", "counter", always(8'000));
    QVERIFY(claim.judge(facts(Ending::running, 0, 1, 1)).verdict == Verdict::undecided);
    QVERIFY(claim.judge(facts(Ending::stopped, 0, 1, 1)).verdict == Verdict::undecided);
    QVERIFY(claim.judge(facts(Ending::finished, 0, 8'000, 8'000)).verdict == Verdict::holds);
    const course::Judgement judgement = claim.judge(facts(Ending::finished, 0, 7'213, 7'213));
    QVERIFY(judgement.verdict == Verdict::fails);
    QCOMPARE(judgement.because, std::string("\"counter\" ended at 7,213 instead of 8,000."));
    QVERIFY(claim.judge(facts(Ending::stuck, 0, 1, 1)).verdict == Verdict::fails);
  }

  void what_was_never_measured_is_said_to_be_so() {
    Facts nothing;
    nothing.ending = Ending::finished;
    const course::Judgement judgement = course::ends_with("a", "A.", "counter", always(1)).judge(nothing);
    QVERIFY(judgement.verdict == Verdict::fails);
    QCOMPARE(judgement.because, std::string("\"counter\" was never measured; it should end at 1."));
    const course::Judgement open = course::never_above("a", "A.", "counter", always(1)).judge(nothing);
    QVERIFY(open.verdict == Verdict::undecided);
    QCOMPARE(open.because, std::string("This run did not measure \"counter\"."));
  }

  void a_unit_stands_behind_every_number() {
    const auto because = [](const Claim& claim, const Facts& now) { return claim.judge(now).because; };
    const Facts over = facts(Ending::finished, 3, 1'200, 7);
    Facts unmeasured;
    unmeasured.ending = Ending::finished;
    QCOMPARE(because(course::never_above("a", "A.", "counter", always(500), "ms"), over),
             std::string("\"counter\" reached 1,200 ms; allowed: at most 500 ms."));
    QCOMPARE(because(course::never_below("a", "A.", "counter", always(5), "ms"), over),
             std::string("\"counter\" fell to 3 ms; allowed: at least 5 ms."));
    const Claim ends = course::ends_with("a", "A.", "counter", always(8), "ms");
    QCOMPARE(because(ends, over), std::string("\"counter\" ended at 7 ms instead of 8 ms."));
    QCOMPARE(because(ends, unmeasured), std::string("\"counter\" was never measured; it should end at 8 ms."));
    QCOMPARE(because(course::ends_with("a", "A.", "counter", always(7), "ms"), over),
             std::string("\"counter\" ended at 7 ms, as it should."));
  }

  void never_stuck_fails_while_the_program_still_stands() {
    const Claim claim = course::never_stuck();
    Facts now;
    QVERIFY(claim.judge(now).verdict == Verdict::undecided);
    now.stuck = "worker-1 waits for lock left, which worker-2 holds.";
    QVERIFY(claim.judge(now).verdict == Verdict::fails);
    QCOMPARE(claim.judge(now).because, now.stuck);
    QVERIFY(claim.judge(facts(Ending::finished, 0, 0, 0)).verdict == Verdict::holds);
    QVERIFY(claim.judge(facts(Ending::stopped, 0, 0, 0)).verdict == Verdict::undecided);
    QVERIFY(claim.judge(facts(Ending::stuck, 0, 0, 0)).verdict == Verdict::fails);
  }

  void limits_are_computed_from_the_parameters() {
    course::Settings settings({course::integer("permits", "Permits", 1, 8, 3)});
    Facts now = facts(Ending::running, 0, 4, 4);
    now.settings = &settings;
    const auto limit = [](const Facts& known) { return known.setting("permits"); };
    const Claim claim = course::never_above("permits", "At most so many.", "counter", limit);
    QVERIFY(claim.judge(now).verdict == Verdict::fails);
    settings.set("permits", 4);
    QVERIFY(claim.judge(now).verdict == Verdict::undecided);
  }

  void everything_has_a_word() {
    for (Ending ending : {Ending::running, Ending::finished, Ending::stopped, Ending::stuck, Ending::failed}) {
      QVERIFY(!course::name(ending).empty());
    }
    for (Verdict verdict : {Verdict::undecided, Verdict::holds, Verdict::fails})
      QVERIFY(!course::name(verdict).empty());
  }
};

QTEST_APPLESS_MAIN(TestFacts)
#include "tst_facts.moc"
