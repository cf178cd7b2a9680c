#include <QTest>

#include "model/object_history.h"

using model::ObjectHistory;
using trace::Event;
using trace::EventKind;
using trace::ObjectKind;
using trace::Time;

namespace {

ObjectHistory object(ObjectKind kind, std::int64_t value = 0) {
  trace::ObjectName name;
  name.id = {1};
  name.kind = kind;
  name.name = "it";
  name.value = value;
  return ObjectHistory(name, Time(3));
}

Event happened(EventKind kind, std::int64_t value, std::uint32_t sequence, trace::ThreadId thread = {1}) {
  Event event;
  event.time = Time(10 * sequence);
  event.kind = kind;
  event.value = value;
  event.sequence = sequence;
  event.thread = thread;
  return event;
}

}  // namespace

class TestObjectHistory : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void begins_with_its_number() {
    const ObjectHistory door = object(ObjectKind::semaphore, 3);
    QCOMPARE(door.view().value, std::int64_t{3});
    QCOMPARE(door.series()->view("").points.front().at, Time(3));
    QVERIFY(!object(ObjectKind::lock).series());
  }

  void an_older_event_changes_neither_owner_nor_number() {
    ObjectHistory lock = object(ObjectKind::lock);
    QVERIFY(!lock.knows_owner());
    lock.apply(happened(EventKind::acquired, 1, 7, {2}));
    lock.apply(happened(EventKind::released, 0, 6, {1}));
    QVERIFY(lock.knows_owner());
    QCOMPARE(lock.view().owner.value, 2U);
    QCOMPARE(lock.view().value, std::int64_t{1});
    QCOMPARE(lock.view().changes, std::uint64_t{2});
  }

  void all_who_read_hold_a_readers_writer_lock() {
    ObjectHistory book = object(ObjectKind::rw_lock);
    QVERIFY(book.holders().empty());
    book.apply(happened(EventKind::acquired, 1, 1, {1}));
    book.apply(happened(EventKind::acquired, 2, 2, {2}));
    QVERIFY(book.holders() == (std::vector<trace::ThreadId>{{1}, {2}}));
    book.apply(happened(EventKind::released, 1, 3, {1}));
    QVERIFY(book.holders() == (std::vector<trace::ThreadId>{{2}}));
    book.apply(happened(EventKind::released, 0, 4, {2}));
    QVERIFY(book.holders().empty());
    book.apply(happened(EventKind::acquired, -1, 5, {3}));
    QVERIFY(book.holders() == (std::vector<trace::ThreadId>{{3}}));
  }

  void who_reads_is_not_known_while_events_are_missing() {
    ObjectHistory book = object(ObjectKind::rw_lock);
    book.apply(happened(EventKind::acquired, 1, 1, {1}));
    book.apply(happened(EventKind::acquired, 2, 4, {2}));  // 2: released by 1, 3: acquired by 3
    QVERIFY(book.knows_owner());
    book.apply(happened(EventKind::released, 1, 5, {2}));
    book.apply(happened(EventKind::acquired, 2, 6, {4}));
    book.apply(happened(EventKind::acquired, 3, 7, {4}));
    QVERIFY(book.holders() == (std::vector<trace::ThreadId>{{1}, {4}, {4}}));
    book.apply(happened(EventKind::acquired, 1, 3, {3}));
    QVERIFY(book.holders().empty());
    book.apply(happened(EventKind::released, 0, 2, {1}));
    QVERIFY(book.holders() == (std::vector<trace::ThreadId>{{4}, {4}, {3}}));
  }

  void an_empty_readers_writer_lock_makes_good_what_was_lost() {
    ObjectHistory book = object(ObjectKind::rw_lock);
    book.apply(happened(EventKind::acquired, 1, 1, {1}));
    book.apply(happened(EventKind::acquired, 2, 2, {2}));
    book.apply(happened(EventKind::released, 0, 4, {2}));  // that 1 released it was lost
    QVERIFY(book.holders().empty());
    book.apply(happened(EventKind::acquired, 1, 5, {3}));
    QVERIFY(book.holders() == (std::vector<trace::ThreadId>{{3}}));
  }

  void a_lock_given_up_by_another_thread_is_a_signal() {
    ObjectHistory lock = object(ObjectKind::lock);
    lock.apply(happened(EventKind::acquired, 1, 3, {2}));
    lock.apply(happened(EventKind::released, 0, 4, {2}));
    lock.apply(happened(EventKind::acquired, 1, 1, {1}));
    lock.apply(happened(EventKind::released, 0, 2, {1}));
    QVERIFY(!lock.is_signal());
    lock.apply(happened(EventKind::acquired, 1, 5, {1}));
    lock.apply(happened(EventKind::released, 0, 6, {2}));
    QVERIFY(lock.is_signal());
  }

  void a_queue_holds_what_was_told_of_its_latest_change() {
    ObjectHistory queue = object(ObjectKind::queue);
    queue.hold({{1}, 1, {"4"}});
    queue.hold({{1}, 2, {"4", "5"}});
    QVERIFY(queue.view().items.empty());
    queue.apply(happened(EventKind::put, 2, 2));
    QCOMPARE(queue.view().items, (std::vector<std::string>{"4", "5"}));
    queue.apply(happened(EventKind::put, 1, 1));
    QCOMPARE(queue.view().items, (std::vector<std::string>{"4", "5"}));
    queue.apply(happened(EventKind::task_done, 1, 3));
    QCOMPARE(queue.view().items, (std::vector<std::string>{"4", "5"}));
  }

  void a_change_of_which_nothing_is_told_leaves_the_items_unknown() {
    ObjectHistory queue = object(ObjectKind::queue);
    queue.hold({{1}, 1, {"4"}});
    queue.apply(happened(EventKind::put, 1, 1));
    queue.apply(happened(EventKind::put, 2, 2));
    QVERIFY(queue.view().items.empty());
  }

  void only_its_writer_owns_a_readers_writer_lock() {
    ObjectHistory lock = object(ObjectKind::rw_lock);
    lock.apply(happened(EventKind::acquired, 2, 1));
    QVERIFY(!lock.view().owner);
    lock.apply(happened(EventKind::released, 0, 2));
    lock.apply(happened(EventKind::acquired, -1, 3, {4}));
    QCOMPARE(lock.view().owner.value, 4U);
    QCOMPARE(lock.series()->view("").points.back().value, std::int64_t{-1});
  }

  void an_older_number_is_still_a_peak() {
    ObjectHistory queue = object(ObjectKind::queue);
    queue.apply(happened(EventKind::got, 1, 7));
    queue.apply(happened(EventKind::put, 2, 6));
    QCOMPARE(queue.view().value, std::int64_t{1});
    const auto column = queue.series()->view("").query(Time(0), Time(1000), 1).front();
    QCOMPARE(column.greatest, std::int64_t{2});
    QCOMPARE(column.last, std::int64_t{1});
  }

  void a_re_entrant_lock_is_owned_until_its_depth_is_zero() {
    ObjectHistory lock = object(ObjectKind::rlock);
    lock.apply(happened(EventKind::acquired, 1, 1));
    lock.apply(happened(EventKind::acquired, 2, 2));
    lock.apply(happened(EventKind::released, 1, 3));
    QCOMPARE(lock.view().owner.value, 1U);
    lock.apply(happened(EventKind::released, 0, 4));
    QVERIFY(!lock.view().owner);
  }

  void an_event_object_is_up_or_down() {
    ObjectHistory flag = object(ObjectKind::event);
    flag.apply(happened(EventKind::set, 1, 1));
    QCOMPARE(flag.view().value, std::int64_t{1});
    flag.apply(happened(EventKind::cleared, 0, 2));
    QCOMPARE(flag.view().value, std::int64_t{0});
    QCOMPARE(flag.series()->size(), std::size_t{3});
  }

  void a_thread_gets_its_number_when_it_is_named_again() {
    ObjectHistory thread = object(ObjectKind::thread);
    trace::ObjectName name;
    name.id = {1};
    name.kind = ObjectKind::thread;
    name.name = "worker-1";
    name.value = 5;
    thread.rename(name);
    QCOMPARE(thread.view().value, std::int64_t{5});
    QCOMPARE(thread.view().name, std::string("worker-1"));
  }

  void a_variable_named_again_keeps_its_number() {
    ObjectHistory counter = object(ObjectKind::variable, 4);
    counter.apply(happened(EventKind::stored, 9, 1));
    trace::ObjectName name;
    name.name = "total";
    counter.rename(name);
    QCOMPARE(counter.view().value, std::int64_t{9});
    QCOMPARE(counter.view().name, std::string("total"));
  }
};

QTEST_APPLESS_MAIN(TestObjectHistory)
#include "tst_object_history.moc"
