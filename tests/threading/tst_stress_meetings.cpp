#include <QtTest>
#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <vector>

#include "threading/barrier.h"
#include "threading/latch.h"
#include "threading/rw_lock.h"
#include "threading/stress.h"
#include "threading/timer.h"

using namespace std::chrono_literals;
using namespace threading;

namespace {

constexpr int crew = 4;
constexpr int rounds_each = rounds(3'000);

/// Numbers that only change together, under a lock to read or to write.
void check_reading_and_writing(Mode mode, RWPolicy policy) {
  RWLock lock(policy);
  Room writers(1);
  std::array<int, 2> numbers{};
  std::atomic<bool> torn{false};
  const auto read = [&](Random& random) {
    const int first = numbers[0];
    if (one_in(random, 8)) dawdle(random, 50);
    if (numbers[1] != first) torn = true;
  };
  const auto write = [&](Random& random) {
    writers.enter();
    ++numbers[0];
    if (one_in(random, 8)) dawdle(random, 50);
    ++numbers[1];
    writers.leave();
  };
  Crew(mode)
      .add(crew + 1,
           [&](Random& random) {
             for (int n = 0; n < rounds_each; ++n) {
               const bool patient = one_in(random, 2);
               const auto patience = std::chrono::microseconds(below(random, 50));
               if (one_in(random, 4)) {
                 if (!(patient ? lock.acquire_write() : lock.acquire_write(patience))) continue;
                 write(random);
                 lock.release_write();
               } else {
                 if (!(patient ? lock.acquire_read() : lock.acquire_read(patience))) continue;
                 read(random);
                 lock.release_read();
               }
             }
           })
      .run();
  QVERIFY(!torn);
  QVERIFY(!writers.overcrowded());
  QCOMPARE(numbers[0], writers.entries());
  QCOMPARE(lock.readers(), 0);
  QVERIFY(!lock.writing());
}

}  // namespace

class TestStressMeetings : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_barrier_gives_every_index_once_a_round_and_runs_its_action_between_rounds_data() { add_modes(); }
  void a_barrier_gives_every_index_once_a_round_and_runs_its_action_between_rounds() {
    QFETCH(Mode, mode);
    int cycles = 0;  // written by the action alone
    Barrier barrier(crew, [&] { ++cycles; });
    std::vector<std::atomic<int>> given(static_cast<std::size_t>(rounds_each) * crew);
    std::atomic<bool> early{false};
    std::atomic<bool> miscounted{false};
    Crew(mode)
        .add(1,
             [&](Random&) {
               for (int n = 0; n < rounds_each; ++n) {
                 const int inside = barrier.n_waiting();
                 if (inside < 0 || inside > crew) miscounted = true;  // all of them while the action runs
               }
             })
        .add(crew,
             [&](Random& random) {
               for (int n = 0; n < rounds_each; ++n) {
                 if (one_in(random, 8)) dawdle(random, 100);
                 const int index = one_in(random, 2) ? barrier.wait() : barrier.wait(1h);
                 if (cycles != n + 1) early = true;
                 ++given.at(static_cast<std::size_t>(n) * crew + static_cast<std::size_t>(index));
               }
             })
        .run();
    QVERIFY(!early);
    QVERIFY(!miscounted);
    QCOMPARE(cycles, rounds_each);
    QVERIFY(std::all_of(given.begin(), given.end(), [](const auto& times) { return times == 1; }));
    QCOMPARE(barrier.n_waiting(), 0);
  }

  void a_barrier_that_breaks_and_is_reset_lets_everybody_go_data() { add_modes(); }
  void a_barrier_that_breaks_and_is_reset_lets_everybody_go() {
    QFETCH(Mode, mode);
    Barrier barrier(crew);
    std::atomic<int> ended{0};
    Crew(mode)
        .add(crew,
             [&](Random& random) {
               for (int n = 0; n < rounds_each; ++n) {
                 try {
                   barrier.wait(std::chrono::microseconds(below(random, 200)));
                 } catch (const BrokenBarrierError&) {
                   if (one_in(random, 4)) barrier.abort();
                   barrier.reset();
                 }
                 ++ended;
               }
             })
        .run();
    QCOMPARE(ended.load(), crew * rounds_each);
    barrier.reset();
    QVERIFY(!barrier.broken());
    QCOMPARE(barrier.n_waiting(), 0);
  }

  void an_rw_lock_that_prefers_readers_shows_nothing_half_written_data() { add_modes(); }
  void an_rw_lock_that_prefers_readers_shows_nothing_half_written() {
    QFETCH(Mode, mode);
    check_reading_and_writing(mode, RWPolicy::prefer_readers);
  }

  void a_fair_rw_lock_shows_nothing_half_written_data() { add_modes(); }
  void a_fair_rw_lock_shows_nothing_half_written() {
    QFETCH(Mode, mode);
    check_reading_and_writing(mode, RWPolicy::fair);
  }

  void a_latch_lets_nobody_through_before_all_have_counted_data() { add_modes(); }
  void a_latch_lets_nobody_through_before_all_have_counted() {
    QFETCH(Mode, mode);
    std::vector<std::unique_ptr<Latch>> latches;
    std::vector<std::array<int, crew>> marks(rounds_each);
    for (int n = 0; n < rounds_each; ++n) latches.push_back(std::make_unique<Latch>(crew));
    std::atomic<std::size_t> places{0};
    std::atomic<bool> early{false};
    Crew(mode)
        .add(crew,
             [&](Random& random) {
               const std::size_t place = places++;
               for (std::size_t n = 0; n < marks.size(); ++n) {
                 if (one_in(random, 8)) dawdle(random, 100);
                 marks[n][place] = 1;
                 latches[n]->count_down();
                 while (!latches[n]->wait(one_in(random, 2) ? Timeout(1h) : Timeout(20us))) {
                 }
                 if (std::count(marks[n].begin(), marks[n].end(), 1) != crew) early = true;
               }
             })
        .run();
    QVERIFY(!early);
  }

  void a_timer_that_was_cancelled_in_time_or_not_runs_once_at_most_data() { add_modes(); }
  void a_timer_that_was_cancelled_in_time_or_not_runs_once_at_most() {
    QFETCH(Mode, mode);
    std::atomic<bool> wrong{false};
    Crew(mode)
        .add(crew,
             [&](Random& random) {
               for (int n = 0; n < rounds_each / 20; ++n) {
                 std::atomic<int> calls{0};
                 Timer timer(std::chrono::microseconds(below(random, 100)), [&] { ++calls; });
                 timer.start();
                 const bool cancels = one_in(random, 2);
                 dawdle(random, 2'000);
                 if (cancels) timer.cancel();
                 timer.join();
                 if (calls > 1 || (!cancels && calls == 0)) wrong = true;
               }
             })
        .run();
    QVERIFY(!wrong);
  }
};

QTEST_APPLESS_MAIN(TestStressMeetings)
#include "tst_stress_meetings.moc"
