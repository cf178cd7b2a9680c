#include <QTest>

#include "schedule/holds.h"

using schedule::Hold;
using schedule::OperationKind;
using schedule::Step;
using trace::ObjectKind;

namespace {

/// What the threads "one" and "two" do.
struct Story {
  schedule::Identities identities;
  const schedule::ThreadIndex one = identities.thread("main/0", "one");
  const schedule::ThreadIndex two = identities.thread("main/1", "two");
  const schedule::ObjectNumber lock = identities.object(one, 0, ObjectKind::lock, "lock");
  const schedule::ObjectNumber again = identities.object(one, 1, ObjectKind::rlock, "again");
  const schedule::ObjectNumber shelf = identities.object(one, 2, ObjectKind::rw_lock, "shelf");
  const schedule::ObjectNumber permits = identities.object(one, 3, ObjectKind::semaphore, "permits");
  const schedule::ObjectNumber condition = identities.object(one, 4, ObjectKind::condition, "condition");
  std::vector<Step> steps;
  std::vector<Step> waiting;

  Step& does(schedule::ThreadIndex thread, OperationKind kind, schedule::ObjectNumber object) {
    Step step;
    step.thread = thread;
    step.kind = kind;
    step.object = object;
    return steps.emplace_back(step);
  }
  void tries(schedule::ThreadIndex thread, OperationKind kind, schedule::ObjectNumber object) {
    does(thread, kind, object).only_tries = true;
  }
  std::vector<std::size_t> taken() const {
    std::vector<std::size_t> steps_that_took;
    for (const Hold& hold : schedule::held_after(steps, waiting, identities)) steps_that_took.push_back(hold.taken);
    return steps_that_took;
  }
};

using Taken = std::vector<std::size_t>;

}  // namespace

class TestHolds : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void what_was_given_back_is_not_held() {
    Story story;
    story.does(story.one, OperationKind::acquire, story.lock);
    QCOMPARE(story.taken(), Taken{0});
    story.does(story.one, OperationKind::release, story.lock);
    QCOMPARE(story.taken(), Taken{});
  }

  void a_lock_may_be_given_back_by_another_thread() {
    Story story;
    story.does(story.one, OperationKind::acquire, story.lock);
    story.does(story.two, OperationKind::release, story.lock);
    QCOMPARE(story.taken(), Taken{});
  }

  void a_try_that_finds_it_taken_takes_nothing() {
    Story story;
    story.does(story.one, OperationKind::acquire, story.lock);
    story.tries(story.two, OperationKind::acquire, story.lock);
    story.tries(story.one, OperationKind::acquire, story.lock);
    QCOMPARE(story.taken(), Taken{0});
    story.does(story.one, OperationKind::release, story.lock);
    story.tries(story.two, OperationKind::acquire, story.lock);
    QCOMPARE(story.taken(), Taken{4});
  }

  void a_wait_that_ends_by_time_out_takes_nothing() {
    Story story;
    story.does(story.two, OperationKind::acquire, story.lock).ending = schedule::Ending::time_out;
    QCOMPARE(story.taken(), Taken{});
  }

  void what_is_taken_again_is_held_until_it_is_given_back_as_often() {
    Story story;
    story.does(story.one, OperationKind::acquire, story.again);
    story.tries(story.one, OperationKind::acquire, story.again);
    QCOMPARE(story.taken(), (Taken{0, 1}));
    story.does(story.one, OperationKind::release, story.again);
    QCOMPARE(story.taken(), Taken{0});
  }

  void readers_hold_it_together_and_keep_a_writer_out() {
    Story story;
    story.does(story.one, OperationKind::acquire_shared, story.shelf);
    story.tries(story.two, OperationKind::acquire_shared, story.shelf);
    story.tries(story.two, OperationKind::acquire, story.shelf);
    QCOMPARE(story.taken(), (Taken{0, 1}));
    story.does(story.one, OperationKind::release_shared, story.shelf);
    QCOMPARE(story.taken(), Taken{1});
    QVERIFY(schedule::held_after(story.steps, story.waiting, story.identities).front().to_read);
  }

  void who_joins_the_queue_of_a_readers_writer_lock_has_not_taken_it_yet() {
    Story story;
    story.does(story.one, OperationKind::acquire_shared, story.shelf);
    story.does(story.two, OperationKind::acquire, story.shelf);
    story.waiting.push_back(story.steps.back());
    QCOMPARE(story.taken(), Taken{0});
    story.does(story.one, OperationKind::release_shared, story.shelf);
    story.does(story.two, OperationKind::acquire, story.shelf);
    story.waiting.clear();
    QCOMPARE(story.taken(), Taken{3});
  }

  void a_wait_lends_the_lock_as_often_as_it_is_held_and_takes_it_back() {
    Story story;
    story.does(story.one, OperationKind::acquire, story.again);
    story.does(story.one, OperationKind::acquire, story.again);
    story.does(story.one, OperationKind::wait, story.condition).lock = story.again;
    QCOMPARE(story.taken(), Taken{});
    story.does(story.one, OperationKind::reacquire, story.condition).lock = story.again;
    QCOMPARE(story.taken(), (Taken{3, 3}));
  }

  void a_permit_is_no_lock() {
    Story story;
    story.does(story.one, OperationKind::acquire, story.permits);
    QCOMPARE(story.taken(), Taken{});
  }
};

QTEST_APPLESS_MAIN(TestHolds)
#include "tst_holds.moc"
