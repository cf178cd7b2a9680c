#include <QtTest>

#include "schedule/causality.h"

using namespace schedule;

namespace {

constexpr ObjectNumber x = 1;
constexpr ObjectNumber y = 2;

/// Three threads, of which two begin by themselves, and two objects.
class Story {
 public:
  Story() {
    identities.thread("main/0", "a");
    identities.thread("main/1", "b");
    identities.thread("main/2", "c");
    identities.object(0, 0, trace::ObjectKind::variable, "x");
    identities.object(0, 1, trace::ObjectKind::variable, "y");
    causality.begin(1);
    causality.begin(2);
  }

  Story& step(ThreadIndex thread, ObjectNumber object, Access access) {
    if (!causality.has_begun(thread)) causality.begin(thread);
    Step step;
    step.thread = thread;
    step.kind = access == Access::reading ? OperationKind::load : OperationKind::store;
    step.object = object;
    step.footprint.add(object, access);
    causality.append(step);
    return *this;
  }
  Story& writes(ThreadIndex thread, ObjectNumber object) { return step(thread, object, Access::exclusive); }
  Story& reads(ThreadIndex thread, ObjectNumber object) { return step(thread, object, Access::reading); }
  /// Thread 2, which waited, has the lock `x` again.
  Story& reacquires(std::optional<std::size_t> woken_by) {
    Step step;
    step.thread = 2;
    step.kind = OperationKind::reacquire;
    step.object = y;
    step.lock = x;
    step.woken_by = woken_by;
    step.footprint.add(x, Access::exclusive);
    causality.append(step);
    return *this;
  }
  std::uint64_t hash() const { return causality.hash(); }

  Identities identities;
  Causality causality{identities};
};

}  // namespace

class TestCausality : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_thread_s_own_steps_are_in_order() {
    Story story;
    story.writes(1, x).writes(1, y);
    QVERIFY(story.causality.before(0, 1));
    QVERIFY(!story.causality.before(1, 0));
  }

  void steps_on_one_object_are_in_order_unless_they_commute() {
    Story story;
    story.writes(1, x).reads(2, x).reads(1, x).writes(2, x);
    QVERIFY(story.causality.before(0, 1));
    QVERIFY(!story.causality.before(1, 2));
    QVERIFY(story.causality.before(2, 3));
    QVERIFY(!story.causality.before_predecessor(2, 3));
  }

  void steps_on_different_objects_are_in_no_order() {
    Story story;
    story.writes(1, x).writes(2, y);
    QVERIFY(!story.causality.before(0, 1));
    QVERIFY(!story.causality.known_to(0, 2));
  }

  void the_order_of_independent_steps_does_not_change_the_hash() {
    QCOMPARE(Story().writes(1, x).writes(2, y).hash(), Story().writes(2, y).writes(1, x).hash());
    QCOMPARE(Story().reads(1, x).reads(2, x).hash(), Story().reads(2, x).reads(1, x).hash());
  }

  void the_order_of_dependent_steps_does() {
    QVERIFY(Story().writes(1, x).writes(2, x).hash() != Story().writes(2, x).writes(1, x).hash());
    QVERIFY(Story().writes(1, x).reads(2, x).hash() != Story().reads(2, x).writes(1, x).hash());
  }

  void what_touches_everything_is_in_order_with_all() {
    Story story;
    Step step;
    step.thread = 1;
    step.footprint.touch_everything();
    story.writes(2, y);
    story.causality.append(step);
    story.writes(2, x);
    QVERIFY(story.causality.before(0, 1));
    QVERIFY(story.causality.before(1, 2));
  }

  void who_was_woken_comes_after_the_notify_that_did_it_and_what_came_before_that() {
    Story woken;
    woken.writes(3, y).writes(1, y).reacquires(1);
    QVERIFY(woken.causality.before(1, 2));
    QVERIFY2(woken.causality.before(0, 2), "the notify came after it");
    QVERIFY2(!woken.causality.before_predecessor(1, 2), "it waited without knowing of the notify");
    QVERIFY(woken.causality.known_to(1, 2));
  }

  void who_was_woken_is_in_no_order_with_a_notify_that_woke_another() {
    Story woken;
    woken.writes(1, y).writes(3, y).reacquires(0);
    QVERIFY(woken.causality.before(0, 2));
    QVERIFY(!woken.causality.before(1, 2));
    Story by_itself;
    by_itself.writes(1, y).writes(3, y).reacquires({});
    QVERIFY2(!by_itself.causality.before(0, 2), "nobody woke it");
  }

  void which_notify_woke_a_thread_changes_the_hash() {
    const auto hash = [](std::optional<std::size_t> woken_by) {
      return Story().writes(1, y).writes(3, y).reacquires(woken_by).hash();
    };
    QVERIFY(hash(0) != hash(1));
    QVERIFY(hash(0) != hash({}));
  }

  void the_hash_is_the_same_on_every_machine() {
    QCOMPARE(Story().writes(1, x).reads(2, x).writes(2, y).hash(), 5445517927450295944U);
  }
};

QTEST_APPLESS_MAIN(TestCausality)
#include "tst_causality.moc"
