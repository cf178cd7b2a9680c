#include <QtTest>

#include "schedule/controlled_run.h"
#include "schedule/explore.h"
#include "schedule/programs.h"
#include "schedule/replay.h"
#include "threading/step.h"

using namespace schedule;
using namespace programs;

namespace {

Schedule deadlock() { return *explore(opposite_order).found; }

std::string divergence(const SetUp& set_up, const Schedule& schedule) {
  return replay(set_up, schedule).divergence.value_or("none");
}

}  // namespace

class TestReplay : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_schedule_is_done_again_step_by_step() {
    const Schedule schedule = deadlock();
    const Replayed replayed = replay(opposite_order, schedule);
    QVERIFY(!replayed.divergence.has_value());
    QCOMPARE(replayed.schedule.what, schedule.what);
    QVERIFY(replayed.schedule.lines == schedule.lines);
  }

  void the_first_step_that_differs_is_named() {
    const SetUp other = [](Program& program) {
      auto& left = program.make<Lock>("left");
      auto& right = program.make<Lock>("right");
      program.thread("a", [&] { left.acquire(), left.release(); });
      program.thread("b", [&] {
        try {
          left.release();
        } catch (const threading::RuntimeError&) {
        }
        right.acquire(), right.release();
      });
    };
    QCOMPARE(divergence(other, deadlock()),
             std::string("step 2: expected main/1 acquire(right), the program did release(left)"));
  }

  void a_labelled_step_with_another_label_differs() {
    const auto does = [](std::string_view label) {
      return [label](Program& program) {
        program.thread([label] {
          threading::step(label);
          check(false, "never");
        });
      };
    };
    const Schedule schedule = *explore(does("halfway")).found;
    QCOMPARE(divergence(does("halfway"), schedule), std::string("none"));
    QCOMPARE(divergence(does("done"), schedule),
             std::string("step 1: expected main/0 step(halfway), the program did step(done)"));
  }

  void a_thread_that_cannot_go_or_is_not_there_is_named() {
    Schedule schedule = deadlock();
    schedule.lines.push_back(schedule.lines[0]);
    schedule.lines.back().object = schedule.lines[1].object;
    schedule.lines.back().name = "right";
    QCOMPARE(divergence(opposite_order, schedule),
             std::string("step 3: expected main/0 acquire(right), but the program had ended"));
    schedule.lines[1].thread = "main/7";
    QCOMPARE(divergence(opposite_order, schedule),
             std::string("step 2: expected main/7 acquire(right), there is no such thread then"));
    schedule = deadlock();
    schedule.lines[1] = {"main/1", OperationKind::acquire, schedule.lines[0].object, "left"};
    const SetUp same_order = [](Program& program) {
      auto& left = program.make<Lock>("left");
      for (int i = 0; i < 2; ++i) program.thread([&] { left.acquire(), left.release(); });
    };
    QCOMPARE(divergence(same_order, schedule),
             std::string("step 2: expected main/1 acquire(left), which cannot go then"));
  }

  void a_program_that_goes_on_after_the_schedule_is_told_so() {
    Schedule schedule = deadlock();
    schedule.lines.pop_back();
    QVERIFY(divergence(opposite_order, schedule).find("the schedule ends after step 1, but the program goes on with") ==
            0);
  }

  void another_end_is_told() {
    Schedule schedule = deadlock();
    schedule.verdict = Verdict::holds;
    QCOMPARE(divergence(opposite_order, schedule), std::string("at the end: expected that it holds, it deadlocks"));
    schedule = deadlock();
    ++schedule.hash;
    QCOMPARE(divergence(opposite_order, schedule), std::string("at the end: the same steps did something else"));
  }

  void a_tolerant_replay_follows_what_it_can() {
    Identities identities;
    Crew crew;
    ControlledRun run(identities, crew, {});
    TolerantReplay replay({{9}, {1}, {2}, {2}, {1}});
    QCOMPARE(run.execute(opposite_order, replay).verdict, Verdict::deadlocks);
  }
};

QTEST_APPLESS_MAIN(TestReplay)
#include "tst_replay.moc"
