#include <QtTest>

#include "schedule/counting.h"
#include "schedule/programs.h"
#include "schedule/tree_search.h"
#include "threading/as_completed.h"
#include "threading/current_thread.h"
#include "threading/future.h"
#include "threading/interpreter_lock.h"
#include "threading/step.h"

using namespace schedule;
using namespace programs;

namespace {

int all(const SetUp& set_up) { return count(set_up, Reduction::none).runs(); }

}  // namespace

class TestTreeSearch : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void without_reduction_every_schedule_is_run() {
    QCOMPARE(all(racing(2, 1)), 20);
    QCOMPARE(all(racing(2, 2)), 252);
    QCOMPARE(all(racing(3, 1)), 1'680);
    if (sanitized) return;
    QCOMPARE(all(racing(2, 4)), 48'620);
    if (qEnvironmentVariableIsSet("THREADLAB_LONG")) QCOMPARE(all(racing(3, 2)), 756'756);
  }

  void a_bound_on_pre_emptions_leaves_those_with_fewer() {
    const auto within = [](const SetUp& set_up) {
      std::vector<int> counts;
      for (const std::size_t bound : {0U, 1U, 2U, 3U}) counts.push_back(count(set_up, Reduction::none, bound).runs());
      return counts;
    };
    QCOMPARE(within(racing(2, 2)), (std::vector{2, 10, 42, 90}));
    QCOMPARE(within(racing(2, 4)), (std::vector{2, 18, 146, 594}));
    QCOMPARE(within(racing(3, 1)), (std::vector{6, 42, 192, 552}));
  }

  void the_number_of_different_executions_is_that_of_theory_data() {
    QTest::addColumn<SetUp>("set_up");
    QTest::addColumn<int>("different");
    QTest::addColumn<int>("deadlocks");
    QTest::addColumn<int>("failures");
    const auto row = [](const std::string& name, const SetUp& set_up, int different, int deadlocks = 0,
                        int failures = 0) {
      if (sanitized && different > 1'000) return;
      QTest::newRow(name.c_str()) << set_up << different << deadlocks << failures;
    };
    row("racing 2x1", racing(2, 1), 4);
    row("racing 2x2", racing(2, 2), 34);
    row("racing 2x4", racing(2, 4), 3'334);
    row("racing 2x5", racing(2, 5), 34'904);
    row("racing 3x1", racing(3, 1), 36);
    row("racing 3x2", racing(3, 2), 7'134);
    row("one mutex 2x1", locked(2, 1), 2);
    row("one mutex 2x3", locked(2, 3), 20);
    row("one mutex 3x1", locked(3, 1), 6);
    row("one mutex 3x2", locked(3, 2), 90);
    row("opposite lock order", opposite_order, 3, 1);
    for (int n = 3; n <= 7; ++n) row(numbered("philosophers ", n), philosophers(n), (1 << n) - 1, 1);
    row("missed wake-up", missed_wake_up, 3, 1);
    row("buffer, while", buffer(Waiting::in_a_loop), 28);
    row("buffer, if", buffer(Waiting::once), 28, 0, 4);
    row("buffer, one condition", buffer(Waiting::on_one_condition), 30, 2);
    for (int n = 1; n <= 8; ++n) row(numbered("readers ", n), readers(n), 1 << n);
    row("adding 2", adding(2, 1), 2);
    row("adding 3", adding(3, 1), 6);
    row("adding 4", adding(4, 1), 24);
    row("adding 5", adding(5, 1), 120);
    row("adding 2 twice", adding(2, 2), 6);
    row("adding to two, 2", adding_to_two(2), 4);
    row("adding to two, 3", adding_to_two(3), 36);
    row("adding to two, 4", adding_to_two(4), 576);
    row("filesystem 13", filesystem(13), 1);
    row("filesystem 14", filesystem(14), 2);
    row("filesystem 16", filesystem(16), 8);
    row("filesystem 18", filesystem(18), 32);
    row("filesystem 19", filesystem(19), 64);
    row("indexer 11", indexer(11), 1);
    row("indexer 12", indexer(12), 8);
    row("indexer 15", indexer(15), 4'096);
  }
  void the_number_of_different_executions_is_that_of_theory() {
    QFETCH(SetUp, set_up);
    QFETCH(int, different);
    QFETCH(int, deadlocks);
    QFETCH(int, failures);
    const Count counted = count(set_up, Reduction::source_dpor);
    QCOMPARE(counted.runs(), different);
    QCOMPARE(counted.distinct(), different);
    QCOMPARE(static_cast<int>(counted.deadlocks), deadlocks);
    QCOMPARE(static_cast<int>(counted.failures), failures);
    QVERIFY(!counted.strayed);
  }

  void labelled_steps_add_schedules_but_no_different_execution() {
    const SetUp set_up = [](Program& program) {
      for (int i = 0; i < 2; ++i) program.thread([] { threading::step("halfway"); });
    };
    QCOMPARE(all(set_up), 6);
    QCOMPARE(count(set_up, Reduction::source_dpor).runs(), 1);
  }

  /// Only one thread computes at a time in any case, and no operation depends on another one through it.
  void who_looks_which_threads_are_alive_sees_another_before_or_after_its_end() {
    const SetUp set_up = [](Program& program) {
      program.thread([] {});
      program.thread([] { check(threading::active_count() > 1, "the other is alive"); });
    };
    const Count looked = count(set_up, Reduction::source_dpor);
    QCOMPARE(looked.distinct(), 2);
    QCOMPARE(looked.failures, std::size_t{1});
    QCOMPARE(looked.different, count(set_up, Reduction::none).different);
  }

  void no_order_in_which_futures_get_done_is_left_out() {
    const SetUp set_up = [](Program& program) {
      auto& futures = program.make<std::vector<threading::Future<int>>>(sanitized ? 2 : 3);
      for (std::size_t i = 0; i < futures.size(); ++i) {
        program.thread([&futures, i] { futures[i].set_result(static_cast<int>(i)); });
      }
      program.thread([&] {
        int sum = 0;
        for (const auto& done : threading::as_completed(futures)) sum = sum * 3 + done.result();
      });
    };
    QCOMPARE(count(set_up, Reduction::source_dpor).different, count(set_up, Reduction::none).different);
  }

  void an_interpreter_lock_neither_adds_an_execution_nor_hides_one() {
    const SetUp set_up = [](Program& program) {
      auto& interpreter = program.make<threading::InterpreterLock>();
      auto& counter = program.make<Shared<int>>(0, "counter");
      auto& never = program.make<Lock>("never");
      for (int i = 0; i < 2; ++i) {
        program.thread([&] {
          const threading::InterpreterLock::Hold hold(interpreter);
          for (int k = 0; k < 2; ++k) counter.store(counter.load() + 1);
        });
      }
      program.thread([&] {
        const threading::InterpreterLock::Hold hold(interpreter);
        never.acquire();
      });
    };
    QCOMPARE(count(set_up, Reduction::source_dpor).runs(), 34);
    QCOMPARE(count(set_up, Reduction::sleep_sets).distinct(), 34);
  }
};

QTEST_APPLESS_MAIN(TestTreeSearch)
#include "tst_tree_search.moc"
