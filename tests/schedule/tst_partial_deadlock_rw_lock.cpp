#include <QtTest>

#include "schedule/beside.h"
#include "schedule/explore.h"
#include "threading/event.h"
#include "threading/lock.h"
#include "threading/rw_lock.h"
#include "threading/with.h"

using namespace schedule;
using namespace std::chrono_literals;
using beside::add_bystander;
using beside::executed;
using threading::Event;
using threading::Lock;
using threading::Reading;
using threading::RWLock;
using threading::RWPolicy;
using threading::Writing;

namespace {

/// The second lock is a readers-writer lock that a reads while b wants to write it, or the other way round.
template <class ByA, class ByB>
void read_and_write(Program& program) {
  auto& lock = program.make<Lock>("lock");
  auto& book = program.make<RWLock>("book");
  program.thread("a", [&] {
    const ByA in_book(book);
    const threading::With with(lock);
  });
  program.thread("b", [&] {
    const threading::With with(lock);
    const ByB in_book(book);
  });
  add_bystander(program);
}

/// Asks to write while it reads.
template <class... Patience>
SetUp upgrade(RWPolicy policy, int threads, Patience... patience) {
  return [=](Program& program) {
    auto& book = program.make<RWLock>(policy, "book");
    for (int i = 0; i < threads; ++i) {
      program.thread(std::string(1, static_cast<char>('a' + i)), [&, patience...] {
        const Reading reading(book);
        if (book.acquire_write(patience...)) book.release_write();
      });
    }
    add_bystander(program);
  };
}

/// b reads again while a writer waits that came in between.
template <class... Patience>
SetUp reads_again(Patience... of_the_writer) {
  return [=](Program& program) {
    auto& book = program.make<RWLock>(RWPolicy::fair, "book");
    program.thread("a", [&, of_the_writer...] {
      if (book.acquire_write(of_the_writer...)) book.release_write();
    });
    program.thread("b", [&] {
      const Reading reading(book);
      const Reading again(book);
    });
    add_bystander(program);
  };
}

}  // namespace

class TestPartialDeadlockRWLock : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_reader_and_a_writer_make_one() {
    const Execution read = executed(read_and_write<Reading, Writing>, {{1}, {2}, {1}, {2}, {2}});
    QCOMPARE(read.verdict, Verdict::deadlocks);
    QCOMPARE(read.what, std::string("partial deadlock: a waits for 'lock', held by b; b waits for 'book', held by a; "
                                    "still going: bystander"));
    QCOMPARE(executed(read_and_write<Writing, Reading>, {{1}, {2}, {1}, {2}, {2}}).what, read.what);
    QVERIFY(executed(read_and_write<Reading, Reading>, {{1}, {2}, {1}, {2}, {2}}).waits.empty());
  }

  void one_of_several_readers_is_enough() {
    const SetUp set_up = [](Program& program) {
      auto& lock = program.make<Lock>("lock");
      auto& book = program.make<RWLock>("book");
      auto& never = program.make<Event>("never");
      program.thread("other", [&] {
        const Reading reading(book);
        while (!never.wait(10ms)) {
        }
      });
      program.thread("a", [&] {
        const Reading reading(book);
        const threading::With with(lock);
      });
      program.thread("b", [&] {
        const threading::With with(lock);
        const Writing writing(book);
      });
    };
    const Execution execution = executed(set_up, {{1}, {2}, {3}, {2}, {3}, {3}});
    QCOMPARE(execution.what, std::string("partial deadlock: a waits for 'lock', held by b; b waits for 'book', held by "
                                         "a; still going: other"));
  }

  void who_asks_to_write_while_it_reads_waits_for_itself() {
    for (const RWPolicy policy : {RWPolicy::fair, RWPolicy::prefer_readers}) {
      const Execution one = executed(upgrade(policy, 1), {{1}, {1}, {1}});
      QCOMPARE(one.what, std::string("partial deadlock: a waits for 'book', held by a; still going: bystander"));
      const Execution two = executed(upgrade(policy, 2), {{1}, {2}, {1}, {2}});
      QCOMPARE(two.verdict, Verdict::deadlocks);
      QVERIFY(executed(upgrade(policy, 2, 1h), {{1}, {2}, {1}, {2}}).waits.empty());
    }
  }

  void who_reads_again_behind_a_writer_waits_for_itself_unless_that_may_give_up() {
    const std::vector<Move> moves{{2}, {1}, {2}};
    const Execution execution = executed(reads_again(), moves);
    QCOMPARE(execution.verdict, Verdict::deadlocks);
    QCOMPARE(execution.waits.size(), std::size_t{1});
    QVERIFY(executed(reads_again(1h), moves).waits.empty());
    QCOMPARE(explore(reads_again(), {.budget = 2s}).outcome, Report::Outcome::fails);
  }
};

QTEST_APPLESS_MAIN(TestPartialDeadlockRWLock)
#include "tst_partial_deadlock_rw_lock.moc"
