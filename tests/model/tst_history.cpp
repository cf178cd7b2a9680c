#include <QTest>
#include <algorithm>

#include "model/dice.h"
#include "model/history.h"
#include "model/script.h"

using model::StuckKind;
using model::ThreadState;
using namespace tests;

namespace {

/// A thread object, as each Thread registers one: its number is the thread's id.
ObjectId thread_object(Script& script, std::string name, ThreadId thread) {
  return script.object(ObjectKind::thread, std::move(name), thread.value);
}

/// main, and two workers that hold a lock each and wait for the other's.
struct Deadlock {
  Deadlock() {
    for (const ThreadId one : {main, one_, two_}) script.starts(one);
    script.takes(one_, left);
    script.takes(two_, right);
    script.waits(one_, right, two_);
    script.waits(two_, left, one_);
  }

  Script script;
  ThreadId main = script.thread("main");
  ThreadId one_ = script.thread("worker-1");
  ThreadId two_ = script.thread("worker-2");
  ObjectId left = script.object(ObjectKind::lock, "left");
  ObjectId right = script.object(ObjectKind::lock, "right");
};

}  // namespace

class TestHistory : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void nothing_happened_yet() {
    model::History history;
    const auto snapshot = history.snapshot();
    QVERIFY(snapshot->threads.empty());
    QVERIFY(snapshot->stuck.empty());
    QVERIFY(snapshot->log.empty());
  }

  void a_thread_goes_from_created_to_finished() {
    Script script;
    const ThreadId main = script.thread("main");
    const ThreadId child = script.thread("child");
    script.starts(main);
    script.event(main, EventKind::thread_created, {}, 0, child);
    QCOMPARE(script.snapshot()->thread(child)->state, ThreadState::created);
    script.starts(child);
    QCOMPARE(script.snapshot()->thread(child)->state, ThreadState::running);
    script.event(child, EventKind::sleeping, {}, 5000);
    QCOMPARE(script.snapshot()->thread(child)->state, ThreadState::sleeping);
    script.event(child, EventKind::resumed);
    const auto error = script.text("ValueError: no such thing");
    script.event(child, EventKind::thread_finished, {}, error.value);
    const auto snapshot = script.snapshot();
    QCOMPARE(snapshot->thread(child)->state, ThreadState::finished);
    QCOMPARE(snapshot->thread(child)->error, std::string("ValueError: no such thing"));
    QCOMPARE(snapshot->timeline.lanes[1].slices().size(), std::size_t{5});
    QCOMPARE(snapshot->thread(child)->events, std::uint64_t{4});
  }

  void a_blocked_thread_is_woken_and_goes_on() {
    Script script;
    const ThreadId one = script.thread("one");
    const ThreadId two = script.thread("two");
    const ObjectId till = script.object(ObjectKind::lock, "till");
    script.starts(one);
    script.starts(two);
    script.takes(one, till);
    script.waits(two, till, one);
    const auto blocked = script.snapshot();
    QCOMPARE(blocked->thread(two)->state, ThreadState::blocked);
    QCOMPARE(blocked->thread(two)->waits_for, till);
    QCOMPARE(blocked->thread(two)->held_by, one);
    QCOMPARE(blocked->object(till)->owner, one);
    QVERIFY(blocked->object(till)->waiters == std::vector{two});
    QCOMPARE(blocked->waits.size(), std::size_t{1});
    QVERIFY(blocked->waits[0].forever);

    script.releases(one, till);
    script.event(one, EventKind::woke, till, 0, two);
    const auto ready = script.snapshot();
    QCOMPARE(ready->thread(two)->state, ThreadState::ready);
    QVERIFY(!ready->object(till)->owner);
    QVERIFY(ready->object(till)->waiters.empty());
    QCOMPARE(ready->timeline.arrows.size(), std::size_t{1});
    QCOMPARE(ready->timeline.arrows.front().from, one);
    QCOMPARE(ready->timeline.arrows.front().to, two);

    script.event(two, EventKind::resumed, till, 1);
    script.takes(two, till);
    const auto running = script.snapshot();
    QCOMPARE(running->thread(two)->state, ThreadState::running);
    QCOMPARE(running->object(till)->owner, two);
  }

  void waiters_stand_in_the_order_in_which_they_came() {
    Script script;
    const ThreadId one = script.thread("one");
    const ThreadId two = script.thread("two");
    const ThreadId three = script.thread("three");
    const ObjectId till = script.object(ObjectKind::lock, "till");
    script.takes(one, till);
    script.waits(three, till, one);
    script.waits(two, till, one);
    const auto snapshot = script.snapshot();
    QVERIFY(snapshot->object(till)->waiters == (std::vector{three, two}));
  }

  void a_notified_thread_waits_for_the_lock() {
    Script script;
    const ThreadId one = script.thread("one");
    const ThreadId two = script.thread("two");
    const ObjectId lock = script.object(ObjectKind::lock, "lock");
    const ObjectId items = script.object(ObjectKind::condition, "items");
    script.takes(two, lock);
    script.waits(two, items);
    script.releases(two, lock);
    QCOMPARE(script.snapshot()->thread(two)->state, ThreadState::blocked);
    QVERIFY(script.snapshot()->object(items)->waiters == std::vector{two});
    script.takes(one, lock);
    script.event(one, EventKind::notified, items, lock.value, two);
    const auto snapshot = script.snapshot();
    QCOMPARE(snapshot->thread(two)->state, ThreadState::blocked);
    QCOMPARE(snapshot->thread(two)->waits_for, lock);
    QCOMPARE(snapshot->thread(two)->held_by, one);
    script.releases(one, lock);
    script.event(one, EventKind::woke, lock, 0, two);
    QCOMPARE(script.snapshot()->thread(two)->state, ThreadState::ready);
  }

  void a_wake_up_of_an_earlier_wait_is_not_taken_for_one_of_this() {
    Script script;
    const ThreadId one = script.thread("one");
    const ThreadId two = script.thread("two");
    const ObjectId till = script.object(ObjectKind::lock, "till");
    trace::Event late = script.event(one, EventKind::woke, till, 0, two);
    script.batch().events.clear();
    script.waits(two, till, one);
    script.batch().events.push_back(late);
    QCOMPARE(script.snapshot()->thread(two)->state, ThreadState::blocked);
  }

  void the_sequence_decides_who_owns() {
    Script script;
    const ThreadId one = script.thread("one");
    const ThreadId two = script.thread("two");
    const ObjectId till = script.object(ObjectKind::lock, "till");
    script.takes(one, till);
    script.releases(one, till);
    script.takes(two, till);
    auto& events = script.batch().events;
    std::swap(events[1], events[2]);
    QCOMPARE(script.snapshot()->object(till)->owner, two);
    QCOMPARE(script.snapshot()->object(till)->value, std::int64_t{1});
  }

  void a_semaphore_counts_and_has_no_owner() {
    Script script;
    const ThreadId one = script.thread("one");
    const ObjectId door = script.object(ObjectKind::semaphore, "door", 3, 3);
    script.event(one, EventKind::acquired, door, 2);
    const auto snapshot = script.snapshot();
    QCOMPARE(snapshot->object(door)->value, std::int64_t{2});
    QCOMPARE(snapshot->object(door)->limit, std::int64_t{3});
    QVERIFY(!snapshot->object(door)->owner);
    QCOMPARE(snapshot->find_series("door")->points.size(), std::size_t{2});
    QCOMPARE(snapshot->find_series("door")->points.front().value, std::int64_t{3});
  }

  void unfinished_tasks_are_not_the_depth_of_a_queue() {
    Script script;
    const ThreadId one = script.thread("one");
    const ObjectId orders = script.object(ObjectKind::queue, "orders", 0, 4);
    script.event(one, EventKind::put, orders, 1);
    script.event(one, EventKind::put, orders, 2);
    script.event(one, EventKind::got, orders, 1);
    script.event(one, EventKind::task_done, orders, 7);
    const auto snapshot = script.snapshot();
    QCOMPARE(snapshot->object(orders)->value, std::int64_t{1});
    QCOMPARE(snapshot->object(orders)->changes, std::uint64_t{4});
    QCOMPARE(snapshot->find_series("orders")->points.size(), std::size_t{4});
  }

  void reading_a_variable_changes_nothing() {
    Script script;
    const ThreadId one = script.thread("one");
    const ObjectId counter = script.object(ObjectKind::variable, "counter", 5);
    script.event(one, EventKind::stored, counter, 6);
    script.event(one, EventKind::loaded, counter, 6);
    script.event(one, EventKind::modified, counter, 9);
    const auto snapshot = script.snapshot();
    QCOMPARE(snapshot->object(counter)->value, std::int64_t{9});
    QCOMPARE(snapshot->find_series("counter")->points.size(), std::size_t{3});
  }

  void two_locks_in_opposite_order_are_found_at_the_second_look() {
    Deadlock deadlock;
    QVERIFY(deadlock.script.snapshot()->stuck.empty());
    const auto snapshot = deadlock.script.snapshot();
    QCOMPARE(snapshot->stuck.size(), std::size_t{1});
    QCOMPARE(snapshot->stuck[0].kind, StuckKind::lock_cycle);
    QVERIFY(snapshot->stuck[0].partial);
    QCOMPARE(snapshot->stuck[0].sentence,
             std::string("worker-1 holds lock left and waits for lock right, which worker-2 holds; worker-2 waits for "
                         "lock left, which worker-1 holds."));
  }

  void who_joins_the_deadlocked_is_named_too() {
    Deadlock deadlock;
    const ObjectId end = thread_object(deadlock.script, "worker-1", deadlock.one_);
    deadlock.script.waits(deadlock.main, end, deadlock.one_);
    const auto snapshot = deadlock.script.second_snapshot();
    QCOMPARE(snapshot->stuck.size(), std::size_t{1});
    QVERIFY(snapshot->stuck[0].followers == std::vector{deadlock.main});
    QVERIFY(!snapshot->stuck[0].partial);
    QVERIFY(QString::fromStdString(snapshot->stuck[0].sentence)
                .endsWith("which worker-1 holds. So main waits for the end of worker-1 in vain."));
  }

  void a_time_out_is_no_deadlock() {
    Script script;
    const ThreadId one = script.thread("one");
    const ThreadId two = script.thread("two");
    const ObjectId left = script.object(ObjectKind::lock, "left");
    const ObjectId right = script.object(ObjectKind::lock, "right");
    script.takes(one, left);
    script.takes(two, right);
    script.waits(one, right, two, 1'000'000'000);
    script.waits(two, left, one);
    const auto snapshot = script.second_snapshot();
    QVERIFY(snapshot->stuck.empty());
    QVERIFY(!snapshot->waits[0].forever);
  }

  void a_deadlock_that_is_taken_down_is_gone() {
    Deadlock deadlock;
    QCOMPARE(deadlock.script.second_snapshot()->stuck.size(), std::size_t{1});
    deadlock.script.event(deadlock.one_, EventKind::resumed, deadlock.right, -1);
    QVERIFY(deadlock.script.second_snapshot()->stuck.empty());
  }

  void a_join_of_a_finished_thread_is_about_to_return() {
    Script script;
    const ThreadId main = script.thread("main");
    const ThreadId one = script.thread("one");
    const ObjectId end = thread_object(script, "one", one);
    script.starts(one);
    script.waits(main, end, one);
    QVERIFY(script.second_snapshot()->stuck.empty());
    script.event(one, EventKind::thread_finished);
    QVERIFY(script.second_snapshot()->stuck.empty());
  }

  void a_free_lock_keeps_nobody() {
    Script script;
    const ThreadId one = script.thread("one");
    const ThreadId two = script.thread("two");
    const ObjectId till = script.object(ObjectKind::lock, "till");
    script.takes(one, till);
    script.waits(two, till, one);
    script.releases(one, till);
    script.event(one, EventKind::thread_finished);
    QVERIFY(script.second_snapshot()->stuck.empty());
  }

  void nobody_is_left_to_notify() {
    Script script;
    const ThreadId main = script.thread("main");
    const ThreadId one = script.thread("consumer");
    const ThreadId idle = script.thread("interface");
    const ObjectId items = script.object(ObjectKind::condition, "items");
    const ObjectId end = thread_object(script, "consumer", one);
    script.waits(one, items);
    script.waits(main, end, one);
    script.starts(idle);
    QVERIFY(script.second_snapshot()->stuck.empty());
    script.event(idle, EventKind::sleeping, {}, -1);
    const auto snapshot = script.second_snapshot();
    QCOMPARE(snapshot->stuck.size(), std::size_t{1});
    QCOMPARE(snapshot->stuck[0].kind, StuckKind::no_notifier);
    QVERIFY(!snapshot->stuck[0].partial);
    QCOMPARE(snapshot->stuck[0].sentence,
             std::string("consumer waits for a notify of condition items; no thread is left that could let it go on. "
                         "So main waits for the end of consumer in vain."));
  }

  void output_is_kept_in_lines() {
    Script script;
    const ThreadId one = script.thread("one");
    script.event(one, EventKind::printed, {}, script.text("hello").value);
    const auto snapshot = script.snapshot();
    QCOMPARE(snapshot->output.size(), std::size_t{1});
    QCOMPARE(snapshot->output.front().text, std::string("hello"));
    QCOMPARE(snapshot->output.front().thread, one);
  }

  void a_lost_resume_is_made_good_by_the_next_event() {
    Script script;
    const ThreadId one = script.thread("one");
    const ObjectId orders = script.object(ObjectKind::queue, "orders");
    script.waits(one, orders);
    script.event(one, EventKind::got, orders, 0);
    QCOMPARE(script.snapshot()->thread(one)->state, ThreadState::running);
  }

  void events_that_mention_nobody_known_are_survived() {
    Script script;
    const ThreadId one = script.thread("one");
    script.event({77}, EventKind::woke, {88}, 0, {99});
    script.event(one, EventKind::blocked, {88}, -1, {99});
    script.event(one, EventKind::printed, {}, 1234);
    script.event(one, EventKind::notified, {88}, -5, one);
    const auto snapshot = script.second_snapshot();
    QCOMPARE(snapshot->threads.size(), std::size_t{1});
    QCOMPARE(snapshot->log.size(), std::size_t{4});
  }

  void memory_is_bounded_and_what_is_forgotten_is_counted() {
    Script script(model::History::Limits{4096, 2048, 1024, 512, 256});
    const ThreadId busy = script.thread("busy");
    const ThreadId calm = script.thread("calm");
    const ObjectId level = script.object(ObjectKind::gauge, "level");
    script.starts(calm);
    constexpr std::size_t rounds = 30'000;
    const auto line = script.text("line");
    for (std::size_t i = 0; i < rounds; ++i) {
      script.event(busy, EventKind::sleeping, {}, 1);
      script.event(busy, EventKind::resumed);
      script.event(busy, EventKind::woke, level, 0, calm);
      script.event(busy, EventKind::measured, level, static_cast<std::int64_t>(i % 7));
      script.event(busy, EventKind::printed, {}, line.value);
      if (i % 100 == 0) script.fold();
    }
    const auto snapshot = script.snapshot();
    const auto& lanes = snapshot->timeline.lanes;
    const std::size_t kept = lanes[0].slices().size() + lanes[1].slices().size();
    QVERIFY(kept <= 4096 + 1024);
    QVERIFY(kept >= 4096);
    QCOMPARE(kept + snapshot->timeline.forgotten, 2 * rounds + 1);
    QCOMPARE(lanes[1].slices().size(), std::size_t{1});
    QVERIFY(snapshot->find_series("level")->points.size() <= 2048 + 1024);
    QVERIFY(snapshot->timeline.arrows.size() <= 1024 + 2048);
    QVERIFY(snapshot->log.size() <= 512 + 2048);
    QVERIFY(snapshot->output.size() <= 256 + 512);
  }

  void whatever_comes_in_whatever_order_is_survived() {
    Dice dice;
    for (int round = 0; round < 30; ++round) {
      Script script;
      for (int i = 0; i < 5; ++i) script.thread("thread-" + std::to_string(i));
      for (int i = 0; i <= static_cast<int>(ObjectKind::gauge); ++i) {
        script.object(static_cast<ObjectKind>(i), "object-" + std::to_string(i), dice.roll(0, 6));
      }
      for (int i = 0; i < 1000; ++i) {
        const ThreadId thread{static_cast<std::uint32_t>(dice.roll(1, 5))};
        const ThreadId peer{static_cast<std::uint32_t>(dice.roll(0, 6))};
        const ObjectId object{static_cast<std::uint32_t>(dice.roll(0, 22))};
        const auto kind = static_cast<EventKind>(dice.roll(0, static_cast<int>(EventKind::marked)));
        trace::Event& event = script.event(thread, kind, object, dice.roll(-1, 5), peer);
        event.time += Time(dice.roll(-5'000'000, 5'000'000));
        event.sequence += static_cast<std::uint32_t>(dice.roll(0, 8));
        if (dice.roll(0, 20) != 0) continue;
        const auto snapshot = script.snapshot();
        for (const auto& stuck : snapshot->stuck) QVERIFY(!stuck.sentence.empty());
        for (const auto& lane : snapshot->timeline.lanes) {
          lane.query(Time(0), snapshot->now, 100, snapshot->now);
          for (std::size_t s = lane.slices().begin(); s < lane.slices().end(); ++s) {
            QVERIFY(!snapshot->describe(lane, s).empty());
            if (s > 0) QVERIFY(lane.slices()[s].begin >= lane.slices()[s - 1].begin);
          }
        }
        for (std::size_t e = snapshot->log.begin(); e < snapshot->log.end(); ++e) {
          QVERIFY(!snapshot->describe(snapshot->log[e]).empty());
        }
      }
    }
  }
};

QTEST_APPLESS_MAIN(TestHistory)
#include "tst_history.moc"
