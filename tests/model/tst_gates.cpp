#include <QTest>

#include "model/gates.h"

using model::Gates;
using trace::Event;
using trace::EventKind;
using trace::ObjectId;
using trace::ObjectKind;
using trace::ThreadId;

namespace {

constexpr ObjectId gate{1};
constexpr ThreadId one{1};
constexpr ThreadId other{2};

Gates with(ObjectKind kind, std::int64_t permits) {
  Gates gates;
  gates.add({.id = gate, .kind = kind, .name = "gate", .path = {}, .limit = permits, .value = permits});
  return gates;
}

Event happened(ThreadId thread, EventKind kind, std::int64_t left) {
  return {.value = left, .thread = thread, .object = gate, .kind = kind};
}

}  // namespace

class TestGates : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void as_many_threads_have_room_as_there_are_permits() {
    const Gates gates = with(ObjectKind::bounded_semaphore, 2);
    QVERIFY(gates.has_room(gate, 2));
    QVERIFY(!gates.has_room(gate, 3));
  }

  void permits_are_held_until_all_of_them_are_given_back() {
    Gates gates = with(ObjectKind::semaphore, 3);
    gates.apply(happened(one, EventKind::acquired, 2));
    gates.apply(happened(other, EventKind::acquired, 1));
    gates.apply(happened(one, EventKind::acquired, 0));
    QCOMPARE(gates.held_by(one).size(), std::size_t{1});
    QCOMPARE(gates.held_by(one).front().number, std::int64_t{2});
    gates.apply(happened(one, EventKind::released, 1));
    QCOMPARE(gates.held_by(one).front().number, std::int64_t{1});
    gates.apply(happened(other, EventKind::released, 2));
    gates.apply(happened(one, EventKind::released, 3));
    QVERIFY(gates.held_by(one).empty() && gates.held_by(other).empty());
    QVERIFY(!gates.has_room(gate, 4));
  }

  void several_permits_may_be_given_back_at_once() {
    Gates gates = with(ObjectKind::semaphore, 2);
    gates.apply(happened(one, EventKind::acquired, 1));
    gates.apply(happened(one, EventKind::acquired, 0));
    gates.apply(happened(one, EventKind::released, 2));
    QVERIFY(gates.held_by(one).empty());
    QVERIFY(!gates.has_room(gate, 3));
  }

  void whoever_gives_more_than_it_took_opens_the_gate() {
    Gates handed = with(ObjectKind::semaphore, 1);
    handed.apply(happened(one, EventKind::acquired, 0));
    handed.apply(happened(other, EventKind::released, 1));
    QVERIFY(handed.has_room(gate, 100));
    Gates grown = with(ObjectKind::semaphore, 1);
    grown.apply(happened(one, EventKind::acquired, 0));
    grown.apply(happened(one, EventKind::released, 2));
    QVERIFY(grown.has_room(gate, 100));
  }

  void waiting_for_a_permit_changes_nothing() {
    Gates gates = with(ObjectKind::semaphore, 1);
    gates.apply(happened(one, EventKind::acquired, 0));
    gates.apply(happened(other, EventKind::blocked, -1));
    QVERIFY(gates.held_by(other).empty());
    gates.apply(happened(one, EventKind::released, 1));
    QVERIFY(gates.held_by(one).empty());
    QVERIFY(!gates.has_room(gate, 2));
  }

  void what_is_no_semaphore_is_passed_over() {
    Gates gates = with(ObjectKind::lock, 1);
    gates.apply(happened(one, EventKind::acquired, 1));
    QVERIFY(gates.held_by(one).empty());
  }
};

QTEST_APPLESS_MAIN(TestGates)
#include "tst_gates.moc"
