#include <QtTest>
#include <atomic>
#include <memory>
#include <vector>

#include "threading/barrier.h"
#include "threading/scripted.h"
#include "threading/shared.h"

// What a Barrier does between the steps of a party: its threads go one operation at a time.

using namespace std::chrono_literals;
using namespace threading;

namespace {

/// What a party's wait() came to: its index, or `broken`.
constexpr int broken = -1;
constexpr int undecided = -2;

template <class... Timeouts>
int outcome_of_wait(Barrier& barrier, Timeouts... timeout) {
  try {
    return barrier.wait(timeout...);
  } catch (const BrokenBarrierError&) {
    return broken;
  }
}

/// Threads that go one operation at a time.
struct Stepped {
  Scripted script;
  std::shared_ptr<Session> session = std::make_shared<Session>(Session::Options{.runtime = &script});

  template <class Work>
  Thread start(Work work) {
    Thread thread({.session = session}, std::move(work));
    thread.start();
    return thread;
  }
  ~Stepped() { session->wait_until_empty(); }
};

}  // namespace

class TestBarrierSteps : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void the_action_may_take_its_time_and_a_timeout_meanwhile_counts_for_nothing() {
    Shared<int> step;
    Barrier gate(2, [&] { step.load(); });
    Stepped stepped;
    std::atomic<int> index{undecided};
    const Thread timed = stepped.start([&] { index = outcome_of_wait(gate, 1h); });
    const Thread last = stepped.start([&] { gate.wait(); });
    QVERIFY(stepped.script.go(timed));
    QVERIFY(stepped.script.go(last));
    QCOMPARE(gate.n_waiting(), 2);
    QVERIFY(!stepped.script.can_go(timed));
    QVERIFY(stepped.script.go(timed, Runtime::Decision::time_out));
    QVERIFY(!stepped.script.can_go(timed));
    QVERIFY(stepped.script.go(last));
    QVERIFY(!stepped.script.can_go(timed));
    QVERIFY(stepped.script.go(last));
    QVERIFY(stepped.script.go(timed));
    QCOMPARE(index.load(), 0);
    QVERIFY(!gate.broken());
  }

  void while_it_drains_n_waiting_is_zero_and_a_party_that_comes_back_waits_for_the_next_cycle() {
    Barrier gate(2);
    Stepped stepped;
    std::vector<int> first_indices;
    const Thread first = stepped.start([&] { first_indices = {gate.wait(), gate.wait()}; });
    const Thread slow = stepped.start([&] { gate.wait(); });
    QVERIFY(stepped.script.go(slow));
    QCOMPARE(gate.n_waiting(), 1);
    QVERIFY(!stepped.script.can_go(slow));
    QVERIFY(stepped.script.go(first));
    QCOMPARE(gate.n_waiting(), 0);
    QVERIFY(stepped.script.go(first));
    QVERIFY(stepped.script.go(first));
    QVERIFY(!stepped.script.can_go(first));
    QCOMPARE(gate.n_waiting(), 0);
    const Thread last = stepped.start([&] { gate.wait(); });
    QVERIFY(!stepped.script.can_go(last));
    QVERIFY(stepped.script.go(slow));
    QCOMPARE(gate.n_waiting(), 1);
    QVERIFY(stepped.script.go(last));
    QVERIFY(stepped.script.go(first));
    QVERIFY(stepped.script.go(last));
    QCOMPARE(first_indices, (std::vector<int>{1, 0}));
  }

  void a_timeout_that_comes_when_it_has_opened_breaks_nothing() {
    Barrier gate(2);
    Stepped stepped;
    std::atomic<int> index{undecided};
    const Thread timed = stepped.start([&] { index = outcome_of_wait(gate, 1h); });
    const Thread last = stepped.start([&] { gate.wait(); });
    QVERIFY(stepped.script.go(timed));
    QVERIFY(stepped.script.go(last));
    QVERIFY(stepped.script.go(timed, Runtime::Decision::time_out));
    QVERIFY(stepped.script.go(timed));
    QVERIFY(stepped.script.go(last));
    QCOMPARE(index.load(), 0);
    QVERIFY(!gate.broken());
  }

  /// As in Python: who was released but has not left yet is told of an abort, and knows nothing of a reset.
  void abort_while_it_drains_breaks_for_those_inside_and_reset_changes_nothing() {
    for (const bool aborts : {true, false}) {
      Barrier gate(2);
      Stepped stepped;
      std::atomic<int> index{undecided};
      const Thread slow = stepped.start([&] { index = outcome_of_wait(gate); });
      const Thread last = stepped.start([&] { gate.wait(); });
      QVERIFY(stepped.script.go(slow));
      QVERIFY(stepped.script.go(last));
      QVERIFY(stepped.script.go(last));
      aborts ? gate.abort() : gate.reset();
      QVERIFY(stepped.script.go(slow));
      QCOMPARE(index.load(), aborts ? broken : 0);
      QCOMPARE(gate.broken(), aborts);
    }
  }

  void a_party_that_comes_when_others_have_not_left_after_a_reset_counts_for_the_next_cycle() {
    Barrier gate(2);
    Stepped stepped;
    std::atomic<int> index{undecided};
    const Thread slow = stepped.start([&] { index = outcome_of_wait(gate); });
    const Thread next = stepped.start([&] { gate.wait(); });
    QVERIFY(stepped.script.go(slow));
    gate.reset();
    QVERIFY(!gate.broken());
    QVERIFY(stepped.script.go(next));
    QCOMPARE(gate.n_waiting(), 0);
    QVERIFY(stepped.script.go(slow));
    QCOMPARE(index.load(), broken);
    QCOMPARE(gate.n_waiting(), 1);
    const Thread last = stepped.start([&] { gate.wait(); });
    QVERIFY(stepped.script.go(last));
    QVERIFY(stepped.script.go(last));
    QVERIFY(stepped.script.go(next));
  }
};

QTEST_APPLESS_MAIN(TestBarrierSteps)
#include "tst_barrier_steps.moc"
