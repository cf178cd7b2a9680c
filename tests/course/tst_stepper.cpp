#include <QTest>
#include <chrono>

#include "course/learner.h"
#include "threading/queue.h"

using namespace stepping;
using course::Entry;
using course::ScheduledStep;
using course::StepOption;
using course::Stepper;
using course::StepThread;
using course::StepVerdict;
using Standing = StepThread::Standing;
namespace fixture = lessons_under_control;

namespace {

std::vector<std::string> trail(const Frame& frame) {
  std::vector<std::string> words;
  for (const ScheduledStep& step : frame->steps) words.push_back(step.thread_name + " " + step.words);
  return words;
}

}  // namespace

class TestStepper : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_thread_shows_the_local_variables_that_the_lesson_names() {
    const auto program = [](course::Stage& stage) {
      threading::Shared<int> counter{7, "counter"};
      fixture::in_two_threads([&] {
        const int seen = stage.local("seen", counter.load());
        counter.store(seen + 1);
      });
    };
    Learner learner(fixture::one_variant(program, {}), "only", {.granularity = Stepper::Granularity::operations});
    QVERIFY(where(learner.steps({"main", "main", "one"}), "two").locals.empty());
    const auto& seen = where(learner.stepper.frame(), "one").locals;
    QCOMPARE(seen.size(), std::size_t{1});
    QCOMPARE(seen[0].name, std::string("seen"));
    QCOMPARE(seen[0].value, std::int64_t{7});
    QVERIFY(seen[0].changed);
    QVERIFY(!where(learner.step("one"), "one").locals[0].changed);
    QCOMPARE(where(learner.step("two"), "two").locals[0].value, std::int64_t{8});
    QCOMPARE(learner.stepper.frame()->values.size(), std::size_t{1});  // a local is not shared
  }

  void undo_shows_what_a_queue_held_before() {
    const auto program = [](course::Stage&) {
      threading::Queue<int> jobs{0, "jobs"};
      jobs.put(4);
      jobs.put(5);
      jobs.get();
    };
    Learner learner(fixture::one_variant(program, {}), "only");
    const auto held = [&] { return learner.stepper.frame()->frame.snapshot->objects.front().items; };
    const auto changed = [&] { return learner.stepper.frame()->changed.size(); };
    learner.steps({"main", "main"});
    QCOMPARE(held(), (std::vector<std::string>{"4", "5"}));
    QCOMPARE(changed(), std::size_t{1});
    learner.step("main");
    QCOMPARE(held(), (std::vector<std::string>{"5"}));
    learner.stepper.undo();
    QCOMPARE(held(), (std::vector<std::string>{"4", "5"}));
    learner.stepper.undo();
    QCOMPARE(held(), (std::vector<std::string>{"4"}));
  }

  void it_begins_before_the_first_step() {
    Learner learner(fixture::counting(), "plain");
    const Frame frame = learner.stepper.frame();
    QCOMPARE(frame->position, std::size_t{0});
    QVERIFY(frame->steps.empty() && !frame->over && !frame->can_undo() && !frame->can_redo());
    QCOMPARE(frame->threads.size(), std::size_t{1});
    QCOMPARE(frame->threads.front().name, std::string("main"));
    QCOMPARE(frame->threads.front().pending, std::string("will start one"));
    QCOMPARE(frame->verdict.kind, StepVerdict::Kind::open);
    QVERIFY(frame->frame.snapshot != nullptr);
  }

  void pending_operations_are_said_with_values_and_lines() {
    Learner learner(fixture::counting(), "plain", by_operations());
    learner.steps({"main", "main", "one"});
    const Frame frame = learner.stepper.frame();
    QCOMPARE(where(frame, "one").pending, std::string("will store 1 to counter"));
    QCOMPARE(where(frame, "one").last, std::string("read 0 from counter"));
    QCOMPARE(where(frame, "one").line, fixture::line_of_the_increment);
    QCOMPARE(where(frame, "two").pending, std::string("will read counter"));
    QCOMPARE(where(frame, "main").standing, Standing::waits);
    QCOMPARE(where(frame, "main").pending, std::string("waits for the end of one"));
  }

  void who_waits_for_a_lock_says_who_holds_it() {
    Learner learner(fixture::counting(), "lock");
    const Frame frame = learner.steps({"main", "main", "one"});
    QCOMPARE(where(frame, "two").standing, Standing::waits);
    QCOMPARE(where(frame, "two").pending, std::string("waits for lock guard, held by one"));
    QVERIFY(where(frame, "two").options.empty());
    QCOMPARE(refusal([&] { learner.step("two"); }),
             std::string("two cannot go: it waits for lock guard, held by one."));
  }

  void a_statement_goes_as_one_step_or_is_split() {
    Learner whole(fixture::counting(), "plain");
    whole.steps({"main", "main"});
    QCOMPARE(whole.step("one")->position, std::size_t{4});
    QVERIFY(whole.stepper.frame()->steps.back().continues);
    QCOMPARE(whole.stepper.undo()->position, std::size_t{2});
    QCOMPARE(whole.stepper.redo()->position, std::size_t{4});
    whole.stepper.set_granularity(Stepper::Granularity::operations);
    QCOMPARE(whole.stepper.undo()->position, std::size_t{3});
    QCOMPARE(whole.step("two")->position, std::size_t{4});
  }

  void done_steps_are_said_in_the_past() {
    Learner learner(fixture::counting(), "plain");
    learner.steps({"main", "main", "one"});
    QCOMPARE(trail(learner.stepper.frame()),
             (std::vector<std::string>{"main started one", "main started two", "one read 0 from counter",
                                       "one stored 1 to counter"}));
    QCOMPARE(learner.stepper.frame()->steps[2].line, fixture::line_of_the_increment);
    QVERIFY(learner.stepper.frame()->steps[2].pre_empted == false);
  }

  void what_the_last_step_changed_is_marked() {
    Learner learner(fixture::counting(), "plain", by_operations());
    Frame frame = learner.steps({"main", "main", "one"});
    QVERIFY(frame->changed.empty());
    frame = learner.step("one");
    QCOMPARE(frame->changed.size(), std::size_t{1});
    QCOMPARE(frame->values.size(), std::size_t{1});
    QCOMPARE(frame->values.front().name, std::string("counter"));
    QCOMPARE(frame->values.front().value, std::int64_t{1});
    QVERIFY(frame->values.front().changed && !frame->values.front().gauge);
  }

  void undo_and_redo_have_no_limit() {
    Learner learner(fixture::counting(), "plain", by_operations());
    learner.lose_one();
    const auto before = trail(learner.stepper.frame());
    while (learner.stepper.frame()->can_undo()) learner.stepper.undo();
    QCOMPARE(learner.stepper.frame()->position, std::size_t{0});
    QCOMPARE(trail(learner.stepper.frame()), before);
    learner.stepper.undo();
    while (learner.stepper.frame()->can_redo()) learner.stepper.redo();
    QCOMPARE(learner.stepper.frame()->position, before.size());
    QCOMPARE(trail(learner.stepper.frame()), before);
    learner.stepper.redo();
    QCOMPARE(learner.stepper.go_to(3)->position, std::size_t{3});
    QCOMPARE(refusal([&] { learner.stepper.go_to(99); }), std::string("There are only 8 steps."));
  }

  void another_choice_on_the_way_replaces_what_came_after() {
    Learner learner(fixture::counting(), "plain", by_operations());
    learner.lose_one();
    learner.stepper.go_to(3);
    QCOMPARE(learner.step("two")->steps.size(), std::size_t{8});  // as planned
    learner.stepper.go_to(3);
    const Frame frame = learner.step("one");
    QCOMPARE(frame->steps.size(), std::size_t{4});
    QCOMPARE(frame->steps.back().words, std::string("stored 1 to counter"));
  }

  void undo_brings_back_what_another_choice_cut_off() {
    Learner learner(fixture::counting(), "plain", by_operations());
    learner.lose_one();
    const auto first = trail(learner.stepper.frame());
    learner.stepper.go_to(6);
    learner.step("two");
    const auto second = trail(learner.stepper.frame());
    learner.stepper.go_to(3);
    learner.step("one");
    learner.step("one");
    learner.stepper.undo();
    QCOMPARE(learner.stepper.undo()->position, std::size_t{3});
    QCOMPARE(trail(learner.stepper.frame()), second);
    learner.stepper.go_to(7);
    QCOMPARE(learner.stepper.undo()->position, std::size_t{6});
    QCOMPARE(trail(learner.stepper.frame()), first);
    learner.stepper.go_to(first.size());
    QCOMPARE(trail(learner.stepper.frame()), first);
  }

  void a_lost_update_is_judged_and_its_steps_are_named() {
    Learner learner(fixture::counting(), "plain", by_operations());
    learner.lose_one();
    while (!learner.stepper.frame()->over) learner.stepper.advance();
    const StepVerdict& verdict = learner.stepper.frame()->verdict;
    QCOMPARE(verdict.kind, StepVerdict::Kind::claim_fails);
    QCOMPARE(verdict.claim, std::string("nothing-lost"));
    QCOMPARE(verdict.sentence, std::string("No increment is lost: \"result\" ended at 1 instead of 2."));
    QCOMPARE(verdict.culprits, (std::vector<std::size_t>{3, 4, 5}));
    QVERIFY(verdict.because.starts_with("two read counter (step 4), one changed it (step 5), and two wrote over"));
    QCOMPARE(learner.stepper.frame()->frame.claims.front().judgement.verdict, course::Verdict::fails);
    QCOMPARE(learner.stepper.frame()->frame.state, course::RunState::over);
    QCOMPARE(refusal([&] { learner.step("main"); }),
             std::string("The program goes no further; go back to try something else."));
    QVERIFY(learner.stepper.undo()->verdict.kind == StepVerdict::Kind::open);
  }

  void a_program_that_ends_well_holds() {
    Learner learner(fixture::counting(), "lock");
    while (!learner.stepper.frame()->over) learner.stepper.advance();
    QCOMPARE(learner.stepper.frame()->verdict.kind, StepVerdict::Kind::holds);
    QCOMPARE(learner.stepper.frame()->pre_emptions, std::size_t{0});
    for (const StepThread& each : learner.stepper.frame()->threads) {
      QCOMPARE(each.standing, Standing::finished);
      QCOMPARE(each.pending, std::string("has finished"));
    }
  }

  void a_deadlock_is_told_with_who_took_what() {
    Learner learner(fixture::one_variant(fixture::opposite_order, {course::never_stuck()}));
    const Frame frame = learner.steps({"main", "main", "one", "two"});
    QCOMPARE(frame->verdict.kind, StepVerdict::Kind::stuck);
    QCOMPARE(frame->verdict.claim, std::string("never-stuck"));
    QVERIFY(frame->verdict.sentence.find("one holds lock left and waits for lock right") != std::string::npos);
    QCOMPARE(frame->verdict.culprits, (std::vector<std::size_t>{2, 3}));
    QVERIFY(frame->over);
    QCOMPARE(frame->frame.ending, course::Ending::stuck);
    QVERIFY(!frame->frame.snapshot->stuck.empty());
    QCOMPARE(frame->pre_emptions, std::size_t{1});
    QVERIFY(frame->steps.back().pre_empted);
  }

  void an_error_that_nobody_catches_stops() {
    Learner learner(fixture::one_variant(fixture::raising, {}));
    const Frame frame = learner.step("main");
    QCOMPARE(frame->verdict.kind, StepVerdict::Kind::error);
    QVERIFY(frame->verdict.sentence.find("no luck") != std::string::npos);
    QCOMPARE(frame->frame.ending, course::Ending::failed);
  }

  void the_environment_is_offered_where_the_lesson_allows_it() {
    const course::Controlled all{.environment = {.time_outs = 1, .wake_ups = 1}};
    Learner learner(fixture::one_variant(fixture::impatient, {}, all));
    const Frame frame = learner.steps({"main", "waiter", "waiter"});
    const auto& options = where(frame, "waiter").options;
    QCOMPARE(options.size(), std::size_t{2});
    QVERIFY(options[0].kind == StepOption::Kind::time_out && options[1].kind == StepOption::Kind::wake_up);
    QCOMPARE(options[0].words, std::string("give up waiting for condition news"));
    QCOMPARE(options[1].words, std::string("wake up for no reason"));
    QCOMPARE(refusal([&] { learner.step("waiter", 7); }), std::string("waiter cannot go on in that way."));
    QCOMPARE(learner.step("waiter", options[1].choice)->steps.back().words, std::string("woke up for no reason"));
    learner.stepper.undo();
    QCOMPARE(learner.step("waiter", options[0].choice)->steps.back().ended, StepOption::Kind::time_out);

    const course::Controlled none{.environment = {.time_outs = 0}};
    Learner strict(fixture::one_variant(fixture::impatient, {}, none));
    QVERIFY(where(strict.steps({"main", "waiter", "waiter"}), "waiter").options.empty());
  }

  void a_notify_offers_every_waiter_where_the_lesson_allows_it() {
    const std::vector<std::string> until_notify{"main", "main", "two", "two", "one", "one", "main"};
    Learner any(fixture::one_variant(fixture::two_waiters, {}, {.environment = {.any_waiter = true}}));
    const auto options = where(any.steps(until_notify), "main").options;
    QCOMPARE(options.size(), std::size_t{2});
    QCOMPARE(options[0].words, std::string("notify condition news, choosing two"));
    QCOMPARE(options[1].words, std::string("notify condition news, choosing one"));
    const Frame frame = any.step("main", options[1].choice);
    QCOMPARE(frame->steps.back().words, std::string("notified condition news, choosing one"));
    QCOMPARE(where(frame, "one").pending, std::string("waits for re-entrant lock news lock, held by main"));
    QCOMPARE(where(frame, "two").pending, std::string("waits for a notify of condition news"));

    any.stepper.undo();
    QCOMPARE(any.step("main", options[0].choice)->steps.back().words,
             std::string("notified condition news, choosing two"));

    Learner first(fixture::one_variant(fixture::two_waiters, {}));
    QCOMPARE(where(first.steps(until_notify), "main").options.size(), std::size_t{1});
    QCOMPARE(where(first.step("main"), "one").pending, std::string("waits for a notify of condition news"));
    QCOMPARE(first.stepper.frame()->steps.back().words, std::string("notified condition news"));
  }

  void a_schedule_is_saved_and_opened_at_its_start() {
    Learner learner(fixture::counting(), "plain");
    learner.stepper.set_granularity(Stepper::Granularity::operations);
    learner.lose_one();
    while (!learner.stepper.frame()->over) learner.stepper.advance();
    const std::string text = learner.stepper.schedule_text();
    const Frame failed = learner.stepper.frame();

    Learner other(fixture::counting(), "plain", by_operations());
    Frame frame = other.stepper.load(text);
    QCOMPARE(frame->position, std::size_t{0});
    QCOMPARE(trail(frame), trail(failed));
    frame = other.stepper.go_to(frame->steps.size());
    QCOMPARE(frame->verdict.sentence, failed->verdict.sentence);
    QCOMPARE(other.stepper.schedule_text(), text);
  }

  void part_of_a_schedule_can_be_saved_too() {
    Learner learner(fixture::counting(), "plain", by_operations());
    learner.steps({"main", "main", "one", "two"});
    const Frame frame = Learner(fixture::counting(), "plain").stepper.load(learner.stepper.schedule_text());
    QCOMPARE(trail(frame), trail(learner.stepper.frame()));
  }

  void a_schedule_of_something_else_is_refused_and_changes_nothing() {
    Learner learner(fixture::counting(), "plain");
    learner.steps({"main", "main"});
    const std::string text = learner.stepper.schedule_text();
    Learner lock(fixture::counting(), "lock");
    lock.step("main");
    QCOMPARE(refusal([&] { lock.stepper.load(text); }),
             std::string("The schedule is of fixture/plain, not of fixture/lock."));
    QVERIFY(refusal([&] { lock.stepper.load("nonsense"); }).starts_with("This is not a schedule"));
    QCOMPARE(lock.stepper.frame()->position, std::size_t{1});
    Entry larger = fixture::counting();
    larger.lesson.parameters.front().initial = 3;
    Learner three(larger, "plain");
    QVERIFY(refusal([&] { three.stepper.load(text); }).find("other parameters") != std::string::npos);
  }

  void an_old_schedule_is_refused_strictly_and_followed_tolerantly() {
    Learner learner(fixture::counting(), "plain");
    learner.steps({"main", "main", "one"});
    Entry changed = fixture::counting();
    changed.code += ", changed";
    Learner later(changed, "plain");
    QVERIFY_THROWS_EXCEPTION(course::OutOfDate, later.stepper.load(learner.stepper.schedule_text()));
    QCOMPARE(later.stepper.load(learner.stepper.schedule_text(), Stepper::Fidelity::tolerant)->steps.size(),
             std::size_t{4});
  }

  void the_texts_figures_are_there_at_an_end_of_its_own() {
    for (const char* variant : {"plain", "lock"}) {
      Learner learner(fixture::counting(), variant);
      while (!learner.stepper.frame()->over) {
        QVERIFY(!learner.stepper.frame()->figures);
        learner.stepper.advance();
      }
      const auto figures = learner.stepper.frame()->figures;
      QVERIFY(figures && !figures->duration);
      QCOMPARE(figures->observed.at("result").last, 2);
      QCOMPARE(figures->settings.at("threads"), std::string("2"));
      QCOMPARE(figures->variant, learner.entry.lesson.variant(variant).label);
    }
  }

  void a_step_is_fast_enough_to_be_felt_as_none() {
    Learner learner(fixture::counting(), "lock");
    while (!learner.stepper.frame()->over) learner.stepper.advance();
    const std::size_t end = learner.stepper.frame()->position;
    auto best = std::chrono::nanoseconds::max();
    for (int round = 0; round < 50; ++round) {
      const auto began = std::chrono::steady_clock::now();
      learner.stepper.go_to(end - 1);
      best = std::min<std::chrono::nanoseconds>(best, std::chrono::steady_clock::now() - began);
    }
    qInfo("a step takes %lld us", static_cast<long long>(best.count() / 1'000));
    QVERIFY(best < std::chrono::milliseconds(20));  // under a sanitizer, too
  }
};

QTEST_APPLESS_MAIN(TestStepper)
#include "tst_stepper.moc"
