#include <QTest>

#include "model/thread_history.h"

using model::ThreadHistory;
using model::ThreadState;
using trace::Event;
using trace::EventKind;
using trace::Time;

namespace {

Event happened(Time at, EventKind kind, trace::ObjectId object = {}, std::int64_t value = 0,
               std::uint32_t sequence = 0) {
  Event event;
  event.time = at;
  event.kind = kind;
  event.object = object;
  event.value = value;
  event.sequence = sequence;
  event.thread = {2};
  return event;
}

ThreadHistory blocked_on(trace::ObjectId object, std::uint32_t sequence) {
  ThreadHistory thread({1});
  thread.apply(happened(Time(10), EventKind::blocked, object, -1, sequence));
  return thread;
}

}  // namespace

class TestThreadHistory : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void is_created_and_nameless_at_first() {
    const ThreadHistory thread({7});
    QCOMPARE(thread.view().state, ThreadState::created);
    QCOMPARE(thread.view().name, std::string("thread 7"));
    QCOMPARE(thread.lane().size(), std::size_t{0});
  }

  void a_creation_read_late_changes_nothing() {
    ThreadHistory thread({1});
    thread.apply(happened(Time(5), EventKind::thread_started));
    thread.created(happened(Time(6), EventKind::thread_created));
    QCOMPARE(thread.view().state, ThreadState::running);
    QCOMPARE(thread.lane().size(), std::size_t{1});
  }

  void nothing_follows_the_end() {
    ThreadHistory thread({1});
    thread.apply(happened(Time(5), EventKind::thread_finished));
    thread.apply(happened(Time(6), EventKind::reached));
    QCOMPARE(thread.view().state, ThreadState::finished);
  }

  void who_could_go_on_and_was_not_chosen_is_ready_until_it_is() {
    ThreadHistory thread({1});
    thread.apply(happened(Time(5), EventKind::thread_started));
    thread.apply(happened(Time(6), EventKind::reached, {4}, 1));
    QCOMPARE(thread.view().state, ThreadState::ready);
    thread.apply(happened(Time(7), EventKind::resumed, {4}, 1));
    QCOMPARE(thread.view().state, ThreadState::running);
    thread.apply(happened(Time(8), EventKind::reached, {4}, 0));
    QCOMPARE(thread.view().state, ThreadState::running);
  }

  void who_was_woken_and_overtaken_is_blocked_again() {
    ThreadHistory thread = blocked_on({4}, 1);
    thread.woken(happened(Time(20), EventKind::woke, {4}, 0, 2));
    QCOMPARE(thread.view().state, ThreadState::ready);
    thread.apply(happened(Time(30), EventKind::blocked, {4}, -1, 4));
    QCOMPARE(thread.view().state, ThreadState::blocked);
    QCOMPARE(thread.view().waits_for, trace::ObjectId{4});
    QVERIFY(thread.forever());
    QCOMPARE(thread.lane().size(), std::size_t{3});
  }

  void only_who_waits_is_woken() {
    ThreadHistory thread({1});
    thread.apply(happened(Time(5), EventKind::thread_started));
    thread.woken(happened(Time(6), EventKind::woke));
    QCOMPARE(thread.view().state, ThreadState::running);
  }

  void a_wake_up_older_than_the_wait_is_of_another_wait() {
    ThreadHistory thread = blocked_on({4}, 20);
    thread.woken(happened(Time(11), EventKind::woke, {4}, 0, 19));
    QCOMPARE(thread.view().state, ThreadState::blocked);
    thread.woken(happened(Time(12), EventKind::woke, {5}, 0, 30));
    QCOMPARE(thread.view().state, ThreadState::blocked);
    thread.woken(happened(Time(13), EventKind::woke, {4}, 0, 21));
    QCOMPARE(thread.view().state, ThreadState::ready);
    QVERIFY(!thread.view().waits_for);
  }

  void the_lock_of_a_condition_has_a_sequence_of_its_own() {
    ThreadHistory thread = blocked_on({4}, 20);
    thread.notified(happened(Time(11), EventKind::notified, {4}, 9, 21));
    QCOMPARE(thread.view().waits_for.value, 9U);
    thread.woken(happened(Time(12), EventKind::woke, {9}, 0, 3));
    QCOMPARE(thread.view().state, ThreadState::ready);
  }

  void giving_a_lock_back_does_not_end_a_wait() {
    ThreadHistory thread = blocked_on({4}, 20);
    thread.apply(happened(Time(11), EventKind::released, {9}));
    thread.apply(happened(Time(12), EventKind::woke, {9}));
    QCOMPARE(thread.view().state, ThreadState::blocked);
    thread.apply(happened(Time(13), EventKind::printed));
    QCOMPARE(thread.view().state, ThreadState::running);
  }

  void the_line_is_the_last_one_seen() {
    ThreadHistory thread({1});
    Event reached = happened(Time(5), EventKind::reached);
    reached.source = {0x10005};
    thread.apply(reached);
    thread.apply(happened(Time(6), EventKind::printed));
    QCOMPARE(thread.view().source.value, 0x10005U);
  }

  void everything_that_happens_to_it_changes_its_version() {
    ThreadHistory thread = blocked_on({4}, 20);
    const std::uint64_t before = thread.version();
    thread.woken(happened(Time(11), EventKind::woke, {4}));
    QVERIFY(thread.version() != before);
    QCOMPARE(thread.view().events, std::uint64_t{1});
  }

  void a_wait_or_sleep_without_time_out_is_for_ever() {
    ThreadHistory thread = blocked_on({4}, 20);
    QVERIFY(thread.forever());
    thread.apply(happened(Time(11), EventKind::sleeping, {}, 500));
    QVERIFY(!thread.forever());
    thread.apply(happened(Time(12), EventKind::sleeping, {}, -1));
    QVERIFY(thread.forever());
  }
};

QTEST_APPLESS_MAIN(TestThreadHistory)
#include "tst_thread_history.moc"
