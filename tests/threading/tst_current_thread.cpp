#include <QtTest>
#include <algorithm>
#include <atomic>
#include <optional>
#include <set>
#include <vector>

#include "threading/event.h"
#include "threading/lock.h"
#include "threading/rlock.h"
#include "threading/thread.h"
#include "threading/watched.h"
#include "threading/with.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

namespace {

bool contains(const std::vector<ThreadHandle>& threads, const ThreadHandle& thread) {
  return std::find(threads.begin(), threads.end(), thread) != threads.end();
}

}  // namespace

class TestCurrentThread : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void daemon_is_inherited_from_the_creating_thread_unless_given() {
    bool plain = true;
    bool given = true;
    const auto body = [&] {
      plain = Thread([] {}).daemon();
      given = Thread({.daemon = false}, [] {}).daemon();
    };
    Thread daemon({.daemon = true}, body);
    daemon.start();
    daemon.join();
    QVERIFY(plain);
    QVERIFY(!given);
    Thread other({.daemon = false}, body);
    other.start();
    other.join();
    QVERIFY(!plain);
  }

  void the_main_thread_is_not_daemonic_nor_are_its_children() {
    QVERIFY(!main_thread().daemon());
    QVERIFY(!Thread([] {}).daemon());
  }

  void current_thread_in_a_thread_is_its_object() {
    std::atomic<bool> same{false};
    Thread* self = nullptr;
    Thread thread([&] { same = current_thread() == *self; });
    self = &thread;
    thread.start();
    thread.join();
    QVERIFY(same);
  }

  void main_thread_is_the_same_everywhere() {
    QCOMPARE(current_thread() == main_thread(), true);
    QCOMPARE(main_thread().name(), "MainThread");
    QVERIFY(main_thread().is_alive());
    QCOMPARE(main_thread().native_id(), std::optional(get_native_id()));
    const ThreadHandle here = main_thread();
    in_foreign_thread([&] { QVERIFY(main_thread() == here && current_thread() != here); });
    Thread thread([&] { QVERIFY(main_thread() == here && current_thread() != here); });
    thread.start();
    thread.join();
  }

  void ident_is_what_get_ident_says_in_the_thread() {
    QCOMPARE(main_thread().ident(), std::optional(get_ident()));
    in_foreign_thread([] { QCOMPARE(current_thread().ident(), std::optional(get_ident())); });
    std::uint64_t ident = 0;
    Thread thread([&] { ident = get_ident(); });
    thread.start();
    thread.join();
    QCOMPARE(thread.ident(), std::optional(ident));
  }

  void idents_of_threads_are_never_used_again() {
    std::set<std::uint64_t> idents;
    for (int i = 0; i < 50; ++i) {
      Thread thread([] {});
      thread.start();
      thread.join();
      QVERIFY(idents.insert(*thread.ident()).second);
    }
  }

  void active_count_is_the_main_thread_plus_everything_started_and_not_ended() {
    QCOMPARE(active_count(), std::size_t{1});
    QVERIFY(contains(enumerate(), main_thread()));
    threading::Event go;
    Thread first([&] { go.wait(); });
    Thread second([&] { go.wait(); });
    QCOMPARE(active_count(), std::size_t{1});
    first.start();
    second.start();
    QCOMPARE(active_count(), std::size_t{3});
    QCOMPARE(enumerate().size(), std::size_t{3});
    QVERIFY(contains(enumerate(), first));
    QVERIFY(contains(enumerate(), second));
    go.set();
    first.join();
    second.join();
    QCOMPARE(active_count(), std::size_t{1});
  }

  void after_join_a_thread_is_gone_from_enumerate() {
    for (int i = 0; i < 100; ++i) {
      Thread thread([] {});
      thread.start();
      thread.join();
      QVERIFY(!contains(enumerate(), thread));
    }
  }

  void a_sessions_threads_enumerate_themselves_only() {
    Watched watched;
    std::size_t count = 0;
    watched.start("worker", [&] { count = active_count(); }).join();
    QCOMPARE(count, std::size_t{1});
  }

  void a_foreign_thread_is_a_live_daemonic_dummy_with_daemonic_children() {
    const std::size_t before = active_count();
    std::optional<ThreadHandle> handle;
    in_foreign_thread([&] {
      handle = current_thread();
      QVERIFY(handle->name().starts_with("Dummy-"));
      QVERIFY(handle->daemon());
      QVERIFY(handle->is_alive());
      QCOMPARE(handle->native_id(), std::optional(get_native_id()));
      QVERIFY(current_thread() == *handle);
      QVERIFY(contains(enumerate(), *handle));
      QVERIFY(Thread([] {}).daemon());
    });
    QVERIFY(!handle->is_alive());
    QCOMPARE(active_count(), before);
  }

  void a_child_of_a_foreign_thread_that_never_asked_who_it_is_is_daemonic_too() {
    in_foreign_thread([] { QVERIFY(Thread([] {}).daemon()); });
  }

  void a_visitor_is_called_as_it_was_adopted() {
    Watched watched;
    const auto context = watched.session()->adopt("interface");
    {
      const Session::Visit visit(*context);
      QCOMPARE(current_thread().name(), "interface");
    }
    QVERIFY(current_thread() == main_thread());
  }

  void a_visitor_is_the_same_thread_for_as_long_as_somebody_knows_it() {
    Watched watched;
    const auto context = watched.session()->adopt("interface");
    std::optional<ThreadHandle> known;
    {
      const Session::Visit visit(*context);
      known = current_thread();
      known->set_name("window");
      QVERIFY(current_thread() == *known);
      QCOMPARE(current_thread().name(), "window");
      QCOMPARE(known->ident(), std::optional(get_ident()));
    }
    const Session::Visit visit(*context);
    QVERIFY(current_thread() == *known);
  }

  void a_foreign_thread_is_no_dummy_before_it_asks_who_it_is() {
    Lock lock;
    RLock rlock;
    const std::size_t before = active_count();
    in_foreign_thread([&] {
      const With first(lock);
      const With second(rlock);
      QVERIFY(rlock.is_owned());
      QVERIFY(get_ident() != *main_thread().ident());
      QCOMPARE(active_count(), before);
    });
  }
};

QTEST_APPLESS_MAIN(TestCurrentThread)
#include "tst_current_thread.moc"
