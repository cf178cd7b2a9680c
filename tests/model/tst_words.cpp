#include <QTest>

#include "model/script.h"
#include "model/words.h"

using model::Stuck;
using model::StuckKind;
using namespace tests;

namespace {

struct Scene {
  Script script;
  ThreadId main = script.thread("main");
  ThreadId one = script.thread("a");
  ThreadId two = script.thread("b");
  ObjectId till = script.object(ObjectKind::lock, "till");
  ObjectId ready = script.object(ObjectKind::event, "ready");
  ObjectId door = script.object(ObjectKind::semaphore, "door");
  ObjectId end_of_a = script.object(ObjectKind::thread, "a", one.value);

  QString sentence() { return QString::fromStdString(script.second_snapshot()->stuck.at(0).sentence); }
};

}  // namespace

class TestWords : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_lock_taken_twice_is_held_by_its_own_waiter() {
    Scene scene;
    scene.script.starts(scene.main);
    scene.script.takes(scene.one, scene.till);
    scene.script.waits(scene.one, scene.till, scene.one);
    QCOMPARE(scene.sentence(), QString("a waits for lock till, which it holds itself."));
  }

  void the_number_of_an_object_is_said_as_what_it_means() {
    const auto said = [](ObjectKind kind, std::int64_t value, std::int64_t limit = -1) {
      model::ObjectView object;
      object.kind = kind;
      object.value = value;
      object.limit = limit;
      return QString::fromStdString(model::state_in_words(object));
    };
    QCOMPARE(said(ObjectKind::queue, 3, 5), QString("3 of 5"));
    QCOMPARE(said(ObjectKind::event, 1), QString("set"));
    QCOMPARE(said(ObjectKind::lock, 0), QString("free"));
    QCOMPARE(said(ObjectKind::rlock, 0), QString("free"));
    QCOMPARE(said(ObjectKind::rlock, 1), QString("held"));
    QCOMPARE(said(ObjectKind::rlock, 3), QString::fromUtf8("held \u00d7 3"));
    QCOMPARE(said(ObjectKind::rw_lock, 2), QString("2 reading"));
    QCOMPARE(said(ObjectKind::rw_lock, -1), QString("writing"));
    QCOMPARE(said(ObjectKind::barrier, 1, 3), QString("1 of 3"));
    QCOMPARE(said(ObjectKind::barrier, -1, 3), QString("broken"));
    QCOMPARE(said(ObjectKind::future, 5), QString("failed"));
  }

  void the_contents_of_a_queue_are_listed_as_far_as_there_is_room() {
    model::ObjectView queue;
    queue.kind = ObjectKind::queue;
    const auto said = [&](std::size_t most) { return QString::fromStdString(model::contents_in_words(queue, most)); };
    QCOMPARE(said(9), QString());
    queue.value = 3;
    queue.items = {"4", "5", "6"};
    QCOMPARE(said(9), QString("[4, 5, 6]"));
    QCOMPARE(said(3), QString("[4, 5, 6]"));
    QCOMPARE(said(2), QString::fromUtf8("[4, 5, \u2026 and 1 more]"));
    queue.value = 15;
    QCOMPARE(said(9), QString::fromUtf8("[4, 5, 6, \u2026 and 12 more]"));
    QCOMPARE(said(0), QString("[15 items]"));
  }

  void a_join_cycle_says_whose_end_is_awaited() {
    Scene scene;
    scene.script.takes(scene.main, scene.till);
    scene.script.waits(scene.main, scene.end_of_a, scene.one);
    scene.script.waits(scene.one, scene.till, scene.main);
    QCOMPARE(scene.sentence(),
             QString("main holds lock till and waits for the end of a; a waits for lock till, which main holds."));
  }

  void several_that_nobody_can_help_are_listed() {
    Scene scene;
    scene.script.waits(scene.main, scene.ready);
    scene.script.waits(scene.one, scene.door);
    scene.script.waits(scene.two, scene.end_of_a, scene.one);
    QCOMPARE(scene.sentence(),
             QString("main waits for event ready to be set; a waits for a permit of semaphore door; no thread is left "
                     "that could let them go on. So b waits for the end of a in vain."));
  }

  void those_who_wait_for_the_same_are_said_once() {
    Scene scene;
    scene.script.waits(scene.main, scene.ready);
    scene.script.waits(scene.one, scene.door);
    scene.script.waits(scene.two, scene.ready);
    QCOMPARE(scene.sentence(),
             QString("main and b wait for event ready to be set; a waits for a permit of semaphore door; no thread is "
                     "left that could let them go on."));
  }

  void who_is_at_work_on_a_future_is_known_although_the_wait_began_before() {
    Scene scene;
    const ObjectId sum = scene.script.object(ObjectKind::future, "sum");
    scene.script.waits(scene.main, sum);
    scene.script.event(scene.one, EventKind::changed, sum, static_cast<int>(trace::FutureState::running));
    scene.script.waits(scene.one, scene.ready);
    scene.script.event(scene.two, EventKind::thread_finished);
    QCOMPARE(scene.sentence(),
             QString("a waits for event ready to be set; no thread is left that could let it go on. So main waits for "
                     "the result of future sum, on which a is at work in vain."));
  }

  void several_wait_for_what_a_finished_thread_holds() {
    Scene scene;
    scene.script.takes(scene.one, scene.till);
    scene.script.event(scene.one, EventKind::thread_finished);
    scene.script.waits(scene.main, scene.till, scene.one);
    scene.script.waits(scene.two, scene.till, scene.one);
    QCOMPARE(scene.sentence(), QString("main and b wait for lock till, which a still held when it finished."));
  }

  void several_followers_are_one_sentence() {
    Scene scene;
    const ObjectId other = scene.script.object(ObjectKind::lock, "other");
    scene.script.takes(scene.one, scene.till);
    scene.script.takes(scene.one, other);
    scene.script.waits(scene.one, scene.till, scene.one);
    scene.script.waits(scene.main, scene.end_of_a, scene.one);
    scene.script.waits(scene.two, other, scene.one);
    QCOMPARE(scene.sentence(),
             QString("a waits for lock till, which it holds itself. So main waits for the end of a; b "
                     "waits for lock other, which a holds, all in vain."));
  }
};

QTEST_APPLESS_MAIN(TestWords)
#include "tst_words.moc"
