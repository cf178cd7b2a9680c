#include <QtTest>

#include "schedule/controlled_run.h"
#include "schedule/pre_emptions.h"
#include "schedule/programs.h"
#include "schedule/replay.h"

using namespace schedule;

namespace {

std::size_t pre_emptions(const SetUp& set_up, std::vector<Move> moves) {
  Identities identities;
  Crew crew;
  ControlledRun run(identities, crew, {});
  TolerantReplay replay(std::move(moves));
  CountingPreEmptions counting(replay);
  run.execute(set_up, counting);
  return counting.count();
}

}  // namespace

class TestPreEmptions : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void threads_that_run_to_their_ends_are_not_pre_empted() {
    QCOMPARE(pre_emptions(programs::racing(2, 1), {{1}, {1}, {1}, {2}}), std::size_t{0});
    QCOMPARE(pre_emptions(programs::racing(2, 1), {{2}, {2}, {2}, {1}}), std::size_t{0});
  }

  void a_thread_that_could_go_on_and_has_to_let_another_go_is() {
    QCOMPARE(pre_emptions(programs::racing(2, 1), {{1}, {2}, {2}, {2}}), std::size_t{1});
    QCOMPARE(pre_emptions(programs::racing(2, 1), {{1}, {2}, {1}, {2}}), std::size_t{3});
  }

  void a_thread_that_has_to_wait_is_not() {
    // 1 takes the lock and is pre-empted; 2, which has to wait for it, is not.
    const SetUp set_up = [](Program& program) {
      auto& lock = program.make<programs::Lock>();
      auto& value = program.make<programs::Shared<int>>(0);
      program.thread([&] { lock.acquire(), lock.release(); });
      program.thread([&] { value.load(), lock.acquire(), lock.release(); });
    };
    QCOMPARE(pre_emptions(set_up, {{1}, {2}, {1}, {1}, {2}}), std::size_t{1});
  }

  void each_execution_is_counted_anew() {
    Identities identities;
    Crew crew;
    ControlledRun run(identities, crew, {});
    TolerantReplay replay({{1}, {2}, {1}, {2}});
    CountingPreEmptions counting(replay);
    for (int i = 0; i < 3; ++i) {
      run.execute(programs::racing(2, 1), counting);
      QCOMPARE(counting.count(), std::size_t{3});
    }
  }
};

QTEST_APPLESS_MAIN(TestPreEmptions)
#include "tst_pre_emptions.moc"
