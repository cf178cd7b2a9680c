#include <dirent.h>

#include <QtTest>
#include <atomic>
#include <functional>
#include <set>
#include <stop_token>
#include <string>

#include "schedule/bench.h"
#include "schedule/counting.h"
#include "schedule/wording.h"
#include "threading/condition.h"
#include "threading/event.h"
#include "threading/lock.h"
#include "threading/semaphore.h"
#include "threading/shared.h"
#include "threading/thread.h"
#include "threading/with.h"

using namespace schedule;
using threading::Event;
using threading::Lock;
using threading::Semaphore;
using threading::Shared;
using threading::Thread;

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

struct Counted {
  explicit Counted(std::atomic<int>& its_alive) : alive(its_alive) { ++alive; }
  ~Counted() { --alive; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  std::atomic<int>& alive;
};

int threads_of_this_process() {
  int threads = 0;
  DIR* tasks = opendir("/proc/self/task");
  while (const dirent* entry = readdir(tasks)) threads += entry->d_name[0] == '.' ? 0 : 1;
  closedir(tasks);
  return threads;
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

  void a_stop_callback_is_not_unwound_where_the_run_is_aborted() {
    Bench bench;
    std::atomic<int> done{0};
    const SetUp set_up = [&](Program& program) {
      auto& never = program.make<Lock>("never");
      auto& counter = program.make<Shared<int>>(0, "counter");
      program.thread("holder", [&] {
        never.acquire();
        Thread child([] {});
        const std::stop_callback when_asked(child.get_stop_token(), [&] {
          counter.fetch_add(1);
          Thread([&] { counter.fetch_add(1); }).start();
          check(false, "it has been asked");
          ++done;
        });
        child.request_stop();
      });
      program.thread("waiter", [&] { never.acquire(); });
    };
    // Asked before the failure, at it, and after it.
    for (const std::vector<Move>& moves : {std::vector<Move>{}, {{1}, {1}, {2}}, {{2}, {2}}}) bench.go(set_up, moves);
    QVERIFY(done > 0);
  }

  void abandoned_executions_leave_nothing_behind() {
    std::atomic<int> alive{0};
    const SetUp set_up = [&](Program& program) {
      auto& lock = program.make<Lock>();
      auto& condition = program.make<threading::Condition>(lock);
      for (int i = 0; i < 3; ++i) {
        program.thread([&] {
          const Counted counted(alive);
          const threading::With with(lock);
          threading::Thread child([&alive] { const Counted in_child(alive); });
          child.start();
          condition.wait();
          child.join();
        });
      }
    };
    const int threads = threads_of_this_process();
    {
      Bench bench;
      for (int i = 0; i < endurance_rounds(); ++i) {
        GivingUp giving_up(static_cast<std::size_t>(i % 12));
        const Execution& execution = bench.go(set_up, giving_up);
        QVERIFY(execution.verdict == Verdict::abandoned || execution.verdict == Verdict::deadlocks);
        QCOMPARE(alive.load(), 0);
      }
      QVERIFY(bench.crew.size() <= 6);
    }
    QCOMPARE(threads_of_this_process(), threads);
  }

  void destructors_use_primitives_while_an_execution_is_abandoned() {
    const SetUp set_up = [](Program& program) {
      auto& event = program.make<threading::Event>();
      auto& left = program.make<Shared<int>>(0);
      struct Leaving {
        Shared<int>& left;
        threading::Event& event;
        ~Leaving() {
          left.fetch_add(1);
          event.wait();
        }
      };
      for (int i = 0; i < 2; ++i) {
        program.thread([&] {
          const Leaving leaving{left, event};
          event.wait();
        });
      }
    };
    Bench bench;
    QCOMPARE(bench.go(set_up).verdict, Verdict::deadlocks);
  }
};

QTEST_APPLESS_MAIN(TestControlledRunAbort)
#include "tst_controlled_run_abort.moc"
