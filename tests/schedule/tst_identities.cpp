#include <QtTest>

#include "schedule/identities.h"
#include "threading/errors.h"

using namespace schedule;

class TestIdentities : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_thread_is_how_it_came_to_be() {
    Identities identities;
    const ThreadIndex first = identities.thread("main/0", "a");
    const ThreadIndex second = identities.thread("main/1", "b");
    QVERIFY(first != second && first != set_up_thread);
    QCOMPARE(identities.thread("main/0", "a"), first);
    QCOMPARE(identities.find_thread("main/1"), std::optional(second));
    QVERIFY(!identities.find_thread("main/2").has_value());
  }

  void an_object_is_its_maker_and_how_many_that_made_before() {
    Identities identities;
    const ThreadIndex thread = identities.thread("main/0", "a");
    const ObjectNumber lock = identities.object(thread, 0, trace::ObjectKind::lock, "");
    const ObjectNumber till = identities.object(thread, 1, trace::ObjectKind::lock, "till");
    QCOMPARE(identities.object(thread, 0, trace::ObjectKind::lock, ""), lock);
    QCOMPARE(identities[lock].path, std::string("main/0#0"));
    QCOMPARE(identities[lock].name, std::string("lock 1"));
    QCOMPARE(identities[till].name, std::string("till"));
    QVERIFY(lock != no_object && till != lock);
  }

  void that_a_lock_is_a_signal_is_learned_until_executions_are_to_be_repeated() {
    Identities identities;
    const ObjectNumber first = identities.object(set_up_thread, 0, trace::ObjectKind::lock, "");
    const ObjectNumber second = identities.object(set_up_thread, 1, trace::ObjectKind::lock, "");
    QVERIFY(!identities[first].signal && !identities.knows_a_signal());
    identities.mark_as_signal(first);
    identities.learn_no_more();
    identities.mark_as_signal(second);
    identities.object(set_up_thread, 0, trace::ObjectKind::lock, "");
    QVERIFY(identities[first].signal && !identities[second].signal && identities.knows_a_signal());
  }

  void there_is_room_for_63_threads() {
    Identities identities;
    for (int i = 0; i < 63; ++i) identities.thread("main/" + std::to_string(i), "");
    QVERIFY_THROWS_EXCEPTION(threading::RuntimeError, identities.thread("main/63", ""));
  }
};

QTEST_APPLESS_MAIN(TestIdentities)
#include "tst_identities.moc"
