#include <QTest>

#include "model/lock_order.h"
#include "model/program.h"
#include "threading/condition.h"
#include "threading/event.h"
#include "threading/lock.h"
#include "threading/rlock.h"
#include "threading/rw_lock.h"
#include "threading/semaphore.h"
#include "threading/with.h"

using model::Finding;
using model::FindingKind;
using namespace tests;
using namespace threading;
using namespace std::chrono_literals;

namespace {

template <class First, class Second>
Work nested(First& first, Second& second) {
  return [&first, &second] {
    const With outer(first);
    const With inner(second);
  };
}

/// Both, the second one only when the first is through: no lock is ever waited for.
Work one_then_other(Work one, Work other) {
  return [one = std::move(one), other = std::move(other)] {
    Event through("through");
    side_by_side({[&] {
                    one();
                    through.set();
                  },
                  [&] {
                    through.wait();
                    other();
                  }});
  };
}

/// The same, with a permit.
Work behind(Semaphore& gate, Work work) {
  return [&gate, work = std::move(work)] {
    const With permitted(gate);
    work();
  };
}

std::size_t cycles(const Work& program) {
  const auto snapshot = watch(program);
  return count(*snapshot, FindingKind::lock_order);
}

}  // namespace

class TestLockOrder : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  // The six programs of which only the first can deadlock.

  void opposite_orders_in_two_threads_are_reported_although_nothing_went_wrong() {
    Lock left("left");
    Lock right("right");
    const auto snapshot = watch(one_then_other(nested(left, right), nested(right, left)));
    QCOMPARE(count(*snapshot, FindingKind::lock_order), std::size_t{1});
    QVERIFY(snapshot->stuck.empty());
  }

  void opposite_orders_are_not_reported_if_one_thread_is_joined_before_the_other_starts() {
    Lock left("left");
    Lock right("right");
    QCOMPARE(cycles([&] { in_turn({nested(left, right), nested(right, left)}); }), std::size_t{0});
  }

  void opposite_orders_in_one_thread_are_not_reported() {
    Lock left("left");
    Lock right("right");
    QCOMPARE(cycles([&] {
               nested(left, right)();
               nested(right, left)();
             }),
             std::size_t{0});
  }

  void opposite_orders_behind_a_gate_lock_are_not_reported() {
    Lock gate("gate");
    Lock left("left");
    Lock right("right");
    const auto behind_gate = [&gate](Work work) {
      return [&gate, work = std::move(work)] {
        const With holding(gate);
        work();
      };
    };
    QCOMPARE(cycles(one_then_other(behind_gate(nested(left, right)), behind_gate(nested(right, left)))),
             std::size_t{0});
  }

  void a_semaphore_with_fewer_permits_than_the_cycle_has_threads_keeps_them_apart() {
    Lock left("left");
    Lock right("right");
    const auto reported = [&](int permits) {
      Semaphore gate(permits, "gate");
      return cycles(one_then_other(behind(gate, nested(left, right)), behind(gate, nested(right, left))));
    };
    QCOMPARE(reported(1), std::size_t{0});
    QCOMPARE(reported(2), std::size_t{1});
  }

  void a_semaphore_that_only_one_of_them_passes_keeps_nobody_apart() {
    Lock left("left");
    Lock right("right");
    Semaphore gate(1, "gate");
    QCOMPARE(cycles(one_then_other(behind(gate, nested(left, right)), nested(right, left))), std::size_t{1});
    // Nor if a thread goes round it later.
    const auto twice = [&] {
      behind(gate, nested(right, left))();
      nested(right, left)();
    };
    QCOMPARE(cycles(one_then_other(behind(gate, nested(left, right)), twice)), std::size_t{1});
  }

  void a_semaphore_whose_permits_another_thread_gives_keeps_nobody_apart() {
    Lock left("left");
    Lock right("right");
    Semaphore signal(1, "signal");
    const auto signalled = [&] {
      signal.acquire();
      nested(left, right)();
    };
    const auto signalling = [&] {
      signal.release();
      signal.acquire();
      nested(right, left)();
    };
    QCOMPARE(cycles(one_then_other(signalled, signalling)), std::size_t{1});
  }

  void a_first_lock_that_is_not_held_any_more_does_not_count() {
    Lock a("a");
    Lock b("b");
    Lock c("c");
    const auto hand_over_hand = [&] {
      a.acquire();
      b.acquire();
      a.release();
      c.acquire();
      c.release();
      b.release();
    };
    QCOMPARE(cycles(one_then_other(hand_over_hand, nested(c, a))), std::size_t{0});
  }

  void a_second_lock_that_is_only_tried_does_not_count() {
    Lock left("left");
    Lock right("right");
    const auto trying = [&] {
      const With holding(right);
      if (left.acquire(non_blocking)) left.release();
    };
    QCOMPARE(cycles(one_then_other(nested(left, right), trying)), std::size_t{0});
  }

  // And beyond them.

  void a_second_lock_with_a_time_out_does_not_count() {
    Lock left("left");
    Lock right("right");
    const auto patient = [&] {
      const With holding(right);
      if (left.acquire(1h)) left.release();
    };
    QCOMPARE(cycles(one_then_other(nested(left, right), patient)), std::size_t{0});
  }

  void a_first_lock_that_was_tried_counts_since_it_is_held() {
    Lock left("left");
    Lock right("right");
    const auto trying = [&] {
      QVERIFY(right.acquire(non_blocking));
      left.acquire();
      left.release();
      right.release();
    };
    QCOMPARE(cycles(one_then_other(nested(left, right), trying)), std::size_t{1});
  }

  void both_threads_and_all_four_lines_are_told() {
    Lock left("left");
    Lock right("right");
    unsigned first = 0;
    unsigned second = 0;
    const auto snapshot = watch(one_then_other(
        [&] {
          const With outer(left);
          first = __LINE__ - 1;
          const With inner(right);
        },
        [&] {
          const With outer(right);
          second = __LINE__ - 1;
          const With inner(left);
        }));
    QCOMPARE(snapshot->findings.size(), std::size_t{1});
    const Finding& finding = snapshot->findings.front();
    QCOMPARE(finding.steps.size(), std::size_t{2});
    QCOMPARE(finding.steps[0].held.source.line(), first);
    QCOMPARE(finding.steps[0].source.line(), first + 2);
    QCOMPARE(finding.steps[1].held.source.line(), second);
    QCOMPARE(finding.steps[1].source.line(), second + 2);
    const auto line = [](unsigned number) { return QString(" at line %1").arg(number); };
    QCOMPARE(QString::fromStdString(finding.sentence),
             "worker-1 takes lock left" + line(first) + " and, while it holds it, lock right" + line(first + 2) +
                 "; worker-2 takes lock right" + line(second) + " and, while it holds it, lock left" +
                 line(second + 2) + ". If each gets its first lock, they wait for one another for ever.");
  }

  void a_deadlock_that_struck_is_told_by_its_waits() {
    Lock left("left");
    Lock right("right");
    const auto meeting = [](Lock& first, Lock& second, Event& mine, Event& others) {
      return [&] {
        const With outer(first);
        mine.set();
        others.wait();
        const With inner(second);
      };
    };
    const auto program = [&] {
      Event one("one");
      Event two("two");
      side_by_side({meeting(left, right, one, two), meeting(right, left, two, one)});
    };
    const auto snapshot = watch(program, trace::Recorder::default_pending_per_thread,
                                [](const model::Snapshot& so_far) { return !so_far.stuck.empty(); });
    QCOMPARE(count(*snapshot, FindingKind::lock_order), std::size_t{1});
  }

  void a_cycle_of_five_locks_is_one_finding() {
    std::vector<std::unique_ptr<Lock>> forks;
    for (int i = 0; i < 5; ++i) forks.push_back(std::make_unique<Lock>("fork-" + std::to_string(i)));
    const auto dining = watch([&] {
      std::vector<Event> through(6);
      through[0].set();
      std::vector<Work> philosophers;
      for (std::size_t i = 0; i < 5; ++i) {
        philosophers.emplace_back([&, i] {
          through[i].wait();
          nested(*forks[i], *forks[(i + 1) % 5])();
          through[i + 1].set();
        });
      }
      side_by_side(philosophers);
    });
    QCOMPARE(count(*dining, FindingKind::lock_order), std::size_t{1});
    QCOMPARE(dining->findings.front().steps.size(), std::size_t{5});
  }

  void the_same_cycle_many_times_is_one_finding() {
    Lock left("left");
    Lock right("right");
    const auto often = [](Work work) {
      return [work = std::move(work)] {
        for (int i = 0; i < 1000; ++i) work();
      };
    };
    QCOMPARE(cycles(one_then_other(often(nested(left, right)), often(nested(right, left)))), std::size_t{1});
  }

  void taking_an_rlock_once_more_is_no_order() {
    RLock left("left");
    RLock right("right");
    const auto again = [&] {
      const With outer(left);
      const With inner(right);
      const With once_more(left);
    };
    QCOMPARE(cycles(one_then_other(again, again)), std::size_t{0});
    QCOMPARE(cycles(one_then_other(again, nested(right, left))), std::size_t{1});
    Lock third("third");
    const auto then_third = [&] {
      again();
      const With holding(third);
    };
    QCOMPARE(cycles(one_then_other(then_third, nested(third, left))), std::size_t{0});
  }

  void readers_do_not_keep_each_other_out_but_a_writer_does() {
    RWLock left("left");
    RWLock right("right");
    const auto read_both = [](RWLock& first, RWLock& second) {
      return [&] {
        const Reading outer(first);
        const Reading inner(second);
      };
    };
    const auto write_both = [](RWLock& first, RWLock& second) {
      return [&] {
        const Writing outer(first);
        const Writing inner(second);
      };
    };
    QCOMPARE(cycles(one_then_other(read_both(left, right), read_both(right, left))), std::size_t{0});
    QCOMPARE(cycles(one_then_other(read_both(left, right), write_both(right, left))), std::size_t{1});
  }

  void a_wait_on_a_condition_takes_its_lock_back_while_others_are_held() {
    Lock outer("outer");
    Lock inner("inner");
    Condition changed(inner, "changed");
    const auto snapshot = watch([&] {
      Event waiting("waiting");
      Event through("through");
      side_by_side({[&] {
                      const With first(inner);
                      const With second(outer);
                      waiting.set();
                      changed.wait();
                      through.set();
                    },
                    [&] {
                      waiting.wait();
                      inner.acquire();
                      changed.notify();
                      inner.release();
                      through.wait();
                      nested(inner, outer)();
                    }});
    });
    // While it waits, worker-1 holds outer only; then it wants inner.
    QCOMPARE(count(*snapshot, FindingKind::lock_order), std::size_t{1});
    QVERIFY(snapshot->findings.front().sentence.starts_with("worker-1 takes lock outer"));
  }

  void a_lock_that_another_thread_releases_is_not_held_any_more() {
    Lock left("left");
    Lock right("right");
    const auto snapshot = watch([&] {
      Event taken("taken");
      Event given("given");
      side_by_side({[&] {
                      left.acquire();
                      taken.set();
                      given.wait();
                      const With holding(right);
                    },
                    [&] {
                      taken.wait();
                      left.release();
                      given.set();
                      const With first(right);
                      const With second(left);
                    }});
    });
    QCOMPARE(count(*snapshot, FindingKind::lock_order), std::size_t{0});
  }

  void more_locks_than_are_remembered_do_no_harm() {
    const auto snapshot = watch([] {
      std::vector<std::unique_ptr<Lock>> locks;
      for (int i = 0; i < 200; ++i) locks.push_back(std::make_unique<Lock>());
      for (const auto& lock : locks) lock->acquire();
      for (const auto& lock : locks) lock->release();
    });
    QCOMPARE(count(*snapshot, FindingKind::lock_order), std::size_t{0});
  }
};

QTEST_APPLESS_MAIN(TestLockOrder)
#include "tst_lock_order.moc"
