#include <QTest>

#include "model/program.h"
#include "model/script.h"
#include "threading/event.h"
#include "threading/lock.h"
#include "threading/rw_lock.h"
#include "threading/with.h"

using model::StuckKind;
using namespace tests;

namespace {

/// Two threads, one that goes on, and what they could wait for.
struct Scene {
  Scene() { script.starts(runner); }

  void reads(ThreadId thread, std::int64_t inside) { script.event(thread, EventKind::acquired, book, inside); }
  void writes(ThreadId thread) { script.event(thread, EventKind::acquired, book, -1); }
  void leaves(ThreadId thread, std::int64_t inside) { script.event(thread, EventKind::released, book, inside); }

  /// Of all that are stuck, one a line.
  QString sentences() {
    QStringList all;
    const auto snapshot = script.second_snapshot();
    for (const model::Stuck& stuck : snapshot->stuck) all << QString::fromStdString(stuck.sentence);
    return all.join('\n');
  }

  Script script;
  ThreadId runner = script.thread("runner");
  ThreadId a = script.thread("a");
  ThreadId b = script.thread("b");
  ObjectId book = script.object(ObjectKind::rw_lock, "book");
  ObjectId till = script.object(ObjectKind::lock, "till");
};

/// What is found of threads that really run, beside one that goes on for ever.
std::string found(const std::vector<Work>& works) {
  std::string sentence;
  const auto main = [&] {
    threading::Event never("never");
    std::vector<Work> all = works;
    all.emplace_back([&] {
      while (!never.wait(std::chrono::milliseconds(1))) {
      }
    });
    side_by_side(all);
  };
  watch(main, trace::Recorder::default_pending_per_thread, [&](const model::Snapshot& snapshot) {
    // Until main waits as well, for the end of the first.
    if (snapshot.stuck.empty() || snapshot.threads.front().state != model::ThreadState::blocked) return false;
    if (sentence.empty() && snapshot.stuck.front().partial) sentence = snapshot.stuck.front().sentence;
    return true;
  });
  return sentence;
}

}  // namespace

/// Who is stuck beside a thread that runs on.
class TestHistoryStuck : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_writer_and_the_reader_that_it_waits_for() {
    Scene scene;
    scene.script.takes(scene.b, scene.till);
    scene.reads(scene.a, 1);
    scene.script.waits(scene.b, scene.book, scene.a);
    scene.script.waits(scene.a, scene.till, scene.b);
    const auto snapshot = scene.script.second_snapshot();
    QCOMPARE(snapshot->stuck.size(), std::size_t{1});
    QVERIFY(snapshot->stuck[0].partial);
    QCOMPARE(snapshot->stuck[0].kind, StuckKind::lock_cycle);
    QCOMPARE(snapshot->stuck[0].sentence,
             std::string("a holds readers-writer lock book to read and waits for lock till, which b holds; b waits for "
                         "readers-writer lock book, which a holds to read."));
  }

  void a_writer_waits_for_each_of_several_readers() {
    Scene scene;
    scene.script.takes(scene.b, scene.till);
    scene.reads(scene.runner, 1);
    scene.reads(scene.a, 2);
    scene.script.waits(scene.b, scene.book);
    QVERIFY(scene.sentences().isEmpty());
    scene.script.waits(scene.a, scene.till, scene.b);
    const auto snapshot = scene.script.second_snapshot();
    QCOMPARE(snapshot->stuck.size(), std::size_t{1});
    QCOMPARE(snapshot->thread(scene.b)->held_by, scene.a);
    QCOMPARE(snapshot->waits[1].holder, scene.a);
  }

  void a_reader_and_the_writer_that_it_waits_for() {
    Scene scene;
    scene.writes(scene.a);
    scene.script.takes(scene.b, scene.till);
    scene.script.waits(scene.b, scene.book, scene.a);
    scene.script.waits(scene.a, scene.till, scene.b);
    QCOMPARE(scene.sentences(),
             QString("a holds readers-writer lock book to write and waits for lock till, which b holds; b waits for "
                     "readers-writer lock book, which a holds to write."));
  }

  void a_reader_that_asks_to_write_waits_for_itself() {
    Scene scene;
    scene.reads(scene.runner, 1);
    scene.reads(scene.a, 2);
    scene.script.waits(scene.a, scene.book);
    QCOMPARE(scene.sentences(), QString("a waits for readers-writer lock book, which it holds to read itself."));
    scene.leaves(scene.runner, 1);
    QCOMPARE(scene.sentences(), QString("a waits for readers-writer lock book, which it holds to read itself."));
  }

  void of_two_readers_that_ask_to_write_one_is_the_reason() {
    Scene scene;
    scene.reads(scene.a, 1);
    scene.reads(scene.b, 2);
    scene.script.waits(scene.b, scene.book);
    scene.script.waits(scene.a, scene.book);
    QCOMPARE(scene.sentences(),
             QString("a waits for readers-writer lock book, which it holds to read itself. So b waits for "
                     "readers-writer lock book, which a holds to read in vain."));
  }

  void readers_that_go_on_let_a_writer_in() {
    Scene scene;
    scene.reads(scene.runner, 1);
    scene.script.waits(scene.a, scene.book, scene.runner);
    scene.script.waits(scene.b, scene.book, scene.runner);
    QVERIFY(scene.sentences().isEmpty());
  }

  void a_reader_that_asks_again_may_be_let_in_when_a_writer_gives_up() {
    Scene scene;
    scene.reads(scene.a, 1);
    scene.script.waits(scene.b, scene.book, scene.a, 1'000'000'000);
    scene.script.waits(scene.a, scene.book, scene.a);
    QVERIFY(scene.sentences().isEmpty());
    scene.script.event(scene.b, EventKind::resumed, scene.book, 0);
    QCOMPARE(scene.sentences(), QString("a waits for readers-writer lock book, which it holds to read itself."));
  }

  void a_lock_that_is_free_to_be_taken_keeps_nobody() {
    Scene scene;
    scene.reads(scene.a, 1);
    scene.script.waits(scene.b, scene.book, scene.a);
    scene.leaves(scene.a, 0);
    scene.script.event(scene.a, EventKind::thread_finished);
    QVERIFY(scene.sentences().isEmpty());
  }

  void a_reader_that_has_finished_never_leaves() {
    Scene scene;
    scene.reads(scene.runner, 1);
    scene.reads(scene.a, 2);
    scene.script.event(scene.a, EventKind::thread_finished);
    scene.script.waits(scene.b, scene.book);
    QCOMPARE(scene.sentences(), QString("b waits for readers-writer lock book, which a still held when it finished."));
  }

  void a_lock_taken_twice_by_its_own_thread() {
    Scene scene;
    scene.script.takes(scene.a, scene.till);
    scene.script.waits(scene.a, scene.till, scene.a);
    const auto snapshot = scene.script.second_snapshot();
    QCOMPARE(snapshot->stuck.size(), std::size_t{1});
    QVERIFY(snapshot->stuck[0].partial);
    QCOMPARE(snapshot->stuck[0].sentence, std::string("a waits for lock till, which it holds itself."));
  }

  void a_lock_that_other_threads_give_up_keeps_nobody_for_ever() {
    Scene scene;
    scene.script.takes(scene.a, scene.till);
    scene.script.releases(scene.runner, scene.till);
    scene.script.takes(scene.a, scene.till);
    scene.script.waits(scene.a, scene.till, scene.a);
    QVERIFY(scene.sentences().isEmpty());
    scene.script.event(scene.b, EventKind::thread_finished);
    scene.script.event(scene.runner, EventKind::thread_finished);
    QCOMPARE(scene.sentences(), QString("a waits for lock till, which it holds itself; no thread is left that could "
                                        "let it go on."));
  }

  void a_run_in_which_a_reader_asks_to_write_is_seen_through() {
    threading::RWLock book("book");
    QCOMPARE(
        found({[&] {
          const threading::Reading reading(book);
          const threading::Writing writing(book);
        }}),
        std::string("worker-1 waits for readers-writer lock book, which it holds to read itself. So main waits for "
                    "the end of worker-1 in vain."));
  }

  void a_run_in_which_two_readers_wait_for_each_others_writing_is_seen_through() {
    threading::RWLock left("left");
    threading::RWLock right("right");
    threading::Event reading_left("reading left");
    threading::Event reading_right("reading right");
    const auto work = [](threading::RWLock& mine, threading::RWLock& other, threading::Event& here,
                         threading::Event& there) {
      const threading::Reading reading(mine);
      here.set();
      there.wait();
      const threading::Writing writing(other);
    };
    QCOMPARE(found({[&] { work(left, right, reading_left, reading_right); },
                    [&] { work(right, left, reading_right, reading_left); }}),
             std::string("worker-1 holds readers-writer lock left to read and waits for readers-writer lock right, "
                         "which worker-2 holds to read; worker-2 waits for readers-writer lock left, which worker-1 "
                         "holds to read. So main waits for the end of worker-1 in vain."));
  }

  void a_run_in_which_a_lock_is_taken_twice_is_seen_through() {
    threading::Lock till("till");
    QCOMPARE(
        found({[&] {
          const threading::With with(till);
          const threading::With again(till);
        }}),
        std::string("worker-1 waits for lock till, which it holds itself. So main waits for the end of worker-1 in "
                    "vain."));
  }

  void what_anybody_could_give_is_awaited_in_vain_only_if_nobody_goes_on() {
    for (const ObjectKind kind : {ObjectKind::semaphore, ObjectKind::bounded_semaphore, ObjectKind::condition,
                                  ObjectKind::event, ObjectKind::queue, ObjectKind::barrier, ObjectKind::latch}) {
      Scene scene;
      const ObjectId it = scene.script.object(kind, "it");
      scene.script.takes(scene.b, scene.till);
      scene.script.waits(scene.a, it);
      scene.script.waits(scene.b, scene.till, scene.b);
      auto stuck = scene.script.second_snapshot()->stuck;
      QCOMPARE(stuck.size(), std::size_t{1});
      QVERIFY(stuck[0].threads == std::vector{scene.b});
      scene.script.event(scene.runner, EventKind::thread_finished);
      stuck = scene.script.second_snapshot()->stuck;
      QCOMPARE(stuck.size(), std::size_t{2});
      QCOMPARE(stuck[1].kind, StuckKind::no_notifier);
      QVERIFY(stuck[1].threads == std::vector{scene.a});
    }
  }
};

QTEST_APPLESS_MAIN(TestHistoryStuck)
#include "tst_history_stuck.moc"
