#include <QtTest>

#include "schedule/footprint.h"

using namespace schedule;

namespace {

Footprint touching(ObjectNumber object, Access access) {
  Footprint footprint;
  footprint.add(object, access);
  return footprint;
}

}  // namespace

class TestFootprint : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void what_is_exclusive_commutes_with_nothing_and_the_rest_with_its_own_sort() {
    const Access all[] = {Access::exclusive, Access::reading, Access::permitting, Access::raising, Access::lowering};
    for (const Access left : all) {
      for (const Access right : all) {
        QCOMPARE(commute(left, right), left == right && left != Access::exclusive);
        QCOMPARE(touching(1, left).conflicts(touching(1, right)), !commute(left, right));
      }
    }
  }

  void different_objects_never_conflict() {
    QVERIFY(!touching(1, Access::exclusive).conflicts(touching(2, Access::exclusive)));
  }

  void nothing_conflicts_with_what_touches_nothing() {
    QVERIFY(!Footprint().conflicts(touching(1, Access::exclusive)));
    QVERIFY(!touching(1, Access::exclusive).conflicts(Footprint()));
  }

  void one_object_in_common_is_enough() {
    Footprint left = touching(1, Access::exclusive);
    left.add(2, Access::reading);
    Footprint right = touching(3, Access::exclusive);
    right.add(2, Access::reading);
    QVERIFY(!left.conflicts(right));
    right.add(1, Access::reading);
    QVERIFY(left.conflicts(right) && right.conflicts(left));
  }

  void everything_conflicts_even_with_nothing() {
    Footprint everything;
    everything.touch_everything();
    QVERIFY(everything.conflicts(Footprint()) && Footprint().conflicts(everything));
  }

  void the_same_touch_twice_takes_no_room() {
    Footprint footprint;
    for (int i = 0; i < 10; ++i) footprint.add(1, Access::reading);
    QCOMPARE(footprint.end() - footprint.begin(), 1);
    QVERIFY(!footprint.touches_everything());
  }

  /// Else a step that concerns many objects would be taken for one that concerns a few.
  void more_than_there_is_room_for_is_everything() {
    Footprint footprint;
    for (ObjectNumber object = 1; object <= 6; ++object) footprint.add(object, Access::reading);
    QVERIFY(!footprint.touches_everything());
    footprint.add(7, Access::reading);
    QVERIFY(footprint.touches_everything());
  }
};

QTEST_APPLESS_MAIN(TestFootprint)
#include "tst_footprint.moc"
