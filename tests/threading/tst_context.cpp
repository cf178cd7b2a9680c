#include <QtTest>
#include <memory>
#include <thread>

#include "threading/context.h"
#include "threading/quiet_runtime.h"
#include "threading/rlock.h"
#include "threading/watched.h"
#include "threading/with.h"

using namespace threading;

namespace {

RLock lock_of_static_objects;

/// Uses the library when it is destroyed, which is after the thread's context ended if it was made before it.
struct Late {
  ~Late() {
    if (done == nullptr) return;
    const With outer(lock_of_static_objects);
    const With inner(lock_of_static_objects);
    *done = lock_of_static_objects.depth() == 2;
  }
  bool* done = nullptr;
};

bool done_at_exit = false;
Late destroyed_at_exit;

}  // namespace

class TestContext : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void each_thread_has_its_own_and_keeps_it() {
    Context& here = Context::current();
    QCOMPARE(&Context::current(), &here);
    in_foreign_thread([&] {
      Context& there = Context::current();
      QVERIFY(&there != &here);
      QCOMPARE(&Context::current(), &there);
      QVERIFY(there.serial() != here.serial());
    });
  }

  void serials_are_never_used_again() {
    std::uint64_t last = 0;
    for (int i = 0; i < 50; ++i) {
      in_foreign_thread([&] {
        QVERIFY(Context::current().serial() > last);
        last = Context::current().serial();
      });
    }
  }

  void a_foreign_thread_is_in_no_session_and_not_watched() {
    in_foreign_thread([] {
      const Context& self = Context::current();
      QVERIFY(self.session() == nullptr);
      QVERIFY(self.runtime() == nullptr);
      QVERIFY(!self.watched());
      QVERIFY(!self.id());
    });
  }

  void the_main_threads_context_is_known_everywhere() {
    const Context* here = &Context::current();
    QCOMPARE(Context::of_main_thread().get(), here);
    in_foreign_thread([&] { QVERIFY(Context::of_main_thread().get() == here); });
  }

  void a_thread_is_plain_once_it_is_known() {
    in_foreign_thread([] {
      QVERIFY(!Context::plain());
      const Context& self = Context::current();
      QVERIFY(Context::plain());
      QCOMPARE(Context::plain_serial(), self.serial());
    });
  }

  void a_thread_is_plain_only_while_nobody_watches_schedules_or_holds_it_up() {
    const Context& self = Context::current();
    struct Anyone final : QuietRuntime {
      Decision announce(Context&, const Operation&, Subject&, FunctionRef<bool()>, Deadline) override {
        return Decision::act;
      }
    } runtime;
    const auto is_plain_in = [](Session::Options options) {
      const auto session = std::make_shared<Session>(std::move(options));
      const auto context = session->adopt("visitor");
      const Session::Visit visit(*context);
      return Context::plain();
    };
    QVERIFY(is_plain_in({}));
    QVERIFY(!is_plain_in({.recorder = std::make_shared<trace::Recorder>()}));
    QVERIFY(!is_plain_in({.runtime = &runtime}));
    QVERIFY(Context::plain());
    QCOMPARE(Context::plain_serial(), self.serial());
  }

  void a_thread_is_not_plain_while_its_session_is_paused_paced_or_taken_down() {
    const auto session = std::make_shared<Session>(Session::Options{});
    const auto context = session->adopt("visitor");
    const Session::Visit visit(*context);
    QVERIFY(Context::plain());
    session->pause();
    QVERIFY(!Context::plain());
    session->resume();
    QVERIFY(Context::plain());
    session->set_pace(std::chrono::milliseconds(1));
    QVERIFY(!Context::plain());
    session->set_pace(std::chrono::nanoseconds::zero());
    QVERIFY(Context::plain());
    session->take_down();
    QVERIFY(!Context::plain());
  }

  void use_makes_a_context_current_for_a_scope() {
    Context& before = Context::current();
    const auto other = std::make_shared<Context>(nullptr, "other", nullptr);
    {
      const Context::Use use(*other);
      QCOMPARE(&Context::current(), other.get());
    }
    QCOMPARE(&Context::current(), &before);
  }

  void paths_number_children_and_objects() {
    Context context(nullptr, "main/2", nullptr);
    QCOMPARE(context.next_child_path(), "main/2/0");
    QCOMPARE(context.next_child_path(), "main/2/1");
    QCOMPARE(context.next_object_path(), "main/2#0");
    QCOMPARE(context.next_object_path(), "main/2#1");
    QCOMPARE(context.objects_made(), 2U);
  }

  void what_is_to_be_done_at_the_end_is_done_once_also_what_was_added_meanwhile() {
    Context context(nullptr, "main", nullptr);
    int done = 0;
    context.at_end([&] {
      ++done;
      context.at_end([&] { ++done; });
    });
    context.run_at_end();
    QCOMPARE(done, 2);
    context.run_at_end();
    QCOMPARE(done, 2);
  }

  void a_foreign_threads_end_is_told() {
    bool ended = false;
    in_foreign_thread([&] { Context::current().at_end([&] { ended = true; }); });
    QVERIFY(ended);
  }

  void thread_local_objects_that_outlive_the_context_may_use_the_library() {
#if defined(__SANITIZE_ADDRESS__)
    QSKIP("The context that such an object gets is nobody's to free.");
#endif
    bool done = false;
    in_foreign_thread([&] {
      thread_local Late late;
      late.done = &done;
      Context::current();
    });
    QVERIFY(done);
    QCOMPARE(lock_of_static_objects.depth(), 0);
  }

  void static_objects_may_use_the_library_at_exit() { destroyed_at_exit.done = &done_at_exit; }
};

QTEST_APPLESS_MAIN(TestContext)
#include "tst_context.moc"
