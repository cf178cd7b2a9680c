#include <QTest>

#include "model/racing.h"
#include "threading/barrier.h"
#include "threading/condition.h"
#include "threading/event.h"
#include "threading/latch.h"
#include "threading/queue.h"
#include "threading/rw_lock.h"
#include "threading/semaphore.h"
#include "threading/thread_pool_executor.h"
#include "threading/timer.h"
#include "threading/wait.h"
#include "threading/with.h"

using namespace tests;
using namespace threading;
using namespace std::chrono_literals;

/// What orders the accesses of two threads, and what does not.
class TestRacesOrdered : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void start_and_join_order() {
    QCOMPARE(raced_for([](Counter& counter) {
               counter.add();
               in_turn({[&] { counter.add(); }, [&] { counter.add(); }});
               counter.add();
             }),
             none);
  }

  void what_is_done_between_start_and_join_is_not_ordered() {
    QCOMPARE(raced_for([](Counter& counter) {
               Thread worker([&] { counter.add(); });
               worker.start();
               counter.add();
               worker.join();
             }),
             the_counter);
  }

  void what_is_done_between_making_a_thread_and_starting_it_is_ordered() {
    QCOMPARE(raced_for([](Counter& counter) {
               Thread worker([&] { counter.add(); });
               counter.add();
               worker.start();
               worker.join();
             }),
             none);
  }

  void a_thread_that_was_seen_to_be_over_is_as_good_as_joined() {
    QCOMPARE(raced_for([](Counter& counter) {
               Thread worker([&] { counter.add(); });
               worker.start();
               while (worker.is_alive()) sched_yield();
               counter.add();
             }),
             none);
  }

  void a_timer_comes_after_its_start() {
    QCOMPARE(raced_for([](Counter& counter) {
               Timer timer(1ms, [&] { counter.add(); });
               counter.add();
               timer.start();
               timer.join();
               counter.add();
             }),
             none);
  }

  void a_queue_hands_over() {
    QCOMPARE(raced_for([](Counter& counter) {
               Queue<int> there(0, "there");
               Queue<int> back(0, "back");
               side_by_side({[&] {
                               for (int i = 0; i < rounds; ++i) {
                                 counter.add();
                                 there.put(i);
                                 back.get();
                               }
                             },
                             [&] {
                               for (int i = 0; i < rounds; ++i) {
                                 there.get();
                                 counter.add();
                                 back.put(i);
                               }
                             }});
             }),
             none);
  }

  void joining_a_queue_waits_for_its_tasks() {
    QCOMPARE(raced_for([](Counter& counter) {
               Queue<int> tasks(0, "tasks");
               Thread worker([&] {
                 tasks.get();
                 counter.add();
                 tasks.task_done();
               });
               worker.start();
               tasks.put(1);
               tasks.join();
               counter.add();
               worker.join();
             }),
             none);
  }

  void two_consumers_of_a_queue_are_not_ordered_by_it() {
    QCOMPARE(raced_for([](Counter& counter) {
               Queue<int> tasks(0, "tasks");
               const auto consume = [&] {
                 tasks.get();
                 counter.add();
                 tasks.task_done();
               };
               tasks.put(1);
               tasks.put(2);
               side_by_side({consume, consume});
             }),
             the_counter);
  }

  void an_event_hands_over_whether_it_was_waited_for_or_not() {
    const auto hand_over = [](Counter& counter, auto await) {
      Event ready("ready");
      side_by_side({[&] {
                      counter.add();
                      ready.set();
                    },
                    [&] {
                      await(ready);
                      counter.add();
                    }});
    };
    for (int i = 0; i < rounds; ++i) {
      QCOMPARE(raced_for([&](Counter& counter) { hand_over(counter, [](Event& ready) { ready.wait(); }); }), none);
      QCOMPARE(raced_for([&](Counter& counter) { hand_over(counter, [](Event& ready) { ready.wait(1h); }); }), none);
      QCOMPARE(raced_for([&](Counter& counter) {
                 hand_over(counter, [](Event& ready) {
                   while (!ready.is_set()) sched_yield();
                 });
               }),
               none);
    }
  }

  void an_event_that_was_not_set_orders_nothing() {
    QCOMPARE(raced_for([](Counter& counter) {
               Event ready("ready");
               side_by_side({[&] { counter.add(); },
                             [&] {
                               ready.wait(1ms);
                               counter.add();
                               ready.set();
                             }});
             }),
             the_counter);
  }

  void a_condition_hands_over() {
    QCOMPARE(raced_for([](Counter& counter) {
               Condition changed("changed");
               const auto work = [&](int parity) {
                 return [&, parity] {
                   for (int i = 0; i < rounds; ++i) {
                     const With holding(changed);
                     while (counter.number.load() % 2 != parity) changed.wait();
                     counter.add();
                     changed.notify();
                   }
                 };
               };
               side_by_side({work(0), work(1)});
             }),
             none);
  }

  void a_semaphore_hands_over() {
    QCOMPARE(raced_for([](Counter& counter) {
               Semaphore mine(1, "mine");
               Semaphore yours(0, "yours");
               const auto work = [&](Semaphore& await, Semaphore& give) {
                 return [&] {
                   for (int i = 0; i < rounds; ++i) {
                     await.acquire();
                     counter.add();
                     give.release();
                   }
                 };
               };
               side_by_side({work(mine, yours), work(yours, mine)});
             }),
             none);
  }

  void a_barrier_separates_rounds() {
    QCOMPARE(raced_for([](Counter& counter) {
               Barrier gate(2, "gate");
               const auto work = [&](int parity) {
                 return [&, parity] {
                   for (int i = 0; i < rounds; ++i) {
                     if (i % 2 == parity) counter.add();
                     gate.wait();
                   }
                 };
               };
               side_by_side({work(0), work(1)});
             }),
             none);
  }

  void a_barrier_does_not_order_what_comes_after_it_with_the_same_of_others() {
    QCOMPARE(raced_for([](Counter& counter) {
               Barrier gate(2, "gate");
               const auto work = [&] {
                 gate.wait();
                 counter.add();
                 gate.wait();
               };
               side_by_side({work, work});
             }),
             the_counter);
  }

  void a_barriers_action_comes_before_all_that_leave() {
    for (int i = 0; i < rounds; ++i) {
      QCOMPARE(raced_for([](Counter& counter) {
                 Barrier gate(
                     3, [&] { counter.add(); }, "gate");
                 const auto work = [&] {
                   counter.number.load();
                   gate.wait();
                   counter.number.load();
                 };
                 side_by_side({work, work, work});
               }),
               none);
    }
  }

  void a_latch_opens_after_all_have_counted_down() {
    QCOMPARE(raced_for([](Counter& counter) {
               Latch done(1, "done");
               side_by_side({[&] {
                               counter.add();
                               done.count_down();
                             },
                             [&] {
                               done.wait();
                               counter.add();
                             }});
             }),
             none);
  }

  void an_executor_hands_over_to_its_calls_and_back() {
    QCOMPARE(raced_for([](Counter& counter) {
               ThreadPoolExecutor pool(2);
               counter.add();
               pool.submit([&] { counter.add(); }).result();
               counter.add();
               const auto future = pool.submit([&] { counter.add(); });
               while (!future.done()) sched_yield();
               counter.add();
               const std::vector waited_for{pool.submit([&] { counter.add(); })};
               wait(waited_for);
               counter.add();
             }),
             none);
  }

  void two_calls_of_an_executor_are_not_ordered() {
    QCOMPARE(raced_for([](Counter& counter) {
               ThreadPoolExecutor pool(2);
               Latch both(2, "both");
               const auto call = [&] {
                 both.arrive_and_wait();
                 counter.add();
               };
               const auto one = pool.submit(call);
               const auto two = pool.submit(call);
               one.result();
               two.result();
             }),
             the_counter);
  }

  void a_future_tells_its_callbacks() {
    QCOMPARE(raced_for([](Counter& counter) {
               const Future<int> sum("sum");
               Thread worker([&] {
                 counter.add();
                 sum.set_result(1);
               });
               worker.start();
               Event told("told");
               sum.add_done_callback([&](const Future<int>&) {
                 counter.add();
                 told.set();
               });
               told.wait();
               counter.add();
               worker.join();
             }),
             none);
  }

  void writers_of_a_readers_writer_lock_are_ordered_with_all() {
    QCOMPARE(raced_for([](Counter& counter) {
               RWLock book("book");
               const auto write = [&] {
                 for (int i = 0; i < rounds; ++i) {
                   const Writing writing(book);
                   counter.add();
                 }
               };
               const auto read = [&] {
                 for (int i = 0; i < rounds; ++i) {
                   const Reading reading(book);
                   counter.number.load();
                 }
               };
               side_by_side({write, read, read, write});
             }),
             none);
  }
};

QTEST_APPLESS_MAIN(TestRacesOrdered)
#include "tst_races_ordered.moc"
