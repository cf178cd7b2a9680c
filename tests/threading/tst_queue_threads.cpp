#include <QtTest>
#include <memory>
#include <utility>
#include <vector>

#include "threading/producers_consumers.h"
#include "threading/queue.h"
#include "threading/watched.h"

// Many threads at one queue, watched, plain, and taken down.

using namespace std::chrono_literals;
using namespace threading;

using Crew = ProducersConsumers::Crew;

class TestQueueThreads : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void four_producers_and_consumers_pass_every_item_once_and_each_producers_in_order_data() {
    QTest::addColumn<int>("maxsize");
    QTest::addColumn<Crew>("crew");
    for (const auto& [name, crew] :
         {std::pair("watched", Crew::watched), {"plain", Crew::plain}, {"mixed", Crew::mixed}}) {
      for (const int maxsize : {1, 2, 10, 0}) QTest::addRow("maxsize %d, %s", maxsize, name) << maxsize << crew;
    }
  }
  void four_producers_and_consumers_pass_every_item_once_and_each_producers_in_order() {
    QFETCH(int, maxsize);
    QFETCH(Crew, crew);
    Queue<ProducersConsumers::Item> queue(maxsize);
    const ProducersConsumers passed(queue, crew);
    QVERIFY(queue.empty());
    QVERIFY(passed.every_item_came_once());
    QVERIFY(passed.each_producers_came_in_order());
  }

  void join_returns_when_plain_consumers_have_done_every_task() {
    Queue<int> queue(3);
    std::vector<Thread> consumers;
    for (int i = 0; i < 3; ++i) {
      consumers.emplace_back([&queue] {
        for (int item = queue.get(); item != 0; item = queue.get()) queue.task_done();
      });
      consumers.back().start();
    }
    for (int i = 1; i <= 1'000; ++i) queue.put(i);
    queue.join();
    QVERIFY(queue.empty());
    for (int i = 0; i < 3; ++i) queue.put(0);
    for (const Thread& thread : consumers) thread.join();
  }

  void take_down_wakes_who_waits_and_leaves_items_to_others() {
    Queue<int> queue(0, "work");
    int got = 0;
    Watched others;
    Watched watched;
    watched.start("getter", [&] { queue.get(); });
    QVERIFY(watched.until_blocked("getter", "work"));
    const Thread survivor = others.start("survivor", [&] { got = queue.get(); });
    QVERIFY(others.until_blocked("survivor", "work"));
    watched.session()->take_down();
    queue.put(7);
    survivor.join();
    QCOMPARE(got, 7);
  }

  void take_down_ends_threads_that_nobody_watches() {
    for (int round = 0; round < 50; ++round) {
      Queue<int> queue(2);
      const auto session = std::make_shared<Session>(Session::Options{});
      for (int i = 0; i < 2; ++i) {
        Thread({.name = "producer", .session = session}, [&queue] {
          for (;;) queue.put(1);
        }).start();
        Thread({.name = "consumer", .session = session}, [&queue] {
          for (;;) queue.get();
        }).start();
      }
      session->take_down();
      QVERIFY(session->wait_until_empty(Deadline::after(60s)));
    }
  }
};

QTEST_APPLESS_MAIN(TestQueueThreads)
#include "tst_queue_threads.moc"
