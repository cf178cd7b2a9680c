#include <QtTest>
#include <functional>
#include <memory>
#include <stdexcept>
#include <vector>

#include "threading/as_completed.h"
#include "threading/future.h"
#include "threading/future_core.h"
#include "threading/quiet_runtime.h"
#include "threading/session.h"

using namespace std::chrono_literals;
using namespace threading;

namespace {

/// Decides for the one thread of its run: to act where the guard holds, else to time out, after `before_going_on`.
class Deciding final : public QuietRuntime {
 public:
  Decision announce(Context&, const Operation& operation, Subject&, FunctionRef<bool()> enabled, Deadline) override {
    announced.push_back(operation.kind);
    if (!enabled() && before_going_on) before_going_on();
    return enabled() ? Decision::act : Decision::time_out;
  }

  std::vector<OperationKind> announced;
  std::function<void()> before_going_on;
};

/// The calling thread as the one thread of a controlled run.
struct Controlled {
  std::vector<OperationKind> announced() { return std::exchange(runtime.announced, {}); }

  Deciding runtime;
  std::shared_ptr<Session> session = std::make_shared<Session>(Session::Options{.runtime = &runtime});
  std::shared_ptr<Context> context = session->adopt("main");
  Session::Visit visit{*context};
};

using Kinds = std::vector<OperationKind>;

}  // namespace

class TestFutureCore : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void serials_are_never_used_again() {
    std::uint64_t last = 0;
    for (int i = 0; i < 5; ++i) {
      const Future<int> future;
      QVERIFY(future.core()->serial() > last);
      last = future.core()->serial();
    }
  }

  void each_change_is_one_visible_operation() {
    Controlled controlled;
    const Future<int> future;
    future.set_running_or_notify_cancel();
    QCOMPARE(controlled.announced(), Kinds{OperationKind::run_future});
    future.cancel();
    QCOMPARE(controlled.announced(), Kinds{OperationKind::cancel});
    future.set_result(1);
    QCOMPARE(controlled.announced(), Kinds{OperationKind::resolve});
    const Future<void> failing;
    failing.set_exception(std::make_exception_ptr(std::domain_error("broken")));
    QCOMPARE(controlled.announced(), Kinds{OperationKind::resolve});
  }

  void queries_and_callbacks_are_tests() {
    Controlled controlled;
    const Future<int> future;
    int calls = 0;
    future.add_done_callback([&](const Future<int>&) { ++calls; });
    QVERIFY(!future.done() && !future.running() && !future.cancelled());
    QCOMPARE(controlled.announced(), Kinds(4, OperationKind::test));
    future.cancel();
    QCOMPARE(calls, 1);
  }

  void a_wait_is_one_visible_operation_that_a_schedule_may_end() {
    Controlled controlled;
    const Future<int> future;
    QVERIFY_THROWS_EXCEPTION(threading::TimeoutError, future.result(1h));
    QCOMPARE(controlled.announced(), Kinds{OperationKind::wait_resolved});
    controlled.runtime.before_going_on = [&] { future.set_result(5); };
    QCOMPARE(future.result(), 5);
    QCOMPARE(controlled.announced(), (Kinds{OperationKind::wait_resolved, OperationKind::resolve}));
  }

  void a_wait_for_several_is_one_visible_operation() {
    Controlled controlled;
    const std::vector futures{Future<int>(), Future<int>()};
    controlled.runtime.before_going_on = [&] { futures[1].set_result(5); };
    QCOMPARE(threading::wait(futures, FIRST_COMPLETED).done, (std::set{futures[1]}));
    QCOMPARE(controlled.announced(), (Kinds{OperationKind::wait_resolved, OperationKind::resolve}));
    controlled.runtime.before_going_on = nullptr;
    QCOMPARE(threading::wait(futures, 1h).done.size(), std::size_t{1});
  }

  void as_completed_looks_once_and_then_waits_where_it_has_to() {
    Controlled controlled;
    const std::vector futures{Future<int>(), Future<int>()};
    futures[0].set_result(1);
    controlled.announced();
    auto completed = as_completed(futures);
    auto next = completed.begin();
    QCOMPARE(controlled.announced(), Kinds{OperationKind::wait_resolved});
    controlled.runtime.before_going_on = [&] { futures[1].set_result(5); };
    ++next;
    QVERIFY(*next == futures[1]);
    QCOMPARE(controlled.announced(), (Kinds{OperationKind::wait_resolved, OperationKind::resolve}));
  }
};

QTEST_APPLESS_MAIN(TestFutureCore)
#include "tst_future_core.moc"
