#include <QtTest>
#include <set>

#include "schedule/wording.h"

using namespace schedule;
using trace::ObjectKind;

namespace {

/// The names of an enum's values, which a schedule file tells apart by them.
template <class Enum>
std::set<std::string_view> names_up_to(Enum last) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(last); ++i) names.insert(name(static_cast<Enum>(i)));
  return names;
}

struct Scene {
  Step step(ThreadIndex thread, OperationKind kind, ObjectNumber object) const {
    Step step;
    step.thread = thread;
    step.kind = kind;
    step.object = object;
    return step;
  }

  Identities identities;
  ThreadIndex a = identities.thread("main/0", "a");
  ThreadIndex b = identities.thread("main/1", "b");
  ObjectNumber left = identities.object(set_up_thread, 0, ObjectKind::lock, "left");
  ObjectNumber ready = identities.object(set_up_thread, 1, ObjectKind::condition, "ready");
  ObjectNumber end_of_b = identities.object(set_up_thread, 2, ObjectKind::thread, "b");
};

}  // namespace

class TestWording : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_operation_ending_and_verdict_has_a_name_of_its_own() {
    const auto operations = names_up_to(OperationKind::test);
    QCOMPARE(operations.size(), static_cast<std::size_t>(OperationKind::test) + 1);
    QVERIFY(!operations.contains(""));
    QCOMPARE(names_up_to(Ending::wake_up), (std::set<std::string_view>{"act", "time_out", "wake_up"}));
    QCOMPARE(names_up_to(Verdict::abandoned),
             (std::set<std::string_view>{"holds", "fails", "deadlocks", "does_not_end", "abandoned"}));
  }

  void a_step_is_what_it_does_to_what() {
    const Scene scene;
    QCOMPARE(words_of(scene.step(scene.a, OperationKind::acquire, scene.left), scene.identities),
             std::string("acquire(left)"));
    QCOMPARE(words_of(scene.step(scene.a, OperationKind::sleep, no_object), scene.identities), std::string("sleep()"));
    Identities identities = scene.identities;
    Step labelled = scene.step(scene.a, OperationKind::step, no_object);
    identities.label("first");
    labelled.label = identities.label("halfway");
    QCOMPARE(words_of(labelled, identities), std::string("step(halfway)"));
  }

  void a_deadlock_says_who_waits_for_what_and_who_has_it() {
    const Scene s;
    const std::vector<Wait> waits{{s.step(s.a, OperationKind::acquire, s.left), s.b},
                                  {s.step(s.b, OperationKind::reacquire, s.ready)}};
    QCOMPARE(words_of(waits, s.identities), std::string("a waits for 'left', held by b; b waits for 'ready'"));
  }

  void a_join_waits_for_an_end() {
    const Scene s;
    QCOMPARE(words_of(std::vector<Wait>{{s.step(s.a, OperationKind::join, s.end_of_b), s.b}}, s.identities),
             std::string("a waits for the end of b"));
  }

  void threads_are_listed_by_name() {
    const Scene s;
    QCOMPARE(names_of({s.a, s.b}, s.identities), std::string("a, b"));
    QCOMPARE(names_of({}, s.identities), std::string());
  }
};

QTEST_APPLESS_MAIN(TestWording)
#include "tst_wording.moc"
