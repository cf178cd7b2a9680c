#include <QtTest>
#include <algorithm>
#include <atomic>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "threading/barrier.h"
#include "threading/event.h"
#include "threading/watched.h"

using namespace std::chrono_literals;
using namespace threading;
using trace::EventKind;

namespace {

/// What a party's wait() came to: its index, or `broken`.
constexpr int broken = -1;
constexpr int undecided = -2;

template <class... Timeouts>
int outcome_of_wait(Barrier& barrier, Timeouts... timeout) {
  try {
    return barrier.wait(timeout...);
  } catch (const BrokenBarrierError&) {
    return broken;
  }
}

/// Parties of one barrier called "gate", each in a thread of its own, and what became of them.
class Parties {
 public:
  explicit Parties(Barrier& barrier) : barrier_(barrier) {}
  ~Parties() { watched_.end(); }

  /// Starts a party that runs `work` and says whether it waits.
  template <class Work>
  bool waits(const std::string& name, Work work) {
    start(name, work);
    return watched_.until_blocked(name, "gate");
  }
  bool waits(const std::string& name) {
    return waits(name, [this] { return outcome_of_wait(barrier_); });
  }
  template <class Work>
  void start(const std::string& name, Work work) {
    std::atomic<int>& outcome = outcomes_[name];
    outcome = undecided;
    threads_.emplace(name, watched_.start(name, [&outcome, work] { outcome = work(); }));
  }
  int outcome(const std::string& name) {
    threads_.at(name).join();
    return outcomes_.at(name);
  }
  bool decided(const std::string& name) const { return outcomes_.at(name) != undecided; }
  Watched& watched() { return watched_; }

 private:
  Barrier& barrier_;
  std::map<std::string, std::atomic<int>> outcomes_;
  std::map<std::string, Thread> threads_;
  Watched watched_;
};

}  // namespace

class TestBarrier : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void each_party_gets_its_arrival_index_and_the_last_the_highest() {
    Barrier gate(3, "gate");
    Parties parties(gate);
    QVERIFY(parties.waits("a"));
    QVERIFY(parties.waits("b"));
    QCOMPARE(gate.wait(), 2);
    QCOMPARE(parties.outcome("a"), 0);
    QCOMPARE(parties.outcome("b"), 1);
  }

  void a_barrier_for_one_never_waits() {
    int runs = 0;
    Barrier gate(1, [&] { ++runs; });
    QCOMPARE(gate.wait(), 0);
    QCOMPARE(gate.wait(0s), 0);
    QCOMPARE(runs, 2);
    QCOMPARE(gate.n_waiting(), 0);
  }

  void a_barrier_for_nobody_raises_value_error() {
    QVERIFY_THROWS_EXCEPTION(ValueError, Barrier(0));
    QVERIFY_THROWS_EXCEPTION(ValueError, Barrier(-2));
  }

  void parties_tells_for_how_many_it_is() { QCOMPARE(Barrier(7).parties(), 7); }

  void the_action_runs_once_per_cycle_in_the_last_party_before_anybody_is_released() {
    std::atomic<int> runs{0};
    std::atomic<std::uint64_t> ran_in{0};
    std::atomic<int> released_early{0};
    std::optional<Parties> parties;
    Barrier gate(
        3,
        [&] {
          ++runs;
          ran_in = get_ident();
          released_early += static_cast<int>(parties->decided("a")) + static_cast<int>(parties->decided("b"));
        },
        "gate");
    parties.emplace(gate);
    QVERIFY(parties->waits("a"));
    QVERIFY(parties->waits("b"));
    gate.wait();
    QCOMPARE(ran_in.load(), get_ident());
    QCOMPARE(released_early.load(), 0);
    QCOMPARE(runs.load(), 1);
    QCOMPARE(parties->outcome("a"), 0);
    QCOMPARE(parties->outcome("b"), 1);
    QVERIFY(parties->waits("c"));
    QVERIFY(parties->waits("d"));
    gate.wait();
    QCOMPARE(parties->outcome("c"), 0);
    QCOMPARE(parties->outcome("d"), 1);
    QCOMPARE(runs.load(), 2);
  }

  void abort_and_reset_wait_for_the_action() {
    threading::Event go("go");
    Barrier gate(
        1, [&] { go.wait(); }, "gate");
    Parties parties(gate);
    parties.start("last", [&] { return outcome_of_wait(gate); });
    QVERIFY(parties.watched().until_blocked("last", "go"));
    QVERIFY(parties.waits("aborts", [&] { return gate.abort(), 0; }));
    QVERIFY(parties.waits("resets", [&] { return gate.reset(), 0; }));
    go.set();
    parties.outcome("last");
    QCOMPARE(parties.outcome("aborts"), 0);
    QCOMPARE(parties.outcome("resets"), 0);
  }

  void an_error_of_the_action_reaches_its_party_and_breaks_the_barrier_for_the_others() {
    Barrier gate(
        2, [] { throw std::logic_error("action"); }, "gate");
    Parties parties(gate);
    QVERIFY(parties.waits("a"));
    QVERIFY_THROWS_EXCEPTION(std::logic_error, gate.wait());
    QCOMPARE(parties.outcome("a"), broken);
    QVERIFY(gate.broken());
    QCOMPARE(gate.n_waiting(), 0);
  }

  void a_timeout_breaks_the_barrier_for_all_and_later_waits_fail_at_once() {
    Barrier gate(3, "gate");
    Parties parties(gate);
    QVERIFY(parties.waits("a"));
    const auto began = std::chrono::steady_clock::now();
    QVERIFY_THROWS_EXCEPTION(BrokenBarrierError, gate.wait(20ms));
    QVERIFY(std::chrono::steady_clock::now() - began >= 20ms);
    QCOMPARE(parties.outcome("a"), broken);
    QVERIFY(gate.broken());
    QVERIFY_THROWS_EXCEPTION(BrokenBarrierError, gate.wait());
    QVERIFY_THROWS_EXCEPTION(BrokenBarrierError, gate.wait(1h));
  }

  void a_timeout_of_zero_or_less_breaks_it_too_unless_nobody_need_be_waited_for() {
    for (const Timeout timeout : {Timeout(0s), Timeout(-3s)}) {
      Barrier gate(2, "gate");
      QVERIFY_THROWS_EXCEPTION(BrokenBarrierError, gate.wait(timeout));
      QVERIFY(gate.broken());
      gate.reset();
      Parties parties(gate);
      QVERIFY(parties.waits("a"));
      QCOMPARE(gate.wait(timeout), 1);
      QCOMPARE(parties.outcome("a"), 0);
    }
  }

  void reset_repairs_it() {
    Barrier gate(2, "gate");
    QVERIFY_THROWS_EXCEPTION(BrokenBarrierError, gate.wait(0s));
    gate.reset();
    QVERIFY(!gate.broken());
    Parties parties(gate);
    QVERIFY(parties.waits("a"));
    QCOMPARE(gate.wait(), 1);
    QCOMPARE(parties.outcome("a"), 0);
  }

  void the_constructors_timeout_is_the_default() {
    Barrier gate(2, nullptr, 20ms);
    const auto began = std::chrono::steady_clock::now();
    QVERIFY_THROWS_EXCEPTION(BrokenBarrierError, gate.wait());
    QVERIFY(std::chrono::steady_clock::now() - began >= 20ms);
  }

  void a_timeout_of_wait_overrides_the_default() {
    Barrier gate(2, nullptr, 0s, "gate");
    Parties parties(gate);
    QVERIFY(parties.waits("a", [&] { return outcome_of_wait(gate, 1h); }));
    QCOMPARE(gate.wait(), 1);
    QCOMPARE(parties.outcome("a"), 0);
  }

  void timeout_max_really_blocks() {
    Barrier gate(2, "gate");
    Parties parties(gate);
    QVERIFY(parties.waits("a", [&] { return outcome_of_wait(gate, TIMEOUT_MAX); }));
    QCOMPARE(gate.wait(), 1);
    QCOMPARE(parties.outcome("a"), 0);
  }

  void more_than_timeout_max_raises_where_it_would_be_waited_and_changes_nothing() {
    Barrier gate(2, "gate");
    QVERIFY_THROWS_EXCEPTION(OverflowError, gate.wait(TIMEOUT_MAX + 1s));
    QVERIFY(!gate.broken());
    QCOMPARE(gate.n_waiting(), 0);
    Parties parties(gate);
    QVERIFY(parties.waits("a"));
    QCOMPARE(gate.wait(TIMEOUT_MAX + 1s), 1);
    QCOMPARE(parties.outcome("a"), 0);
  }

  void reset_breaks_for_waiting_parties_but_not_the_barrier() {
    Barrier gate(3, "gate");
    Parties parties(gate);
    QVERIFY(parties.waits("a"));
    QVERIFY(parties.waits("b"));
    gate.reset();
    QCOMPARE(parties.outcome("a"), broken);
    QCOMPARE(parties.outcome("b"), broken);
    QVERIFY(!gate.broken());
    QVERIFY(parties.waits("c"));
    QVERIFY(parties.waits("d"));
    QCOMPARE(gate.wait(), 2);
  }

  void abort_breaks_for_waiting_and_later_parties_until_reset() {
    Barrier gate(2, "gate");
    Parties parties(gate);
    QVERIFY(parties.waits("a"));
    gate.abort();
    QCOMPARE(parties.outcome("a"), broken);
    QVERIFY(gate.broken());
    QVERIFY_THROWS_EXCEPTION(RuntimeError, gate.wait());
    gate.abort();
    QVERIFY(gate.broken());
    gate.reset();
    QVERIFY(!gate.broken());
    QVERIFY(parties.waits("b"));
    QCOMPARE(gate.wait(), 1);
  }

  void n_waiting_counts_everybody_while_the_action_runs() {
    std::optional<Barrier> gate;
    int seen = -1;
    gate.emplace(1, [&] { seen = gate->n_waiting(); });
    gate->wait();
    QCOMPARE(seen, 1);
    QCOMPARE(gate->n_waiting(), 0);
  }

  void n_waiting_is_the_number_inside_and_zero_when_broken() {
    Barrier gate(3, "gate");
    Parties parties(gate);
    QCOMPARE(gate.n_waiting(), 0);
    QVERIFY(parties.waits("a"));
    QCOMPARE(gate.n_waiting(), 1);
    QVERIFY(parties.waits("b"));
    QCOMPARE(gate.n_waiting(), 2);
    gate.abort();
    QCOMPARE(gate.n_waiting(), 0);
  }

  void no_index_is_given_twice_and_nobody_is_a_round_ahead() {
    constexpr int count = 4;
    constexpr int rounds = 500;
    Barrier gate(count);
    std::vector<std::atomic<int>> given(std::size_t{count} * rounds);
    std::atomic<int> arrived{0};
    std::atomic<int> ahead{0};
    Watched watched;
    std::vector<Thread> threads;
    for (int i = 0; i < count; ++i) {
      threads.push_back(watched.start("party", [&] {
        for (int round = 0; round < rounds; ++round) {
          ++arrived;
          ++given[static_cast<std::size_t>(round) * count + static_cast<std::size_t>(gate.wait())];
          if (arrived < (round + 1) * count) ++ahead;
        }
      }));
    }
    for (const Thread& thread : threads) thread.join();
    QVERIFY(std::all_of(given.begin(), given.end(), [](const auto& times) { return times == 1; }));
    QCOMPARE(ahead.load(), 0);
  }

  void more_threads_than_parties_share_the_rounds() {
    Barrier gate(2);
    std::atomic<int> left{600};
    std::atomic<int> sum{0};
    Watched watched;
    std::vector<Thread> threads;
    for (int i = 0; i < 6; ++i) {
      threads.push_back(watched.start("party", [&] {
        while (left-- > 0) sum += gate.wait();
      }));
    }
    for (const Thread& thread : threads) thread.join();
    QCOMPARE(sum.load(), 300);
  }

  void what_was_done_before_wait_is_visible_to_the_action_and_after_it() {
    int plain[2] = {0, 0};
    int seen_by_action = 0;
    int sums[2] = {0, 0};
    Barrier gate(2, [&] { seen_by_action = plain[0] + plain[1]; });
    Watched watched;
    const auto work = [&](int i) {
      for (int round = 1; round <= 200; ++round) {
        plain[i] = round;
        gate.wait();
        sums[i] += seen_by_action;
        gate.wait();
      }
    };
    const Thread first = watched.start("first", [&] { work(0); });
    const Thread second = watched.start("second", [&] { work(1); });
    first.join();
    second.join();
    QCOMPARE(sums[0], 200 * 201);
    QCOMPARE(sums[1], 200 * 201);
  }

  void a_party_that_is_taken_down_is_not_inside_any_more() {
    Barrier gate(2, "gate");
    {
      Watched watched;
      watched.start("torn", [&] { gate.wait(); });
      QVERIFY(watched.until_blocked("torn", "gate"));
    }
    QCOMPARE(gate.n_waiting(), 0);
    QVERIFY(!gate.broken());
    Parties parties(gate);
    QVERIFY(parties.waits("a"));
    QCOMPARE(gate.wait(), 1);
  }

  void an_action_that_is_taken_down_breaks_the_barrier() {
    threading::Event never("never");
    Barrier gate(
        1, [&] { never.wait(); }, "gate");
    {
      Watched watched;
      watched.start("torn", [&] { gate.wait(); });
      QVERIFY(watched.until_blocked("torn", "never"));
    }
    QVERIFY(gate.broken());
    QCOMPARE(gate.n_waiting(), 0);
    gate.reset();
    QVERIFY(!gate.broken());
  }

  void the_trace_tells_who_is_inside() {
    Barrier gate(2, "gate");
    Parties parties(gate);
    QVERIFY(parties.waits("a"));
    parties.start("b", [&] { return outcome_of_wait(gate); });
    parties.outcome("b");
    parties.outcome("a");
    parties.start("late", [&] { return outcome_of_wait(gate, 0s); });
    parties.outcome("late");
    parties.start("repairs", [&] { return gate.reset(), 0; });
    parties.outcome("repairs");
    std::vector<std::pair<EventKind, std::int64_t>> changes;
    for (const trace::Event& event : parties.watched().history("gate")) {
      const bool of_wait = event.kind == EventKind::blocked || event.kind == EventKind::resumed;
      if (!of_wait && event.kind != EventKind::woke) changes.emplace_back(event.kind, event.value);
    }
    const std::vector<std::pair<EventKind, std::int64_t>> expected{
        {EventKind::arrived, 1}, {EventKind::arrived, 2}, {EventKind::left, 1},  {EventKind::left, 0},
        {EventKind::arrived, 1}, {EventKind::broken, -1}, {EventKind::reset, 0},
    };
    QVERIFY(changes == expected);
    for (const auto& [id, object] : parties.watched().objects()) {
      if (object.name == "gate") QCOMPARE(object.limit, 2);
    }
  }
};

QTEST_APPLESS_MAIN(TestBarrier)
#include "tst_barrier.moc"
