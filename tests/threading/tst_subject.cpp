#include <QtTest>
#include <utility>
#include <vector>

#include "threading/lock.h"
#include "threading/queue.h"
#include "threading/semaphore.h"
#include "threading/shared.h"
#include "threading/subject.h"
#include "threading/watched.h"
#include "threading/with.h"

using namespace threading;
using trace::EventKind;

namespace {

trace::ObjectName object_named(Watched& watched, const std::string& name) {
  watched.events();
  for (const auto& [id, object] : watched.objects()) {
    if (object.name == name) return object;
  }
  return {};
}

}  // namespace

class TestSubject : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void an_object_made_by_a_watched_thread_is_named_after_it_at_once() {
    Watched watched;
    watched
        .start("main",
               [] {
                 const Lock first;
                 const Lock second("till");
                 const Semaphore third(3);
               })
        .join();
    QCOMPARE(object_named(watched, "lock 1").path, "main#0");
    QCOMPARE(object_named(watched, "till").path, "main#1");
    QCOMPARE(object_named(watched, "semaphore 3").path, "main#2");
    QCOMPARE(object_named(watched, "semaphore 3").limit, 3);
  }

  void an_object_made_by_an_unwatched_thread_is_enrolled_at_its_first_watched_use() {
    Lock unnamed;
    Lock named("till");
    unnamed.acquire();
    unnamed.release();
    Watched watched;
    watched.events();
    QVERIFY(watched.objects().empty());
    watched
        .start("main",
               [&] {
                 const With first(unnamed);
                 const With second(named);
               })
        .join();
    QCOMPARE(object_named(watched, "lock 1").path, "main#0");
    QCOMPARE(object_named(watched, "till").path, "main#1");
    QCOMPARE(watched.history("lock 1").front().sequence, 1U);
    QCOMPARE(watched.history("till").front().sequence, 1U);
  }

  void an_object_that_nobody_watched_used_is_not_in_the_trace() {
    Watched watched;
    const Lock lock("till");
    in_foreign_thread([] { const Lock other("other"); });
    watched.start("main", [] {}).join();
    QVERIFY(!object_named(watched, "till").id);
    QVERIFY(!object_named(watched, "other").id);
  }

  void an_object_used_under_a_second_recorder_begins_anew() {
    Lock lock("till");
    for (int run = 0; run < 2; ++run) {
      Watched watched;
      watched.start("main", [&] { const With with(lock); }).join();
      const auto history = watched.history("till");
      QCOMPARE(history.size(), std::size_t{2});
      QCOMPARE(history.front().sequence, 1U);
    }
  }

  void unwatched_changes_leave_no_gap() {
    Lock lock("till");
    Watched watched;
    for (int i = 0; i < 5; ++i) {
      watched.start("main", [&] { const With with(lock); }).join();
      const With with(lock);
    }
    const auto history = watched.history("till");
    QCOMPARE(history.size(), std::size_t{10});
    QCOMPARE(history.back().sequence, 10U);
  }

  void ids_are_unique_over_objects_of_all_threads() {
    Watched watched;
    std::vector<Thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.push_back(watched.start("maker", [] {
        for (int n = 0; n < 100; ++n) const Lock lock;
      }));
    }
    for (const Thread& thread : threads) thread.join();
    watched.events();
    int locks = 0;
    for (const auto& [id, object] : watched.objects()) locks += object.kind == trace::ObjectKind::lock ? 1 : 0;
    QCOMPARE(locks, 400);
  }

  void sequences_over_many_threads_have_no_gap_and_equal_history() {
    constexpr int rounds = 2'000;
    Lock lock("till");
    Shared<int> counter(0, "counter");
    Queue<int> queue(3, "work");
    std::vector<std::string> order;
    Watched watched;
    std::vector<Thread> threads;
    for (int i = 0; i < 4; ++i) {
      const std::string name = "worker-" + std::to_string(i);
      threads.push_back(watched.start(name, [&, name] {
        for (int n = 0; n < rounds; ++n) {
          {
            const With with(lock);
            order.push_back(name);
          }
          counter.fetch_add(1);
          queue.put(n);
          queue.get();
        }
      }));
    }
    for (const Thread& thread : threads) thread.join();
    for (const char* object : {"till", "counter", "work"}) {
      std::uint32_t expected = 0;
      for (const trace::Event& event : watched.history(object)) QCOMPARE(event.sequence, ++expected);
    }
    std::vector<std::string> recorded;
    bool held = false;
    for (const trace::Event& event : watched.history("till")) {
      if (event.kind == EventKind::acquired) {
        QVERIFY(!std::exchange(held, true));
        recorded.push_back(watched.name(event.thread));
      }
      if (event.kind == EventKind::released) QVERIFY(std::exchange(held, false));
    }
    QVERIFY(recorded == order);
    std::int64_t value = 0;
    for (const trace::Event& event : watched.history("counter")) QCOMPARE(event.value, ++value);
    std::int64_t items = 0;
    for (const trace::Event& event : watched.history("work")) {
      if (event.kind == EventKind::put) QCOMPARE(event.value, ++items);
      if (event.kind == EventKind::got) QCOMPARE(event.value, --items);
    }
  }

  void a_wait_tells_who_holds_what_it_waits_for() {
    Lock lock("till");
    Watched watched;
    lock.acquire();
    const Thread one = watched.start("one", [&] { lock.acquire(); });
    QVERIFY(watched.until_blocked("one", "till"));
    QVERIFY(!watched.events(EventKind::blocked).front().peer);
    lock.release();
    one.join();
    const Thread other = watched.start("other", [&] { lock.acquire(); });
    QVERIFY(watched.until_blocked("other", "till"));
    QCOMPARE(watched.name(watched.events(EventKind::blocked).back().peer), "one");
    lock.release();
    other.join();
  }

  void nothing_is_no_object() {
    Watched watched;
    const auto context = watched.session()->adopt("visitor");
    Subject nothing;
    nothing.record(*context, EventKind::sleeping, 5);
    QVERIFY(!nothing.id(*context));
    QCOMPARE(watched.events().size(), std::size_t{1});
    QVERIFY(!watched.events().front().object);
    QCOMPARE(watched.events().front().sequence, 0U);
  }
};

QTEST_APPLESS_MAIN(TestSubject)
#include "tst_subject.moc"
