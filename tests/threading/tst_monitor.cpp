#include <QtTest>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "threading/condition.h"
#include "threading/event.h"
#include "threading/lock.h"
#include "threading/monitor.h"
#include "threading/queue.h"
#include "threading/quiet_runtime.h"
#include "threading/session.h"
#include "threading/shared.h"
#include "threading/sleep.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

namespace {

struct Announced {
  OperationKind kind;
  std::string object;
  bool enabled;
  bool timed;
  std::uint32_t line;
};

/// Decides for the one thread of its run: to act where the guard holds, else what the test says.
class Deciding final : public QuietRuntime {
 public:
  Decision announce(Context&, const Operation& operation, Subject& subject, FunctionRef<bool()> enabled,
                    Deadline deadline) override {
    const bool timed = !deadline.is_never();
    announced.push_back({operation.kind, subject.name(), enabled(), timed, operation.source.line});
    if (before_going_on) before_going_on(announced.back());
    if (enabled()) return Decision::act;
    if (!timed) throw std::logic_error("nothing would ever go on");
    return Decision::time_out;
  }

  std::vector<OperationKind> kinds() const {
    std::vector<OperationKind> kinds;
    for (const Announced& each : announced) kinds.push_back(each.kind);
    return kinds;
  }

  std::vector<Announced> announced;
  std::function<void(const Announced&)> before_going_on;
};

/// The calling thread as the one thread of a controlled run.
class Controlled {
 public:
  Deciding& runtime() { return runtime_; }
  std::vector<Announced>& announced() { return runtime_.announced; }

 private:
  Deciding runtime_;
  std::shared_ptr<Session> session_ =
      std::make_shared<Session>(Session::Options{.recorder = nullptr, .runtime = &runtime_});
  std::shared_ptr<Context> context_ = session_->adopt("main");
  Session::Visit visit_{*context_};
};

/// A primitive as small as can be: waits until a number is there.
struct Number {
  Monitor monitor;
  Subject subject{trace::ObjectKind::variable, "number"};
  int value = 0;

  bool take(int wanted, Deadline deadline, FunctionRef<void()> given_up = Monitor::do_nothing) {
    return monitor.perform(
        {OperationKind::get, {}}, subject, deadline, [&] { return value == wanted; }, [&](Turn&) { value = 0; },
        given_up);
  }
  void put(int number, std::size_t admitted = 1) {
    monitor.perform({OperationKind::put, {}}, subject, [&](Turn& turn) {
      value = number;
      turn.wake(admitted);
    });
  }
  int seen() {
    int now = 0;
    monitor.note([&](Turn&) { now = value; });
    return now;
  }
};

}  // namespace

class TestMonitor : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void an_action_runs_once_its_guard_holds() {
    Number number;
    Watched watched;
    const Thread taker = watched.start("taker", [&] { number.take(1, Deadline::never()); });
    QVERIFY(watched.until_blocked("taker", "number"));
    number.put(1);
    taker.join();
    QCOMPARE(number.seen(), 0);
  }

  void only_waiters_whose_guard_holds_are_woken_whatever_their_place() {
    Number number;
    Watched watched;
    const Thread first = watched.start("first", [&] { number.take(1, Deadline::never()); });
    QVERIFY(watched.until_blocked("first", "number"));
    const Thread second = watched.start("second", [&] { number.take(2, Deadline::never()); });
    QVERIFY(watched.until_blocked("second", "number"));
    number.put(2);
    second.join();
    QVERIFY(watched.is_waiting(EventKind::blocked, "first", "number"));
    number.put(1);
    first.join();
  }

  void a_deadline_gives_up_under_the_monitor_without_the_action() {
    Number number;
    int given_up = 0;
    QVERIFY(!number.take(1, Deadline::after(10ms), [&] { ++given_up; }));
    QVERIFY(!number.take(1, Deadline::at_once(), [&] { ++given_up; }));
    QCOMPARE(given_up, 2);
  }

  void a_guard_that_holds_wins_over_a_deadline_that_has_passed() {
    Number number;
    number.put(1);
    QVERIFY(number.take(1, Deadline::at_once()));
  }

  void what_the_action_throws_reaches_the_caller_and_frees_the_monitor() {
    Number number;
    const auto fail = [&] {
      number.monitor.perform({OperationKind::put, {}}, number.subject, [](Turn&) { throw std::logic_error("action"); });
    };
    QVERIFY_THROWS_EXCEPTION(std::logic_error, fail());
    number.put(1);
    QVERIFY(number.take(1, Deadline::never()));
  }

  void a_thread_that_never_waited_leaves_no_blocked_event() {
    Number number;
    Watched watched;
    watched
        .start("taker",
               [&] {
                 number.put(1);
                 number.take(1, Deadline::never());
                 number.take(1, Deadline::at_once());
               })
        .join();
    QVERIFY(watched.events(EventKind::blocked).empty());
  }

  void the_trace_tells_how_a_wait_ended() {
    Number number;
    Watched watched;
    watched.start("late", [&] { number.take(1, Deadline::after(1ms)); }).join();
    const Thread served = watched.start("served", [&] { number.take(1, Deadline::never()); });
    QVERIFY(watched.until_blocked("served", "number"));
    watched.start("server", [&] { number.put(1); }).join();
    served.join();
    const Thread stuck = watched.start("stuck", [&] { number.take(1, Deadline::never()); });
    QVERIFY(watched.until_blocked("stuck", "number"));
    watched.end();
    std::vector<std::int64_t> ends;
    for (const trace::Event& event : watched.events(EventKind::resumed)) ends.push_back(event.value);
    QCOMPARE(ends, (std::vector<std::int64_t>{0, 1, -1}));
    const auto woke = watched.events(EventKind::woke);
    QCOMPARE(woke.size(), std::size_t{1});
    QCOMPARE(watched.name(woke[0].thread), "server");
    QCOMPARE(watched.name(woke[0].peer), "served");
  }

  void who_is_woken_and_overtaken_is_seen_to_wait_again() {
    Number number;
    Watched watched;
    const Thread waiter = watched.start("waiter", [&] { number.take(1, Deadline::never()); });
    QVERIFY(watched.until_blocked("waiter", "number"));
    const auto put_and_take_away = [&](Turn& turn) {
      number.value = 1;
      turn.wake(1);
      number.value = 0;
    };
    watched.start("both", [&] { number.monitor.perform({}, number.subject, put_and_take_away); }).join();
    QVERIFY(until([&] { return watched.events(EventKind::blocked).size() == 2; }));
    QVERIFY(watched.is_waiting(EventKind::blocked, "waiter", "number"));
  }

  void no_wake_up_is_lost_however_threads_overtake_each_other() {
    constexpr int rounds = 3'000;
    Number number;
    Watched watched;
    std::vector<Thread> threads;
    for (int wanted = 1; wanted <= 3; ++wanted) {
      threads.push_back(watched.start("taker", [&number, wanted] {
        for (int n = 0; n < rounds; ++n) number.take(wanted, Deadline::never());
      }));
    }
    threads.push_back(watched.start("putter", [&number] {
      for (int n = 0; n < 3 * rounds; ++n) {
        number.monitor.perform(
            {OperationKind::put, {}}, number.subject, Deadline::never(), [&] { return number.value == 0; },
            [&](Turn& turn) {
              number.value = n % 3 + 1;
              turn.wake(1);
            });
        // Whoever takes it wakes nobody: the putter looks again by itself.
        while (number.seen() != 0) std::this_thread::yield();
      }
    }));
    for (const Thread& thread : threads) thread.join();
  }

  void the_value_is_replaced_from_outside_only_while_nobody_waits() {
    Monitor monitor(Monitor::Admits::any_number, 5);
    Subject subject(trace::ObjectKind::variable, "value");
    QCOMPARE(monitor.glance(), std::uint64_t{5});
    QVERIFY(monitor.replace(5, 6));
    monitor.note([&](Turn&) {
      QCOMPARE(monitor.value(), std::uint64_t{6});
      QVERIFY(!monitor.replace(6, 7));
      monitor.set_value(8);
    });
    QCOMPARE(monitor.glance(), std::uint64_t{8});
    Watched watched;
    const Thread waiter = watched.start("waiter", [&] {
      monitor.perform(
          {OperationKind::get, {}}, subject, Deadline::never(), [&] { return monitor.value() == 9; }, [](Turn&) {});
    });
    QVERIFY(watched.until_blocked("waiter", "value"));
    QVERIFY(!monitor.replace(8, 7));
    monitor.note([&](Turn& turn) {
      monitor.set_value(9);
      turn.wake(1);
    });
    waiter.join();
    QVERIFY(monitor.replace(9, 1));
  }

  void a_waiter_that_gave_up_leaves_the_fast_path_open() {
    Monitor monitor(Monitor::Admits::one, 1);
    Subject subject(trace::ObjectKind::variable, "value");
    QVERIFY(!monitor.perform(
        {OperationKind::get, {}}, subject, Deadline::after(1ms), [] { return false; }, [](Turn&) {}));
    QVERIFY(monitor.replace(1, 2));
  }

  void a_controlled_run_knows_what_plain_threads_did_before_it() {
    Lock lock("till");
    lock.acquire();
    Controlled run;
    QVERIFY(!lock.acquire(1h));
    lock.release();
    QVERIFY(lock.acquire());
    QCOMPARE(run.announced().size(), std::size_t{3});
  }

  void a_controlled_thread_announces_each_operation_with_its_line() {
    Controlled run;
    Lock lock("till");
    lock.acquire();
    const auto line = static_cast<std::uint32_t>(__LINE__ - 1);
    lock.release();
    QCOMPARE(run.runtime().kinds(), (std::vector{OperationKind::acquire, OperationKind::release}));
    QCOMPARE(run.announced()[0].object, "till");
    QCOMPARE(run.announced()[0].line, line);
    QCOMPARE(run.announced()[1].line, line + 2);
    QVERIFY(run.announced()[0].enabled);
    QVERIFY(!run.announced()[0].timed);
  }

  void an_operation_that_cannot_go_on_is_announced_as_disabled() {
    Controlled run;
    Lock lock("till");
    lock.acquire();
    QVERIFY(!lock.acquire(1h));
    QVERIFY(!run.announced()[1].enabled);
    QVERIFY(run.announced()[1].timed);
    QVERIFY_THROWS_EXCEPTION(std::logic_error, lock.acquire());
  }

  void the_guard_may_be_asked_again_until_it_holds() {
    Controlled run;
    Lock lock("till");
    lock.acquire();
    // As another thread of the run would, while this one may not go on.
    run.runtime().before_going_on = [&](const Announced& each) {
      if (each.kind == OperationKind::acquire && !each.enabled) lock.release();
    };
    lock.acquire();
    QVERIFY(run.announced()[1].kind == OperationKind::acquire && !run.announced()[1].enabled);
    QVERIFY(lock.locked());
  }

  void a_timed_out_controlled_wait_gives_up() {
    Controlled run;
    Number number;
    int given_up = 0;
    QVERIFY(!number.take(1, Deadline::after(1h), [&] { ++given_up; }));
    QCOMPARE(given_up, 1);
  }

  void a_controlled_sleep_takes_no_time() {
    Controlled run;
    run.runtime().before_going_on = [](const Announced&) {};
    sleep_for(1h);
    QCOMPARE(run.runtime().kinds(), (std::vector{OperationKind::sleep}));
    QVERIFY(run.announced()[0].timed);
  }

  void a_condition_wait_is_two_operations() {
    Controlled run;
    Lock lock("till");
    Condition condition(lock, "changed");
    lock.acquire();
    run.runtime().before_going_on = [&](const Announced& each) {
      if (each.kind != OperationKind::reacquire || each.enabled) return;
      lock.acquire();
      condition.notify();
      lock.release();
    };
    QVERIFY(condition.wait());
    using K = OperationKind;
    QCOMPARE(run.runtime().kinds(),
             (std::vector{K::acquire, K::wait, K::reacquire, K::acquire, K::notify, K::release}));
  }

  void an_event_wait_that_must_wait_is_two_operations_and_a_pulse_before_the_first_is_missed() {
    Controlled run;
    threading::Event event("gate");
    bool pulsed = false;
    run.runtime().before_going_on = [&](const Announced& each) {
      if (each.kind != OperationKind::wait_set || std::exchange(pulsed, true)) return;
      event.set();
      event.clear();
    };
    QVERIFY(!event.wait(1h));
    QVERIFY(pulsed);
  }

  void a_pulse_while_an_event_is_waited_for_is_not_missed() {
    Controlled run;
    threading::Event event("gate");
    run.runtime().before_going_on = [&](const Announced& each) {
      if (each.kind != OperationKind::wait_set || each.enabled) return;
      event.set();
      event.clear();
    };
    QVERIFY(event.wait());
  }

  void a_load_and_a_store_are_two_operations_and_a_modification_is_one() {
    Controlled run;
    Shared<int> shared(0, "counter");
    shared.store(shared.load() + 1);
    shared.fetch_add(1);
    using K = OperationKind;
    QCOMPARE(run.runtime().kinds(), (std::vector{K::load, K::store, K::modify}));
  }

  void a_query_is_an_operation_where_a_schedule_has_to_see_it() {
    Controlled run;
    Lock lock;
    Queue<int> queue;
    threading::Event event;
    QVERIFY(!lock.locked() && queue.empty() && !event.is_set());
    QCOMPARE(run.runtime().kinds(), std::vector(3, OperationKind::test));
  }

  void an_aborted_run_unwinds_at_the_announcement() {
    Controlled run;
    Lock lock;
    run.runtime().before_going_on = [](const Announced&) { throw TakenDown(); };
    QVERIFY_THROWS_EXCEPTION(TakenDown, lock.acquire());
    run.runtime().before_going_on = nullptr;
    QVERIFY(!lock.locked());
  }

  void a_timeout_beyond_timeout_max_raises_in_a_controlled_run_too() {
    Controlled run;
    threading::Event event;
    QVERIFY_THROWS_EXCEPTION(OverflowError, event.wait(TIMEOUT_MAX + 1s));
    event.set();
    QVERIFY(event.wait(TIMEOUT_MAX + 1s));
  }
};

QTEST_APPLESS_MAIN(TestMonitor)
#include "tst_monitor.moc"
