#include <QtTest>

#include "schedule/explore.h"
#include "schedule/target.h"
#include "threading/event.h"
#include "threading/lock.h"
#include "threading/rw_lock.h"
#include "threading/shared.h"

using namespace schedule;
using namespace std::chrono_literals;
using threading::Lock;
using threading::Shared;

namespace {

/// A place in the programs below.
trace::Source line(std::uint32_t number) { return {"program", number}; }
trace::SourceId id(std::uint32_t number) { return trace::intern(line(number)); }

AccessPlace load_at(std::uint32_t number) { return {OperationKind::load, id(number)}; }
AccessPlace store_at(std::uint32_t number) { return {OperationKind::store, id(number)}; }

Report searched(const SetUp& set_up, Target target) {
  return explore(set_up, {.budget = 60s, .target = std::move(target)});
}

void unprotected(Program& program) {
  auto& counter = program.make<Shared<int>>(0, "counter");
  for (int i = 0; i < 2; ++i) {
    program.thread([&] { counter.store(counter.load(line(1)) + 1, line(2)); });
  }
  program.at_end([&] { check(counter.load() == 2, "no increment is lost"); });
}

void protected_by_a_lock(Program& program) {
  auto& counter = program.make<Shared<int>>(0, "counter");
  auto& lock = program.make<Lock>("lock");
  for (int i = 0; i < 2; ++i) {
    program.thread([&] {
      lock.acquire();
      counter.store(counter.load(line(1)) + 1, line(2));
      lock.release();
    });
  }
}

/// The second store comes only after it was seen that the first one is over.
void ordered_by_a_flag(Program& program) {
  auto& value = program.make<Shared<int>>(0, "value");
  auto& ready = program.make<Shared<bool>>(false, "ready");
  program.thread("first", [&] {
    value.store(1, line(1));
    ready.store(true);
  });
  program.thread("second", [&] {
    if (ready.load()) value.store(2, line(2));
  });
}

void both(Lock& one, std::uint32_t outer, Lock& other, std::uint32_t inner) {
  one.acquire(line(outer));
  other.acquire(line(inner));
  other.release();
  one.release();
}

/// Two pairs of locks, each taken in opposite orders.
void two_cycles(Program& program) {
  auto& a = program.make<Lock>("a");
  auto& b = program.make<Lock>("b");
  auto& c = program.make<Lock>("c");
  auto& d = program.make<Lock>("d");
  program.thread([&] {
    both(a, 1, b, 2);
    both(c, 3, d, 4);
  });
  program.thread([&] {
    both(b, 5, a, 6);
    both(d, 7, c, 8);
  });
}

/// In opposite orders, but the second thread only after the first.
void one_after_the_other(Program& program) {
  auto& a = program.make<Lock>("a");
  auto& b = program.make<Lock>("b");
  auto& done = program.make<threading::Event>("done");
  program.thread([&] {
    both(a, 1, b, 2);
    done.set();
  });
  program.thread([&] {
    done.wait();
    both(b, 5, a, 6);
  });
}

}  // namespace

class TestTarget : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void two_threads_are_led_to_where_either_can_store_first() {
    const Report report = searched(unprotected, meeting_at(store_at(2), store_at(2)));
    QCOMPARE(report.outcome, Report::Outcome::reached);
    QCOMPARE(report.found->verdict, Verdict::abandoned);
    QCOMPARE(report.pre_emptions, std::size_t{1});
    QCOMPARE(report.sentence(),
             std::string("it can happen: the shortest schedule found has 2 steps and 1 pre-emption"));
    const Replayed again = replay(unprotected, *report.found);
    QVERIFY(!again.divergence);
    QCOMPARE(again.schedule.lines, report.found->lines);
    for (const Schedule::Line& done : again.schedule.lines) QVERIFY(done.kind != OperationKind::store);
  }

  void of_a_load_and_a_store_too() {
    const Report report = searched(unprotected, meeting_at(load_at(1), store_at(2)));
    QCOMPARE(report.outcome, Report::Outcome::reached);
    QCOMPARE(report.found->lines.size(), std::size_t{1});
  }

  void a_lock_keeps_them_apart() {
    const Report report = searched(protected_by_a_lock, meeting_at(store_at(2), store_at(2)));
    QCOMPARE(report.outcome, Report::Outcome::proved);
    QCOMPARE(report.sentence(), std::string("it cannot happen: none of all 2 different executions comes to it"));
    QVERIFY(!report.found);
  }

  void what_a_thread_has_seen_keeps_them_apart() {
    QCOMPARE(searched(ordered_by_a_flag, meeting_at(store_at(1), store_at(2))).outcome, Report::Outcome::proved);
    QCOMPARE(searched(ordered_by_a_flag, meeting_at(store_at(1), store_at(1))).outcome, Report::Outcome::proved);
  }

  void a_deadlock_elsewhere_is_not_the_one_that_is_looked_for() {
    const Report report = searched(two_cycles, deadlock_at({{id(3), id(4)}, {id(7), id(8)}}));
    QCOMPARE(report.outcome, Report::Outcome::reached);
    QCOMPARE(report.found->verdict, Verdict::deadlocks);
    QVERIFY2(report.found->what.find("'d'") != std::string::npos, report.found->what.c_str());
    QVERIFY(!replay(two_cycles, *report.found).divergence);
    QCOMPARE(searched(two_cycles, deadlock_at({{id(1), id(2)}, {id(7), id(8)}})).outcome, Report::Outcome::proved);
  }

  void locks_in_opposite_orders_one_after_the_other_cannot_deadlock() {
    const Report report = searched(one_after_the_other, deadlock_at({{id(1), id(2)}, {id(5), id(6)}}));
    QCOMPARE(report.outcome, Report::Outcome::proved);
  }

  void what_fails_before_is_no_end_but_then_nothing_is_proved() {
    const SetUp failing_early = [](Program& program) {
      auto& value = program.make<Shared<int>>(0, "value");
      auto& late = program.make<Shared<int>>(0, "late");
      program.thread([&] { value.store(1); });
      program.thread([&] {
        check(value.load() == 0, "it is seen early");
        late.store(1, line(1));
      });
      program.thread([&] { late.store(2, line(2)); });
    };
    QCOMPARE(searched(failing_early, meeting_at(store_at(1), store_at(2))).outcome, Report::Outcome::reached);
    const Report elsewhere = explore(failing_early, {.budget = 100ms, .target = meeting_at(store_at(1), store_at(3))});
    QCOMPARE(elsewhere.outcome, Report::Outcome::unbroken);
    QVERIFY(elsewhere.sentence().find(", none comes to it") != std::string::npos);
  }
};

QTEST_APPLESS_MAIN(TestTarget)
#include "tst_target.moc"
