#include <QTest>

#include "model/program.h"
#include "model/races.h"
#include "threading/barrier.h"
#include "threading/condition.h"
#include "threading/event.h"
#include "threading/interpreter_lock.h"
#include "threading/latch.h"
#include "threading/lock.h"
#include "threading/queue.h"
#include "threading/rlock.h"
#include "threading/rw_lock.h"
#include "threading/semaphore.h"
#include "threading/shared.h"
#include "threading/thread_pool_executor.h"
#include "threading/timer.h"
#include "threading/wait.h"
#include "threading/with.h"

using model::Finding;
using model::FindingKind;
using namespace tests;
using namespace threading;
using namespace std::chrono_literals;

namespace {

/// A variable and ways to use it.
struct Counter {
  Shared<int> number{0, "counter"};

  void add() { number.store(number.load() + 1); }
};

/// What `program` races for: the names of the variables.
QStringList raced_for(const std::function<void(Counter&)>& program) {
  Counter counter;
  const auto snapshot = watch([&] { program(counter); });
  QStringList variables;
  for (const Finding& finding : snapshot->findings) {
    if (finding.kind != FindingKind::race) {
      variables += QString::fromStdString(finding.sentence);
    } else {
      variables += QString::fromStdString(snapshot->object(finding.steps[0].object)->name);
    }
  }
  variables.removeDuplicates();
  return variables;
}

const QStringList none;
const QStringList the_counter{"counter"};

/// Two workers that give and take a variable in some way, often enough for every interleaving to be seen.
constexpr int rounds = 20;

}  // namespace

class TestRaces : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_plain_counter_of_two_threads() {
    QCOMPARE(raced_for([](Counter& counter) {
               side_by_side({[&] { counter.add(); }, [&] { counter.add(); }});
             }),
             the_counter);
  }

  void one_lock_around_it_is_enough() {
    QCOMPARE(raced_for([](Counter& counter) {
               Lock lock;
               const auto work = [&] {
                 for (int i = 0; i < rounds; ++i) {
                   const With holding(lock);
                   counter.add();
                 }
               };
               side_by_side({work, work, work});
               counter.add();
             }),
             none);
  }

  void two_different_locks_are_none() {
    QCOMPARE(raced_for([](Counter& counter) {
               const auto work = [&] {
                 Lock mine;
                 const With holding(mine);
                 counter.add();
               };
               side_by_side({work, work});
             }),
             the_counter);
  }

  void a_lock_that_only_one_of_them_takes_is_none() {
    Counter counter;
    Lock lock("till");
    const auto snapshot = watch([&] {
      side_by_side({[&] { counter.number.store(1); },
                    [&] {
                      const With holding(lock);
                      counter.number.store(2);
                    }});
    });
    QVERIFY(sentences(*snapshot).find("no common lock (only worker-2 holds lock till)") != std::string::npos);
  }

  void the_sentence_tells_both_accesses_and_what_is_missing() {
    Counter counter;
    unsigned line = 0;
    const auto snapshot = watch([&] {
      Lock one("one");
      Lock two("two");
      Event through("through");
      Thread writer({.name = "writer"}, [&] {
        const With holding(one);
        counter.number.store(1), line = __LINE__;
      });
      writer.start();
      const With holding(two);
      counter.number.load();
      writer.join();
    });
    QCOMPARE(snapshot->findings.size(), std::size_t{1});
    const Finding& race = snapshot->findings.front();
    QCOMPARE(race.steps.size(), std::size_t{2});
    const bool stored_first = race.steps[0].kind == trace::EventKind::stored;
    const QString stores = QString("writer stores to %1 at line %2").arg(stored_first ? "counter" : "it").arg(line);
    const QString loads = QString("main loads %1 at line %2").arg(stored_first ? "it" : "counter").arg(line + 4);
    const QString locks =
        stored_first ? "writer holds lock one, main holds lock two" : "main holds lock two, writer holds lock one";
    QCOMPARE(QString::fromStdString(race.sentence),
             (stored_first ? stores + " and " + loads : loads + " and " + stores) +
                 "; nothing orders the two: no common lock (" + locks + "), no join between them.");
  }

  void a_race_is_found_in_a_run_that_gave_the_right_result() {
    int result = 0;
    QCOMPARE(raced_for([&](Counter& counter) {
               side_by_side({[&] { counter.number.store(1); }, [] {}});
               // Whoever comes second has seen what the first did, but nothing makes it come second.
               Thread first({.name = "first"}, [&] { counter.number.store(2); });
               first.start();
               while (counter.number.load() != 2) sched_yield();
               result = counter.number.load();
               first.join();
             }),
             the_counter);
    QCOMPARE(result, 2);
  }

  void loads_alone_do_not_race() {
    QCOMPARE(raced_for([](Counter& counter) {
               const auto look = [&] { counter.number.load(); };
               side_by_side({look, look, look});
             }),
             none);
  }

  void changes_in_one_step_do_not_race_and_order() {
    QCOMPARE(raced_for([](Counter& counter) {
               Shared<int> message(0, "message");
               side_by_side({[&] {
                               for (int i = 0; i < rounds; ++i) counter.number.fetch_add(1);
                               message.store(7);
                               counter.number.exchange(-1000);
                             },
                             [&] {
                               while (counter.number.load() >= 0) sched_yield();
                               message.store(message.load() + 1);
                               counter.number.fetch_add(1);
                             }});
             }),
             none);
  }

  void a_change_in_one_step_knows_what_was_done_before_the_one_before_it() {
    QCOMPARE(raced_for([](Counter& counter) {
               Shared<bool> full(false, "full");
               side_by_side({[&] {
                               counter.add();
                               full.exchange(true);
                             },
                             [&] {
                               for (bool expected = true; !full.compare_exchange(expected, false); expected = true) {
                                 sched_yield();
                               }
                               counter.add();
                             }});
             }),
             none);
  }

  void a_store_races_with_changes_in_one_step() {
    QCOMPARE(raced_for([](Counter& counter) {
               side_by_side({[&] { counter.number.fetch_add(1); }, [&] { counter.number.store(0); }});
             }),
             the_counter);
  }

  void a_flag_that_is_looked_at_without_the_lock_first_races() {
    const QStringList variables = raced_for([](Counter& counter) {
      Shared<bool> ready(false, "ready");
      Lock lock;
      const auto get = [&] {
        if (!ready.load()) {
          const With holding(lock);
          if (!ready.load()) {
            counter.number.store(42);
            ready.store(true);
          }
        }
        counter.number.load();
      };
      side_by_side({get, get});
    });
    QVERIFY(variables.contains("ready"));
  }

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

  void readers_that_write_race() {
    Counter counter;
    const auto snapshot = watch([&] {
      RWLock book("book");
      const auto write = [&] {
        const Reading reading(book);
        counter.add();
      };
      side_by_side({write, write});
    });
    QVERIFY(sentences(*snapshot).find("both hold readers-writer lock book, but only to read") != std::string::npos);
  }

  void the_interpreter_lock_makes_no_program_correct() {
    QCOMPARE(raced_for([](Counter& counter) {
               InterpreterLock gil;
               const InterpreterLock::Hold hold(gil);
               side_by_side({[&] { counter.add(); }, [&] { counter.add(); }});
             }),
             the_counter);
  }

  void a_pair_of_lines_is_told_once() {
    Counter counter;
    const auto snapshot = watch([&] {
      const auto work = [&] {
        for (int i = 0; i < 1000; ++i) counter.add();
      };
      side_by_side({work, work, work});
    });
    // Load and store, and store and store.
    QCOMPARE(snapshot->findings.size(), std::size_t{2});
  }

  void of_many_races_a_bounded_number_is_told() {
    const auto snapshot = watch([&] {
      std::vector<std::unique_ptr<Shared<int>>> numbers;
      for (std::size_t i = 0; i < 2 * model::Races::most_races; ++i) numbers.push_back(std::make_unique<Shared<int>>());
      const auto work = [&] {
        for (const auto& number : numbers) number->store(1);
      };
      side_by_side({work, work});
    });
    QCOMPARE(snapshot->findings.size(), model::Races::most_races);
  }

  void threads_in_a_row_are_told_apart_however_many() {
    QCOMPARE(raced_for([](Counter& counter) {
               for (std::size_t i = 0; i < 2 * model::StartJoinOrder::most; ++i) in_turn({[&] { counter.add(); }});
             }),
             none);
    QCOMPARE(raced_for([](Counter& counter) {
               for (int i = 0; i < 100; ++i) in_turn({[] {}});
               side_by_side({[&] { counter.add(); }, [&] { counter.add(); }});
             }),
             the_counter);
  }
};

QTEST_APPLESS_MAIN(TestRaces)
#include "tst_races.moc"
