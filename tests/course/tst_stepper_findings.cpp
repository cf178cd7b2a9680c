#include <QTest>
#include <algorithm>
#include <set>

#include "course/learner.h"
#include "course/run.h"
#include "threading/event.h"

using namespace stepping;
using course::Stage;
using model::Finding;
using model::FindingKind;
namespace fixture = lessons_under_control;

namespace {

using Program = void (*)(Stage&);

constexpr std::uint32_t line_of_left_then_right = __LINE__ + 2;
void left_then_right(threading::Lock& left, threading::Lock& right) {
  const threading::With holding_left(left);
  const threading::With holding_right(right);
}

constexpr std::uint32_t line_of_right_then_left = __LINE__ + 2;
void right_then_left(threading::Lock& left, threading::Lock& right) {
  const threading::With holding_right(right);
  const threading::With holding_left(left);
}

/// In opposite order, but what keeps the two apart is an event: of that the check knows nothing.
void one_after_the_other(Stage&) {
  threading::Lock left{"left"};
  threading::Lock right{"right"};
  threading::Event done{"done"};
  threading::Thread one({.name = "one"}, [&] {
    left_then_right(left, right);
    done.set();
  });
  threading::Thread two({.name = "two"}, [&] {
    done.wait();
    right_then_left(left, right);
  });
  one.start();
  two.start();
  one.join();
  two.join();
}

void joined_before_the_other_starts(Stage&) {
  threading::Lock left{"left"};
  threading::Lock right{"right"};
  threading::Thread one({.name = "one"}, [&] { left_then_right(left, right); });
  threading::Thread two({.name = "two"}, [&] { right_then_left(left, right); });
  one.start();
  one.join();
  two.start();
  two.join();
}

void with_a_gate(Stage&) {
  threading::Lock gate{"gate"};
  threading::Lock left{"left"};
  threading::Lock right{"right"};
  const auto through_the_gate = [&](auto take) {
    const threading::With through(gate);
    take(left, right);
  };
  threading::Thread one({.name = "one"}, [&] { through_the_gate(left_then_right); });
  threading::Thread two({.name = "two"}, [&] { through_the_gate(right_then_left); });
  one.start();
  two.start();
  one.join();
  two.join();
}

const std::vector<Finding>& findings(const Frame& frame) { return frame->frame.snapshot->findings; }

/// What it is and which lines it is about: that is the same whoever went first.
std::set<std::pair<FindingKind, std::set<std::uint32_t>>> gist(const std::vector<Finding>& found) {
  std::set<std::pair<FindingKind, std::set<std::uint32_t>>> gist;
  for (const Finding& finding : found) {
    std::set<std::uint32_t> lines;
    for (const trace::SourceId source : model::lines(finding)) lines.insert(source.line());
    gist.emplace(finding.kind, lines);
  }
  return gist;
}

std::vector<Finding> of_a_free_run(const course::Entry& entry) {
  course::Run run(entry, entry.lesson.variants.front().id, fixture::settings(entry), {});
  run.start();
  run.wait();
  return run.outcome().findings;
}

Frame stepped_to_its_end(Learner& learner) {
  while (!learner.stepper.frame()->over) learner.stepper.advance();
  return learner.stepper.frame();
}

}  // namespace

/// What could go wrong is found in a program that is stepped, too, though nothing goes wrong.
class TestStepperFindings : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_lock_order_is_found_at_the_step_that_shows_it() {
    Learner learner(fixture::one_variant(one_after_the_other, {}));
    const Frame end = stepped_to_its_end(learner);
    QCOMPARE(end->verdict.kind, course::StepVerdict::Kind::holds);
    QCOMPARE(findings(end).size(), std::size_t{1});
    const auto line = [](std::uint32_t number) { return std::to_string(number); };
    QCOMPARE(findings(end).front().sentence,
             "one takes lock left at line " + line(line_of_left_then_right) +
                 " and, while it holds it, lock right at line " + line(line_of_left_then_right + 1) +
                 "; two takes lock right at line " + line(line_of_right_then_left) +
                 " and, while it holds it, lock left at line " + line(line_of_right_then_left + 1) +
                 ". If each gets its first lock, they wait for one another for ever.");
    while (!findings(learner.stepper.undo()).empty()) {
    }
    const Frame shown = learner.stepper.redo();
    QCOMPARE(findings(shown).size(), std::size_t{1});
    const course::ScheduledStep& last = shown->steps[shown->position - 1];
    QCOMPARE(last.thread_name + " " + last.words, std::string("two acquired lock left"));
  }

  void a_race_is_found_although_nothing_is_lost() {
    Learner learner(fixture::counting(), "plain");
    const Frame before = learner.steps({"main", "main", "one"});
    QVERIFY(findings(before).empty());
    const Frame frame = learner.step("two");
    const std::string at = " at line " + std::to_string(fixture::line_of_the_increment);
    const std::string unordered = "; nothing orders the two: no common lock, no join between them.";
    QCOMPARE(findings(frame).size(), std::size_t{2});
    QCOMPARE(findings(frame)[0].sentence, "one stores to counter" + at + " and two loads it" + at + unordered);
    QCOMPARE(findings(frame)[1].sentence, "one stores to counter" + at + " and two stores to it" + at + unordered);
    const Frame end = stepped_to_its_end(learner);
    QCOMPARE(end->verdict.kind, course::StepVerdict::Kind::holds);
    QCOMPARE(findings(end).size(), std::size_t{2});
  }

  void a_deadlock_shows_the_lock_order_that_led_to_it() {
    Learner learner(fixture::one_variant(fixture::opposite_order, {}));
    QVERIFY(findings(learner.steps({"main", "main", "one"})).empty());
    const Frame stuck = learner.step("two");
    QCOMPARE(stuck->verdict.kind, course::StepVerdict::Kind::stuck);
    QCOMPARE(findings(stuck).size(), std::size_t{1});
    QCOMPARE(findings(stuck).front().kind, FindingKind::lock_order);
  }

  void what_cannot_go_wrong_is_not_reported_data() {
    QTest::addColumn<Program>("program");
    QTest::newRow("joined before the other starts") << Program(joined_before_the_other_starts);
    QTest::newRow("gate") << Program(with_a_gate);
    QTest::newRow("locked") << Program(fixture::increment_with_a_lock);
  }
  void what_cannot_go_wrong_is_not_reported() {
    QFETCH(Program, program);
    Learner learner(fixture::one_variant(program, {}));
    const Frame end = stepped_to_its_end(learner);
    QVERIFY(end->position > 0);
    QVERIFY2(findings(end).empty(), findings(end).empty() ? "" : findings(end).front().sentence.c_str());
  }

  void they_are_those_of_a_free_run_data() {
    QTest::addColumn<Program>("program");
    QTest::addColumn<int>("count");
    QTest::newRow("lock order") << Program(one_after_the_other) << 1;
    QTest::newRow("race") << Program(fixture::increment) << 1;
    QTest::newRow("gate") << Program(with_a_gate) << 0;
  }
  void they_are_those_of_a_free_run() {
    QFETCH(Program, program);
    QFETCH(int, count);
    Learner learner(fixture::one_variant(program, {}));
    const auto stepped = gist(findings(stepped_to_its_end(learner)));
    QCOMPARE(static_cast<int>(stepped.size()), count);
    QVERIFY(stepped == gist(of_a_free_run(learner.entry)));
  }
};

QTEST_APPLESS_MAIN(TestStepperFindings)
#include "tst_stepper_findings.moc"
