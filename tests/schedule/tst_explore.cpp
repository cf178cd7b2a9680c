#include <QtTest>
#include <atomic>
#include <functional>
#include <memory>
#include <thread>

#include "schedule/explore.h"
#include "schedule/programs.h"
#include "threading/sleep.h"

using namespace schedule;
using namespace programs;
using namespace std::chrono_literals;

namespace {

/// Until it is decided, however busy the machine is.
Report explored(const SetUp& set_up, Policies policies = {}) {
  return explore(set_up, {.policies = policies, .budget = 60s});
}

void spinning(Program& program) {
  auto& flag = program.make<Shared<bool>>(false, "flag");
  program.thread([&] {
    while (!flag.load()) {
    }
  });
  program.thread([&] { flag.store(true); });
}

/// Adds threads to a program that has one variable; told how many times it was set up.
using Counted = std::function<void(Program&, Shared<int>& value, int run)>;

}  // namespace

class TestExplore : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_program_without_fault_is_proved_to_have_none() {
    const Report report = explored(locked(3, 2));
    QCOMPARE(report.outcome, Report::Outcome::proved);
    QCOMPARE(report.sentence(), std::string("all 90 different executions hold"));
    QVERIFY(!report.found.has_value());
  }

  void a_program_is_the_same_whichever_thread_explores_it() {
    Report report;
    std::thread([&] { report = explored(locked(3, 2)); }).join();
    QCOMPARE(report.outcome, Report::Outcome::proved);
    QCOMPARE(report.sentence(), std::string("all 90 different executions hold"));
  }

  void a_lost_update_is_found_with_one_pre_emption() {
    const Report report = explored([](Program& program) {
      auto& counter = program.make<Shared<int>>(0, "counter");
      for (int i = 0; i < 2; ++i) {
        program.thread([&] {
          for (int k = 0; k < 3; ++k) counter.store(counter.load() + 1);
        });
      }
      program.at_end([&] { check(counter.load() == 6, "no increment is lost"); });
    });
    QCOMPARE(report.outcome, Report::Outcome::fails);
    QCOMPARE(report.pre_emptions, std::size_t{1});
    QCOMPARE(report.found->lines.size(), std::size_t{14});
    QCOMPARE(report.sentence(),
             std::string("fails: no increment is lost; the shortest schedule found has 14 steps and 1 pre-emption"));
  }

  void a_deadlock_is_found_and_its_schedule_does_it_again() {
    const Report report = explored(philosophers(4));
    QCOMPARE(report.outcome, Report::Outcome::fails);
    QCOMPARE(report.found->verdict, Verdict::deadlocks);
    QCOMPARE(report.found->lines.size(), std::size_t{4});
    const Replayed replayed = replay(philosophers(4), *report.found);
    QVERIFY(!replayed.divergence.has_value());
    QCOMPARE(replayed.schedule.hash, report.found->hash);
  }

  void a_consumer_that_waits_once_is_caught() {
    const Report report = explored(buffer(Waiting::once));
    QCOMPARE(report.outcome, Report::Outcome::fails);
    QCOMPARE(report.found->what, std::string("a consumer finds an item"));
    QCOMPARE(explored(buffer(Waiting::in_a_loop)).outcome, Report::Outcome::proved);
    QCOMPARE(explored(buffer(Waiting::on_one_condition)).found->verdict, Verdict::deadlocks);
  }

  void steps_that_do_not_happen_before_the_failure_do_not_matter() {
    const Report report = explored([](Program& program) {
      auto& counter = program.make<Shared<int>>(0, "counter");
      auto& other = program.make<Shared<int>>(0, "other");
      program.thread("apart", [&] { other.fetch_add(1); });
      program.thread("writer", [&] { counter.store(1); });
      program.thread("reader", [&] { check(counter.load() == 0, "the reader comes first"); });
    });
    QCOMPARE(report.outcome, Report::Outcome::fails);
    QCOMPARE(report.matters.size(), report.found->lines.size());
    for (std::size_t i = 0; i < report.matters.size(); ++i) {
      const Schedule::Line& line = report.found->lines[i];
      QCOMPARE(static_cast<bool>(report.matters[i]), line.name == "counter");
    }
  }

  void without_a_proof_it_says_how_much_was_seen() {
    const Report report = explore(racing(3, 4), {.budget = 150ms});
    QCOMPARE(report.outcome, Report::Outcome::unbroken);
    QVERIFY(report.different > 0);
    QVERIFY(report.estimate >= static_cast<double>(report.different));
    QVERIFY(report.sentence().find(", none fails") != std::string::npos);
  }

  void a_search_that_is_cut_off_at_once_has_an_estimate_from_two_paths() {
    const Report report = explore(racing(3, 1), {.go_on = [](const Report&) { return false; }});
    QCOMPARE(report.executions, std::size_t{2});
    QCOMPARE(report.estimate, 36.0);
    QVERIFY(report.sentence().starts_with("2 of about 36 different executions seen"));
  }

  void a_proof_leaves_nothing_to_be_estimated() { QCOMPARE(explored(locked(3, 2)).estimate, 90.0); }

  void a_thread_that_is_let_spin_for_ever_is_no_failure_but_no_proof_either() {
    const Report report = explore(spinning, {.policies = {.most_steps = 60}, .budget = 300ms});
    QCOMPARE(report.outcome, Report::Outcome::unbroken);
    QVERIFY(report.endless > 0);
  }

  void a_program_that_never_ends_fails() {
    const Report report = explore(
        [](Program& program) {
          auto& flag = program.make<Shared<bool>>(false, "flag");
          program.thread([&] {
            while (!flag.load()) {
            }
          });
        },
        {.policies = {.most_steps = 60}});
    QCOMPARE(report.outcome, Report::Outcome::fails);
    QCOMPARE(report.found->verdict, Verdict::does_not_end);
  }

  void a_program_that_is_not_the_same_each_time_is_told_so() {
    std::atomic<int> runs{0};
    const Report report = explored([&](Program& program) {
      auto& value = program.make<Shared<int>>(0);
      const bool odd = ++runs % 2 == 1;
      for (int i = 0; i < 2; ++i) program.thread([&, odd] { odd ? value.store(1) : static_cast<void>(value.load()); });
    });
    QCOMPARE(report.outcome, Report::Outcome::strays);
    QVERIFY(report.sentence().find("does not do the same each time") == 0);
  }

  /// In each row something depends on how often the program was run before, which exploring does not control.
  void a_failure_that_does_not_come_again_is_no_failure_but_straying_data() {
    QTest::addColumn<SetUp>("set_up");
    QTest::addColumn<std::string>("why");
    const auto row = [](const char* name, const Counted& program, const std::string& why) {
      QTest::newRow(name) << SetUp([program, runs = std::make_shared<int>(0)](Program& made) {
        program(made, made.make<Shared<int>>(0, "value"), ++*runs);
      }) << why;
    };
    row(
        "the thread goes on where it failed",
        [](Program& program, Shared<int>& value, int run) {
          program.thread("once", [&value, run] {
            value.store(1);
            check(run > 1, "the first run fails");
          });
        },
        "the schedule ends after step 1, but the program goes on with main/0 end(once)");
    row(
        "another operation",
        [](Program& program, Shared<int>& value, int run) {
          program.thread([&value, run] {
            run == 1 ? value.store(1) : static_cast<void>(value.load());
            check(run > 1, "the first run fails");
          });
        },
        "step 1: expected main/0 store(value), the program did load(value)");
    row(
        "the same steps hold",
        [](Program& program, Shared<int>& value, int run) {
          program.thread([&value] { value.store(1); });
          program.at_end([run] { check(run > 1, "the first run fails"); });
        },
        "at the end: expected that it fails, it holds");
    row(
        "the same steps fail with another value",
        [](Program& program, Shared<int>& value, int run) {
          program.thread([&value, run] {
            value.store(run);
            check(false, "every run fails");
          });
        },
        "at the end: the same steps did something else");
  }
  void a_failure_that_does_not_come_again_is_no_failure_but_straying() {
    QFETCH(SetUp, set_up);
    QFETCH(std::string, why);
    const Report report = explored(set_up);
    QCOMPARE(report.outcome, Report::Outcome::strays);
    QCOMPARE(report.why_strayed, why);
    QCOMPARE(report.sentence(), "does not do the same each time: " + why);
    QVERIFY2(!report.found && report.pre_emptions == 0 && report.matters.empty(), "nothing can be said of it");
  }

  /// A daemon is not waited for: what it might have done before the end would be missed by a proof.
  void a_daemon_that_is_cut_off_is_no_proof() {
    const Report report = explored([](Program& program) {
      auto& value = program.make<Shared<int>>(0, "value");
      auto& other = program.make<Shared<int>>(0, "other");
      program.thread("starter", [&] {
        threading::Thread daemon({.daemon = true}, [&] {
          other.store(1);
          value.store(1);
        });
        daemon.start();
        check(value.load() == 0, "the daemon is late");
      });
    });
    QCOMPARE(report.outcome, Report::Outcome::fails);
    QCOMPARE(report.found->what, std::string("the daemon is late"));
  }

  void how_much_there_is_left_is_estimated_all_the_time() {
    bool always = true;
    const Report report = explore(racing(3, 4), {.budget = 60s, .go_on = [&](const Report& so_far) {
                                                   always = always && so_far.estimate > 1'000;
                                                   return so_far.executions < 100;
                                                 }});
    QVERIFY(always);
    QVERIFY(report.estimate > static_cast<double>(report.different));
  }

  void it_can_be_ended() {
    const Report report =
        explore(racing(3, 4), {.budget = 60s, .go_on = [](const Report& so_far) { return so_far.executions < 100; }});
    QVERIFY(report.executions >= 100 && report.executions < 200);
  }

  void it_can_be_ended_while_it_makes_a_schedule_short_which_is_no_time_spent_on_searching() {
    std::size_t executions = 0;
    int again = 0;  // asked without an execution since
    std::chrono::nanoseconds spent{};
    const auto go_on = [&](const Report& so_far) {
      again = so_far.executions == executions ? again + 1 : 0;
      executions = so_far.executions;
      spent = so_far.spent;
      return again < 20;
    };
    const SetUp loses = [](Program& program) {
      auto& counter = program.make<Shared<int>>(0, "counter");
      for (int i = 0; i < 6; ++i) {
        program.thread([&] {
          for (int k = 0; k < 8; ++k) counter.store(counter.load() + 1);
        });
      }
      program.at_end([&] { check(counter.load() > 20, "few are lost"); });
    };
    const Report report = explore(loses, {.budget = 60s, .go_on = go_on});
    QCOMPARE(report.outcome, Report::Outcome::fails);
    QVERIFY2(again >= 20 && again < 40, qPrintable(QString::number(again)));
    QCOMPARE(report.spent, spent);
  }

  void sleep_is_no_synchronisation() {
    const Report report = explored([](Program& program) {
      auto& ready = program.make<Shared<bool>>(false, "ready");
      program.thread("writer", [&] { ready.store(true); });
      program.thread("reader", [&] {
        threading::sleep_for(1h);
        check(ready.load(), "after an hour it is ready");
      });
    });
    QCOMPARE(report.outcome, Report::Outcome::fails);
  }
};

QTEST_APPLESS_MAIN(TestExplore)
#include "tst_explore.moc"
