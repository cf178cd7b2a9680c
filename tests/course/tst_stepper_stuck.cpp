#include <QTest>
#include <chrono>

#include "course/controlled_lessons.h"
#include "course/stepper.h"
#include "threading/event.h"
#include "threading/rw_lock.h"
#include "threading/semaphore.h"
#include "threading/thread.h"
#include "threading/with.h"

using course::Stepper;
using course::StepVerdict;
namespace fixture = lessons_under_control;

namespace {

/// A program in which "one" is at work beside "runner", which goes on for ever.
course::Entry beside_a_runner(const std::function<void()>& work) {
  return fixture::one_variant(
      [work](course::Stage&) {
        threading::Event never{"never"};
        threading::Thread runner({.name = "runner"}, [&] {
          while (!never.wait(std::chrono::milliseconds(1))) {
          }
        });
        threading::Thread one({.name = "one"}, work);
        runner.start();
        one.start();
        one.join();
        runner.join();
      },
      {course::never_stuck()});
}

/// Lets "one" go on as far as it can.
Stepper::Result after_one(const course::Entry& entry) {
  Stepper stepper(entry, "only", fixture::settings(entry), {});
  const auto step = [&](const std::string& name) {
    for (const course::StepThread& each : stepper.frame()->threads) {
      if (each.name == name && !each.options.empty()) return stepper.step(each.id);
    }
    return Stepper::Result();
  };
  step("main");
  step("main");
  while (!stepper.frame()->over && step("one") != nullptr) {
  }
  return stepper.frame();
}

}  // namespace

class TestStepperStuck : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void who_asks_to_write_while_it_reads_is_stuck_while_others_go_on() {
    const course::Entry entry = beside_a_runner([] {
      threading::RWLock book{"book"};
      const threading::Reading reading(book);
      const threading::Writing writing(book);
    });
    const auto frame = after_one(entry);
    QCOMPARE(frame->verdict.kind, StepVerdict::Kind::stuck);
    QCOMPARE(frame->verdict.sentence,
             std::string("one waits for readers-writer lock book, which it holds to read itself. So main waits for the "
                         "end of one in vain."));
    QVERIFY(frame->frame.snapshot->stuck.front().partial);
    QVERIFY(frame->over);
  }

  void who_takes_a_lock_twice_is_stuck_while_others_go_on() {
    const course::Entry entry = beside_a_runner([] {
      threading::Lock till{"till"};
      const threading::With with(till);
      const threading::With again(till);
    });
    const auto frame = after_one(entry);
    QCOMPARE(frame->verdict.kind, StepVerdict::Kind::stuck);
    QVERIFY(frame->verdict.sentence.starts_with("one waits for lock till, which it holds itself."));
    QVERIFY(frame->frame.snapshot->stuck.front().partial);
  }

  void who_waits_for_a_permit_that_another_could_give_is_not() {
    const course::Entry entry = beside_a_runner([] {
      threading::Semaphore door(1, "door");
      door.acquire();
      door.acquire();
    });
    const auto frame = after_one(entry);
    QCOMPARE(frame->verdict.kind, StepVerdict::Kind::open);
    QVERIFY(!frame->over);
  }
};

QTEST_APPLESS_MAIN(TestStepperStuck)
#include "tst_stepper_stuck.moc"
