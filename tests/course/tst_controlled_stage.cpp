#include <QTest>
#include <algorithm>

#include "course/controlled_lessons.h"
#include "course/controlled_stage.h"
#include "course/exploration.h"
#include "threading/event.h"

using course::Entry;
using course::Exploration;
using course::Facts;
using course::Stage;
using course::Stepper;
using course::StepVerdict;
namespace fixture = lessons_under_control;

namespace {

std::int64_t one(const Facts&) { return 1; }

/// The steps of a program that goes by itself, and how it ends.
struct Walk {
  explicit Walk(const Entry& entry, std::uint64_t seed = 1) {
    Stepper stepper(entry, "only", fixture::settings(entry),
                    {.seed = seed, .granularity = Stepper::Granularity::operations});
    while (!stepper.frame()->over) stepper.advance();
    frame = stepper.frame();
    for (const auto& step : frame->steps) words.push_back(step.thread_name + " " + step.words);
  }

  std::vector<std::string> output() const {
    std::vector<std::string> lines;
    const auto& output = frame->frame.snapshot->output;
    for (std::size_t i = output.begin(); i < output.end(); ++i) lines.push_back(output[i].text);
    return lines;
  }

  Stepper::Result frame;
  std::vector<std::string> words;
};

Exploration explored(const Entry& entry) {
  return course::explore(entry, "only", fixture::settings(entry), {.budget = std::chrono::seconds(20)});
}

/// Two threads in a place for one, with nothing to keep them apart.
void crowd(Stage& stage) {
  const auto visit = [&stage] { const course::Inside inside(stage.gauge("inside")); };
  threading::Thread first({.name = "first"}, visit);
  threading::Thread second({.name = "second"}, visit);
  first.start();
  second.start();
  first.join();
  second.join();
}

course::Claim at_most_one() { return course::never_above("one", "At most one is inside.", "inside", one); }

}  // namespace

class TestControlledStage : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_gauge_is_a_step_if_a_claim_is_judged_by_it() {
    const auto program = [](Stage& stage) {
      stage.gauge("inside").set(1);
      stage.gauge("of no claim").set(7);
      stage.gauge("inside").add(-1);
      stage.print("printed");
    };
    const Walk walk(fixture::one_variant(program, {at_most_one()}));
    QCOMPARE(walk.words,
             (std::vector<std::string>{"main set \"inside\" to 1", "main set \"inside\" to 0", "main ended"}));
    QCOMPARE(walk.output(), std::vector<std::string>{"printed"});
    QCOMPARE(walk.frame->verdict.kind, StepVerdict::Kind::holds);
    bool charted = false;
    for (const auto& value : walk.frame->values) charted = charted || (value.name == "of no claim" && value.value == 7);
    QVERIFY(charted);
  }

  void extremes_of_gauges_are_judged_in_every_order() {
    const Exploration found = explored(fixture::one_variant(crowd, {at_most_one()}));
    QCOMPARE(std::string(name(found.outcome)), std::string("fails"));
    QCOMPARE(found.failure.claim, std::string("one"));
    QCOMPARE(found.failure.sentence, std::string("At most one is inside: \"inside\" reached 2; allowed: at most 1."));
    QCOMPARE(found.failure.culprits, std::vector<std::size_t>{found.steps.size() - 1});
  }

  void a_claim_that_fails_stops_at_once() {
    const auto program = [](Stage& stage) {
      stage.gauge("inside").set(2);
      stage.gauge("inside").set(0);
    };
    const Walk walk(fixture::one_variant(program, {at_most_one()}));
    QCOMPARE(walk.words.size(), std::size_t{1});
    QCOMPARE(walk.frame->verdict.kind, StepVerdict::Kind::claim_fails);
  }

  void computing_is_a_step_and_takes_no_time() {
    const Walk walk(fixture::one_variant([](Stage& stage) { stage.compute(std::chrono::hours(10)); }, {}));
    QCOMPARE(walk.words, (std::vector<std::string>{"main computed", "main ended"}));
    QVERIFY(walk.frame->frame.snapshot->now < std::chrono::seconds(1));
  }

  void random_numbers_depend_on_seed_and_thread_only() {
    const Entry entry = fixture::one_variant(
        [](Stage& stage) {
          stage.print(stage.random(1'000'000));
          threading::Thread worker([&stage] { stage.print(stage.random(1'000'000)); });
          worker.start();
          worker.join();
        },
        {});
    const auto first = Walk(entry, 5).output();
    QCOMPARE(Walk(entry, 5).output(), first);
    QVERIFY(Walk(entry, 6).output() != first);
    QVERIFY(first.at(0) != first.at(1));
  }

  void jobs_run_in_order_on_a_thread_of_their_own() {
    const auto program = [](Stage& stage) {
      const auto finished = std::make_shared<threading::Event>("finished");
      for (int i = 1; i <= 3; ++i) {
        stage.post([&stage, i] {
          stage.show_progress(i, 3);
          stage.print("job", i);
        });
      }
      stage.post([finished] { finished->set(); });
      finished->wait();
    };
    const Walk walk(fixture::one_variant(program, {}, {.posts_jobs = true}));
    QCOMPARE(walk.output(), (std::vector<std::string>{"job 1", "job 2", "job 3"}));
    QCOMPARE(walk.frame->verdict.kind, StepVerdict::Kind::holds);
    QCOMPARE(walk.frame->threads.size(), std::size_t{2});
    QVERIFY(std::find(walk.words.begin(), walk.words.end(), "interface set event finished") != walk.words.end());
  }

  void posting_has_to_be_declared() {
    const Walk walk(fixture::one_variant([](Stage& stage) { stage.post([] {}); }, {}));
    QCOMPARE(walk.frame->verdict.kind, StepVerdict::Kind::error);
    QVERIFY(walk.frame->verdict.sentence.find("posts_jobs") != std::string::npos);
  }

  void progress_is_for_the_interface_thread_only() {
    const Walk walk(fixture::one_variant([](Stage& stage) { stage.show_progress(1, 2); }, {}));
    QCOMPARE(walk.frame->verdict.kind, StepVerdict::Kind::error);
  }

  void claims_about_time_are_left_open() {
    const auto slow = course::about_time(course::never_above("fast", "It is fast.", "inside", one));
    const Entry entry = fixture::one_variant([](Stage& stage) { stage.gauge("inside").set(5); }, {slow});
    const Walk walk(entry);
    QCOMPARE(walk.frame->verdict.kind, StepVerdict::Kind::holds);
    QCOMPARE(walk.frame->frame.claims.front().judgement.verdict, course::Verdict::undecided);
    QVERIFY(!walk.frame->frame.claims.front().judgement.because.empty());
    QCOMPARE(explored(entry).remarks.size(), std::size_t{1});
  }

  void parameters_are_those_of_the_settings() {
    const Walk walk(fixture::one_variant([](Stage& stage) { stage.print(stage.integer("threads")); }, {}));
    QCOMPARE(walk.output(), std::vector<std::string>{"2"});
    const Walk wrong(fixture::one_variant([](Stage& stage) { stage.integer("thread"); }, {}));
    QCOMPARE(wrong.frame->verdict.kind, StepVerdict::Kind::error);
  }
};

QTEST_APPLESS_MAIN(TestControlledStage)
#include "tst_controlled_stage.moc"
