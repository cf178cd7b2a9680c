#include <QTest>

#include "model/script.h"
#include "model/snapshot.h"

using namespace tests;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

QString said(std::string text) { return QString::fromStdString(text); }

struct Scene {
  Scene() {
    script.object(ObjectKind::thread, "worker-1", one.value);
    script.fold();
  }

  QString sentence(ThreadId thread, EventKind kind, ObjectId object = {}, std::int64_t value = 0, ThreadId peer = {}) {
    const trace::Event event = script.event(thread, kind, object, value, peer);
    return said(script.snapshot()->describe(event));
  }

  Script script;
  ThreadId main = script.thread("main");
  ThreadId one = script.thread("worker-1");
  ObjectId till = script.object(ObjectKind::lock, "till");
  ObjectId door = script.object(ObjectKind::semaphore, "door");
  ObjectId orders = script.object(ObjectKind::queue, "orders");
  ObjectId counter = script.object(ObjectKind::variable, "counter");
  ObjectId nested = script.object(ObjectKind::rlock, "nested");
  ObjectId end_of_one{6};
};

}  // namespace

class TestSnapshot : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void durations_have_three_digits() {
    QCOMPARE(said(model::in_words(Time(0))), QString("0 ns"));
    QCOMPARE(said(model::in_words(Time(870))), QString("870 ns"));
    QCOMPARE(said(model::in_words(Time(999))), QString("999 ns"));
    QCOMPARE(said(model::in_words(Time(1000))), QString("1.00 \u00b5s"));
    QCOMPARE(said(model::in_words(microseconds(12'400))), QString("12.4 ms"));
    QCOMPARE(said(model::in_words(milliseconds(3210))), QString("3.21 s"));
    QCOMPARE(said(model::in_words(Time(9'996))), QString("10.0 \u00b5s"));
    QCOMPARE(said(model::in_words(Time(99'960))), QString("100 \u00b5s"));
    QCOMPARE(said(model::in_words(Time(999'600))), QString("1.00 ms"));
    QCOMPARE(said(model::in_words(seconds(4321))), QString("4321 s"));
    QCOMPARE(said(model::in_words(-microseconds(12'400))), QString("-12.4 ms"));
  }

  void things_are_named() {
    Scene scene;
    const auto snapshot = scene.script.snapshot();
    QCOMPARE(said(snapshot->describe(scene.one)), QString("worker-1"));
    QCOMPARE(said(snapshot->describe(ThreadId{})), QString("nobody"));
    QCOMPARE(said(snapshot->describe(ThreadId{9})), QString("thread 9"));
    QCOMPARE(said(snapshot->describe(scene.till)), QString("lock till"));
    QCOMPARE(said(snapshot->describe(scene.end_of_one)), QString("thread worker-1"));
    QCOMPARE(said(snapshot->describe(ObjectId{})), QString("nothing"));
    QCOMPARE(said(snapshot->describe(ObjectId{99})), QString("object 99"));
  }

  void what_is_not_there_is_null() {
    const model::Snapshot snapshot;
    QVERIFY(snapshot.thread({1}) == nullptr);
    QVERIFY(snapshot.object({}) == nullptr);
    QVERIFY(snapshot.find_series("none") == nullptr);
    QVERIFY(snapshot.text({1}).empty());
  }

  void a_renamed_thread_has_its_new_name() {
    Scene scene;
    scene.script.batch().names.emplace_back(trace::ThreadName{scene.one, "baker", {}});
    const auto snapshot = scene.script.snapshot();
    QCOMPARE(said(snapshot->describe(scene.one)), QString("baker"));
    QCOMPARE(said(snapshot->describe(scene.end_of_one)), QString("thread baker"));
  }

  void slices_are_sentences() {
    Scene scene;
    scene.script.event(scene.main, EventKind::thread_created, {}, 0, scene.one);
    scene.script.starts(scene.one);
    scene.script.takes(scene.main, scene.till);
    scene.script.waits(scene.one, scene.till, scene.main);
    scene.script.releases(scene.main, scene.till);
    scene.script.event(scene.main, EventKind::woke, scene.till, 0, scene.one);
    scene.script.event(scene.one, EventKind::resumed, scene.till, 1);
    scene.script.event(scene.one, EventKind::sleeping, {}, 1'000'000);
    scene.script.event(scene.one, EventKind::resumed);
    scene.script.waits(scene.main, scene.end_of_one, scene.one);
    scene.script.event(scene.one, EventKind::thread_finished);
    scene.script.event(scene.main, EventKind::resumed, scene.end_of_one, 1);
    const auto snapshot = scene.script.snapshot();
    const model::Lane& lane = snapshot->timeline.lanes[1];
    QStringList sentences;
    for (std::size_t i = 0; i < lane.slices().end(); ++i) sentences += said(snapshot->describe(lane, i));
    QCOMPARE(sentences,
             (QStringList{"worker-1 started after 1.00 ms", "worker-1 ran for 2.00 ms",
                          "worker-1 waited 2.00 ms for lock till, held by main",
                          "worker-1 was ready for 1.00 ms, woken by main", "worker-1 ran for 1.00 ms",
                          "worker-1 slept for 1.00 ms", "worker-1 ran for 2.00 ms", "worker-1 finished 1.00 ms ago"}));
    const model::Lane& first = snapshot->timeline.lanes[0];
    QCOMPARE(said(snapshot->describe(first, 1)), QString("main waited 2.00 ms for the end of worker-1"));
    QCOMPARE(said(snapshot->describe(first, 2)), QString("main has run for 0 ns"));
  }

  void events_are_sentences() {
    Scene s;
    QCOMPARE(s.sentence(s.main, EventKind::thread_created, {}, 0, s.one), QString("main created worker-1"));
    QCOMPARE(s.sentence(s.main, EventKind::thread_launched, s.end_of_one, 0, s.one), QString("main started worker-1"));
    QCOMPARE(s.sentence(s.one, EventKind::thread_started), QString("worker-1 started"));
    QCOMPARE(s.sentence(s.main, EventKind::saw, s.end_of_one), QString("main saw the end of worker-1"));
    QCOMPARE(s.sentence(s.main, EventKind::saw, s.orders), QString("main saw queue orders with nothing unfinished"));
    QCOMPARE(s.sentence(s.main, EventKind::saw, s.script.object(ObjectKind::event, "ready"), 1),
             QString("main saw event ready set"));
    QCOMPARE(s.sentence(s.main, EventKind::saw, s.script.object(ObjectKind::latch, "all"), 0),
             QString("main saw latch all at 0"));
    QCOMPARE(s.sentence(s.main, EventKind::saw, s.script.object(ObjectKind::future, "sum"),
                        static_cast<std::int64_t>(trace::FutureState::succeeded)),
             QString("main saw future sum done"));
    QCOMPARE(s.sentence(s.one, EventKind::acquired, s.till, 1), QString("worker-1 acquired lock till"));
    QCOMPARE(s.sentence(s.main, EventKind::reached, s.till), QString("main comes to lock till"));
    QCOMPARE(s.sentence(s.main, EventKind::reached, s.till, 1), QString("main is ready to go on with lock till"));
    QCOMPARE(s.sentence(s.main, EventKind::reached, {}, 1), QString("main is ready to go on"));
    QCOMPARE(s.sentence(s.main, EventKind::blocked, s.till, 20'000'000, s.one),
             QString("main waits for lock till, held by worker-1, 20.0 ms at most"));
    QCOMPARE(s.sentence(s.main, EventKind::resumed, s.till, 0), QString("main goes on, its time is up"));
    QCOMPARE(s.sentence(s.main, EventKind::blocked, s.end_of_one, -1, s.one),
             QString("main waits for the end of worker-1"));
    QCOMPARE(s.sentence(s.one, EventKind::woke, s.till, 0, s.main),
             QString("worker-1 woke main, which waited for lock till"));
    QCOMPARE(s.sentence(s.one, EventKind::acquired, s.door, 1),
             QString("worker-1 acquired semaphore door (1 permit left)"));
    QCOMPARE(s.sentence(s.one, EventKind::released, s.door, 2),
             QString("worker-1 released semaphore door (2 permits left)"));
    QCOMPARE(s.sentence(s.one, EventKind::acquired, s.nested, 2),
             QString("worker-1 acquired re-entrant lock nested again (depth 2)"));
    QCOMPARE(s.sentence(s.one, EventKind::put, s.orders, 3),
             QString("worker-1 put an item into queue orders (3 inside)"));
    QCOMPARE(s.sentence(s.one, EventKind::loaded, s.counter, 41), QString("worker-1 read 41 from variable counter"));
    QCOMPARE(s.sentence(s.one, EventKind::stored, s.counter, 42), QString("worker-1 wrote 42 into variable counter"));
    QCOMPARE(s.sentence(s.one, EventKind::sleeping, {}, 1'500'000), QString("worker-1 sleeps for 1.50 ms"));
    QCOMPARE(s.sentence(s.one, EventKind::printed, {}, s.script.text("hello").value),
             QString("worker-1 printed: hello"));
    QCOMPARE(s.sentence(s.one, EventKind::marked, {}, s.script.text("half of it").value),
             QString("worker-1 did a step: half of it"));
    QCOMPARE(s.sentence(s.one, EventKind::thread_finished, {}, s.script.text("ValueError: bad").value),
             QString("worker-1 died of ValueError: bad"));
    QCOMPARE(s.sentence(s.main, EventKind::joined, s.end_of_one, 0, s.one), QString("main joined worker-1"));
  }
};

QTEST_APPLESS_MAIN(TestSnapshot)
#include "tst_snapshot.moc"
