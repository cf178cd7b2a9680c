#include <QtTest>
#include <functional>
#include <set>
#include <string>

#include "schedule/bench.h"
#include "schedule/wording.h"
#include "threading/event.h"
#include "threading/lock.h"
#include "threading/semaphore.h"
#include "threading/thread.h"

using namespace schedule;
using threading::Event;
using threading::Lock;
using threading::Semaphore;

namespace {

/// Without a guard: one thread goes at a time, and ThreadSanitizer sees if that is not so.
using Notes = QStringList;

/// Notes that a stack goes, and uses meanwhile what it would have to wait for: none of that may let another thread go.
class Leaving {
 public:
  Leaving(Notes& notes, const QString& name, Event& never, Lock& held)
      : notes_(notes), name_(name), never_(never), held_(held) {}
  ~Leaving() {
    notes_.push_back(name_ + " begins");
    never_.wait();
    held_.acquire();
    held_.release();
    notes_.push_back(name_ + " ends");
  }
  Leaving(const Leaving&) = delete;
  Leaving& operator=(const Leaving&) = delete;

 private:
  Notes& notes_;
  const QString name_;
  Event& never_;
  Lock& held_;
};

/// What "old" does once all others wait for what never comes.
using Last = std::function<void(Event& never)>;

/// The threads are made in this order: old, young, younger, and by old: child.
SetUp family(Notes& notes, const Last& last) {
  return [&notes, last](Program& program) {
    auto& never = program.make<Event>("never");
    auto& held = program.make<Lock>("held");
    auto& ready = program.make<Semaphore>(0, "ready");
    const auto waits = [&](const QString& name) {
      return [&notes, &never, &held, &ready, name] {
        const Leaving leaving(notes, name, never, held);
        ready.release();
        never.wait();
      };
    };
    program.thread("old", [&notes, &never, &held, &ready, last, waiting = waits("child")] {
      const Leaving leaving(notes, "old", never, held);
      threading::Thread child({.name = "child"}, waiting);
      child.start();
      for (int i = 0; i < 3; ++i) ready.acquire();
      held.acquire();
      last(never);
    });
    program.thread("young", waits("young"));
    program.thread("younger", waits("younger"));
  };
}

/// Goes on for ever.
void looks_again_and_again(Event& never) {
  while (!never.is_set()) {
  }
}

constexpr std::size_t everybody_waits = 100;  // steps are enough for that

}  // namespace

/// How the threads of an execution go down that does not come to its end.
class TestControlledRunAbort : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void the_newest_goes_first_and_one_at_a_time_data() {
    QTest::addColumn<Last>("last");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("deadlock") << Last([](Event& never) { never.wait(); }) << Verdict::deadlocks;
    QTest::newRow("the oldest fails") << Last([](Event&) { check(false, "no"); }) << Verdict::fails;
    QTest::newRow("given up") << Last(looks_again_and_again) << Verdict::abandoned;
    QTest::newRow("endless") << Last(looks_again_and_again) << Verdict::does_not_end;
  }
  void the_newest_goes_first_and_one_at_a_time() {
    QFETCH(Last, last);
    QFETCH(Verdict, verdict);
    Notes notes;
    Bench bench({.most_steps = everybody_waits});
    GivingUp until(verdict == Verdict::abandoned ? everybody_waits - 1 : 2 * everybody_waits);
    QCOMPARE(bench.go(family(notes, last), until).verdict, verdict);
    QCOMPARE(notes, (Notes{"child begins", "child ends", "younger begins", "younger ends", "young begins", "young ends",
                           "old begins", "old ends"}));
  }

  void what_they_do_meanwhile_is_no_step() {
    Notes notes;
    Bench bench;
    const Execution& execution = bench.go(family(notes, [](Event& never) { never.wait(); }));
    QCOMPARE(execution.verdict, Verdict::deadlocks);
    std::multiset<std::string> done;
    for (const Step& step : execution.steps) done.insert(words_of(step, bench.identities));
    std::multiset<std::string> expected{"start(child)", "acquire(held)"};
    for (int i = 0; i < 3; ++i) expected.insert({"acquire(ready)", "release(ready)"});
    for (int i = 0; i < 4; ++i) expected.insert("wait_set(never)");
    QCOMPARE(done, expected);
    QCOMPARE(execution.waits.size(), std::size_t{4});
  }
};

QTEST_APPLESS_MAIN(TestControlledRunAbort)
#include "tst_controlled_run_abort.moc"
