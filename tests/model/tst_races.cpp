#include <QTest>

#include "model/races.h"
#include "model/racing.h"
#include "threading/event.h"
#include "threading/interpreter_lock.h"
#include "threading/lock.h"
#include "threading/rw_lock.h"
#include "threading/with.h"

using model::Finding;
using namespace tests;
using namespace threading;

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
