#include <QtTest>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "threading/error_text.h"
#include "threading/future.h"
#include "threading/lock.h"
#include "threading/warning.h"
#include "threading/watched.h"
#include "threading/with.h"

using namespace std::chrono_literals;
using namespace threading;

namespace {

/// Keeps what the warning hook is told.
class Warnings {
 public:
  Warnings()
      : before_(set_warning_hook([this](const std::string& what, const std::exception_ptr& error) {
          told.push_back(what + ": " + error_text(error));
        })) {}
  ~Warnings() { set_warning_hook(before_); }
  Warnings(const Warnings&) = delete;
  Warnings& operator=(const Warnings&) = delete;

  std::vector<std::string> told;

 private:
  WarningHook before_;
};

}  // namespace

class TestFutureCallbacks : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void called_once_in_order_with_the_future() {
    const Future<int> future;
    std::vector<int> called;
    for (int i = 0; i < 3; ++i) {
      future.add_done_callback([&called, &future, i](const Future<int>& done) {
        QVERIFY(done == future);
        called.push_back(10 * i + done.result(0s));
      });
    }
    QVERIFY(called.empty());
    future.set_result(1);
    QCOMPARE(called, (std::vector{1, 11, 21}));
  }

  void called_at_once_if_already_done() {
    const Future<void> failed;
    failed.set_exception(std::make_exception_ptr(ValueError("no")));
    const Future<void> cancelled;
    cancelled.cancel();
    int calls = 0;
    failed.add_done_callback([&](const Future<void>&) { ++calls; });
    cancelled.add_done_callback([&](const Future<void>&) { ++calls; });
    QCOMPARE(calls, 2);
  }

  void called_on_cancel_and_not_again_when_a_worker_passes_it() {
    const Future<void> future;
    int calls = 0;
    future.add_done_callback([&](const Future<void>& done) { calls += done.cancelled() ? 1 : 100; });
    future.cancel();
    future.cancel();
    future.set_running_or_notify_cancel();
    QCOMPARE(calls, 1);
  }

  void a_failing_one_is_reported_and_does_not_stop_the_rest() {
    Warnings warnings;
    const Future<int> future("answer");
    int calls = 0;
    future.add_done_callback([](const Future<int>&) { throw std::runtime_error("broken"); });
    future.add_done_callback([&](const Future<int>&) { ++calls; });
    future.add_done_callback([](const Future<int>&) { throw 5; });
    future.add_done_callback([&](const Future<int>&) { ++calls; });
    future.set_result(1);
    future.add_done_callback([](const Future<int>&) { throw std::runtime_error("late"); });
    QCOMPARE(calls, 2);
    QCOMPARE(warnings.told, (std::vector<std::string>{
                                "Exception in a done-callback of answer: broken",
                                "Exception in a done-callback of answer: an error that is no std::exception",
                                "Exception in a done-callback of answer: late",
                            }));
  }

  void a_future_without_a_name_is_reported_too() {
    Warnings warnings;
    const Future<int> future;
    future.add_done_callback([](const Future<int>&) { throw std::runtime_error("broken"); });
    future.set_result(1);
    QCOMPARE(warnings.told.front(), "Exception in a done-callback of a future: broken");
  }

  void a_callback_may_use_the_future_and_add_another_one() {
    const Future<int> future;
    int calls = 0;
    future.add_done_callback([&](const Future<int>& done) {
      QVERIFY(done.done());
      QVERIFY(!done.cancel());
      done.add_done_callback([&](const Future<int>&) { ++calls; });
      QCOMPARE(calls, 1);
    });
    future.set_result(1);
    QCOMPARE(calls, 1);
  }

  void a_callback_may_drop_the_last_handle() {
    std::optional<Future<std::string>> only(std::in_place);
    std::string seen;
    only->add_done_callback([&](const Future<std::string>& done) {
      only.reset();
      seen = done.result();
    });
    only->add_done_callback([&](const Future<std::string>& done) { seen += done.result(); });
    only->set_result("text");
    QVERIFY(!only);
    QCOMPARE(seen, "texttext");
  }

  void callbacks_are_let_go_once_called() {
    const auto token = std::make_shared<int>(1);
    const Future<int> future;
    future.add_done_callback([token](const Future<int>&) {});
    QCOMPARE(token.use_count(), 2);
    future.set_result(1);
    QCOMPARE(token.use_count(), 1);
    future.add_done_callback([token](const Future<int>&) {});
    QCOMPARE(token.use_count(), 1);
  }

  void a_callback_need_only_be_movable() {
    const Future<int> future;
    int seen = 0;
    future.add_done_callback([&seen, number = std::make_unique<int>(3)](const Future<int>&) { seen = *number; });
    future.set_result(1);
    QCOMPARE(seen, 3);
  }

  void a_callback_may_take_what_the_waiting_thread_holds() {
    Lock lock("lock");
    const Future<int> future("answer");
    future.add_done_callback([&](const Future<int>&) { const With with(lock); });
    Watched watched;
    lock.acquire();
    const Thread resolver = watched.start("resolver", [&] { future.set_result(1); });
    QVERIFY(watched.until_blocked("resolver", "lock"));
    QCOMPARE(future.result(), 1);
    lock.release();
    resolver.join();
  }
};

QTEST_APPLESS_MAIN(TestFutureCallbacks)
#include "tst_future_callbacks.moc"
