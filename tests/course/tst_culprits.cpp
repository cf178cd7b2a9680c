#include <QTest>

#include "course/culprits.h"

using course::Culprits;
using schedule::OperationKind;
using schedule::Step;
using trace::ObjectKind;

namespace {

/// A schedule, step by step, of the threads "one" and "two".
struct Story {
  schedule::Identities identities;
  const schedule::ThreadIndex one = identities.thread("main/0", "one");
  const schedule::ThreadIndex two = identities.thread("main/1", "two");
  const schedule::ObjectNumber counter = identities.object(one, 0, ObjectKind::variable, "counter");
  const schedule::ObjectNumber left = identities.object(one, 1, ObjectKind::lock, "left");
  const schedule::ObjectNumber right = identities.object(one, 2, ObjectKind::lock, "right");
  std::vector<Step> steps;

  static Step step(schedule::ThreadIndex thread, OperationKind kind, schedule::ObjectNumber object) {
    Step made;
    made.thread = thread;
    made.kind = kind;
    made.object = object;
    return made;
  }
  Story& does(schedule::ThreadIndex thread, OperationKind kind, schedule::ObjectNumber object) {
    steps.push_back(step(thread, kind, object));
    return *this;
  }
};

}  // namespace

class TestCulprits : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_write_over_what_was_not_seen_is_found() {
    Story story;
    story.does(story.one, OperationKind::load, story.counter).does(story.two, OperationKind::modify, story.counter);
    story.does(story.one, OperationKind::store, story.counter);
    const Culprits found = course::find_lost_update(story.steps, story.identities);
    QCOMPARE(found.steps, (std::vector<std::size_t>{0, 1, 2}));
    QCOMPARE(found.because, std::string("one read counter (step 1), two changed it (step 2), and one wrote over that "
                                        "what it had made of the old value (step 3)."));
  }

  void writes_that_saw_what_was_there_are_not_blamed() {
    Story story;
    story.does(story.one, OperationKind::load, story.counter).does(story.one, OperationKind::store, story.counter);
    story.does(story.two, OperationKind::load, story.counter).does(story.two, OperationKind::store, story.counter);
    story.does(story.one, OperationKind::store, story.counter);  // without having read
    QVERIFY(course::find_lost_update(story.steps, story.identities).steps.empty());
  }

  void who_took_what_others_wait_for_is_found() {
    Story story;
    story.does(story.one, OperationKind::acquire, story.left).does(story.two, OperationKind::acquire, story.right);
    const std::vector<Step> waiting{Story::step(story.one, OperationKind::acquire, story.right),
                                    Story::step(story.two, OperationKind::acquire, story.left)};
    const Culprits found = course::find_holders(story.steps, waiting, story.identities);
    QCOMPARE(found.steps, (std::vector<std::size_t>{0, 1}));
    QCOMPARE(found.because, std::string("one took lock left (step 1) and two took lock right (step 2)."));
  }

  void what_was_given_back_is_held_by_nobody() {
    Story story;
    story.does(story.one, OperationKind::acquire, story.left).does(story.one, OperationKind::release, story.left);
    const std::vector<Step> waiting{Story::step(story.two, OperationKind::acquire, story.left)};
    QVERIFY(course::find_holders(story.steps, waiting, story.identities).steps.empty());
  }

  void who_only_joined_the_queue_of_a_readers_writer_lock_has_taken_nothing() {
    Story story;
    const auto book = story.identities.object(story.one, 3, ObjectKind::rw_lock, "book");
    story.does(story.one, OperationKind::acquire_shared, book).does(story.one, OperationKind::acquire, book);
    const std::vector<Step> waiting{Story::step(story.one, OperationKind::acquire, book)};
    const Culprits found = course::find_holders(story.steps, waiting, story.identities);
    QCOMPARE(found.steps, (std::vector<std::size_t>{0}));
    QCOMPARE(found.because, std::string("one took readers-writer lock book (step 1) and never gave it back."));
  }
};

QTEST_APPLESS_MAIN(TestCulprits)
#include "tst_culprits.moc"
