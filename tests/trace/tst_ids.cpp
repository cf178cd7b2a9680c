#include <QtTest>
#include <type_traits>
#include <unordered_set>

#include "trace/ids.h"

using trace::ObjectId;
using trace::ThreadId;

class TestIds : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void none_is_false_and_every_other_id_is_true() {
    QVERIFY(!ThreadId{});
    QVERIFY(ThreadId{1});
  }

  void ids_order_as_they_were_given() {
    QVERIFY(ThreadId{1} < ThreadId{2});
    QVERIFY(ThreadId{2} == ThreadId{2});
  }

  void a_thread_is_never_an_object() {
    QVERIFY((!std::is_convertible_v<ThreadId, ObjectId>));
    QVERIFY((!std::is_convertible_v<ThreadId, std::uint32_t>));
  }

  void ids_are_keys() {
    const std::unordered_set<ObjectId> objects{ObjectId{1}, ObjectId{2}, ObjectId{1}};
    QCOMPARE(objects.size(), std::size_t{2});
  }
};

QTEST_APPLESS_MAIN(TestIds)
#include "tst_ids.moc"
