#include <QTest>
#include <set>

#include "model/dice.h"
#include "model/waits.h"

using model::Standing;
using model::Stuck;
using model::StuckKind;
using trace::ThreadId;

namespace {

Standing acts() { return {}; }
Standing idles() {
  Standing one;
  one.kind = Standing::Kind::idles;
  return one;
}
Standing finished() {
  Standing one;
  one.kind = Standing::Kind::finished;
  return one;
}
Standing waits(Standing::For what, std::uint32_t object, std::uint32_t holder = 0) {
  Standing one;
  one.kind = Standing::Kind::waits;
  one.what = what;
  one.object = {object};
  one.holder = {holder};
  return one;
}
Standing for_lock(std::uint32_t object, std::uint32_t holder) {
  return waits(Standing::For::holder_to_release, object, holder);
}
Standing for_end(std::uint32_t object, std::uint32_t thread) {
  return waits(Standing::For::holder_to_end, object, thread);
}
Standing for_anybody(std::uint32_t object) { return waits(Standing::For::anybody, object); }

std::vector<Stuck> stuck(std::vector<Standing> standings) { return model::find_stuck(standings); }

std::vector<ThreadId> ids(std::initializer_list<std::uint32_t> values) {
  std::vector<ThreadId> list;
  for (const std::uint32_t value : values) list.push_back({value});
  return list;
}

/// By repeated application of the rules: who can go on, until nobody is added.
std::set<std::uint32_t> able(const std::vector<Standing>& standings, const model::SharedHolders& shared = {}) {
  std::set<std::uint32_t> found;
  bool anybody = false;
  for (const Standing& one : standings) anybody |= one.kind == Standing::Kind::acts;
  std::size_t before = 0;
  do {
    before = found.size();
    for (std::uint32_t i = 0; i < standings.size(); ++i) {
      const Standing& one = standings[i];
      const bool free = one.kind == Standing::Kind::acts || (one.kind == Standing::Kind::idles && anybody);
      std::vector<ThreadId> holders;
      if (one.holder) holders.push_back(one.holder);
      if (const auto all = shared.find(one.object); all != shared.end()) holders = all->second;
      const auto gives_up = [&](ThreadId holder) { return found.contains(holder.value); };
      const bool let_go = holders.empty() ? anybody : std::all_of(holders.begin(), holders.end(), gives_up);
      const bool helped = one.kind == Standing::Kind::waits && let_go;
      if (free || helped) found.insert(i + 1);
    }
  } while (found.size() != before);
  return found;
}

/// Who waits and is not among those who can go on, in rising order.
std::vector<std::uint32_t> stay(const std::vector<Standing>& standings, const std::set<std::uint32_t>& can) {
  std::vector<std::uint32_t> waiting;
  for (std::uint32_t i = 1; i <= standings.size(); ++i) {
    if (standings[i - 1].kind == Standing::Kind::waits && !can.contains(i)) waiting.push_back(i);
  }
  return waiting;
}

/// Who is found stuck, as often as that is said, in rising order.
std::vector<std::uint32_t> named(const std::vector<Standing>& standings) {
  std::vector<std::uint32_t> threads;
  for (const Stuck& one : stuck(standings)) {
    for (const ThreadId thread : one.threads) threads.push_back(thread.value);
    for (const ThreadId thread : one.followers) threads.push_back(thread.value);
  }
  std::ranges::sort(threads);
  return threads;
}

}  // namespace

class TestWaits : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void who_waits_for_a_running_owner_is_not_stuck() {
    QVERIFY(stuck({acts(), for_lock(1, 1), for_lock(2, 2), for_anybody(3)}).empty());
    QVERIFY(stuck({}).empty());
    QVERIFY(stuck({finished(), finished()}).empty());
  }

  void two_locks_in_opposite_order_are_a_cycle() {
    const auto found = stuck({for_lock(20, 2), for_lock(10, 1)});
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].kind, StuckKind::lock_cycle);
    QVERIFY(found[0].threads == ids({1, 2}));
    QCOMPARE(found[0].objects[0].value, 20U);
    QCOMPARE(found[0].objects[1].value, 10U);
    QVERIFY(!found[0].partial);
  }

  void each_thread_of_a_cycle_is_held_up_by_the_next() {
    const auto found = stuck({acts(), for_lock(40, 4), for_lock(20, 2), for_lock(30, 3)});
    QCOMPARE(found.size(), std::size_t{1});
    QVERIFY(found[0].threads == ids({2, 4, 3}));
    QVERIFY(found[0].partial);
  }

  void a_thread_that_waits_for_its_own_lock_is_a_cycle_of_one() {
    const auto found = stuck({for_lock(10, 1), acts()});
    QVERIFY(found[0].threads == ids({1}));
    QCOMPARE(found[0].kind, StuckKind::lock_cycle);
  }

  void a_cycle_with_a_join_is_a_join_cycle() {
    const auto found = stuck({for_end(7, 2), for_lock(10, 1)});
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].kind, StuckKind::join_cycle);
  }

  void who_waits_for_the_stuck_follows_them() {
    const auto found = stuck({for_end(7, 2), for_lock(30, 3), for_lock(20, 2), for_lock(70, 1)});
    QCOMPARE(found.size(), std::size_t{1});
    QVERIFY(found[0].threads == ids({2, 3}));
    QVERIFY(found[0].followers == ids({1, 4}));
    QVERIFY(!found[0].partial);
  }

  void two_cycles_are_two() {
    const auto found = stuck({for_lock(20, 2), for_lock(10, 1), for_lock(40, 4), for_lock(30, 3)});
    QCOMPARE(found.size(), std::size_t{2});
    QVERIFY(!found[0].partial);
    QVERIFY(!found[1].partial);
  }

  void what_a_finished_thread_holds_is_never_released() {
    const auto found = stuck({finished(), for_lock(10, 1), acts(), for_lock(10, 1)});
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].kind, StuckKind::owner_finished);
    QVERIFY(found[0].threads == ids({2, 4}));
    QVERIFY(found[0].partial);
  }

  void a_wait_that_anybody_could_end_is_for_ever_when_nobody_acts() {
    const auto found = stuck({for_end(7, 2), for_anybody(5), finished()});
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].kind, StuckKind::no_notifier);
    QVERIFY(found[0].threads == ids({2}));
    QVERIFY(found[0].followers == ids({1}));
    QVERIFY(stuck({acts(), for_anybody(5)}).empty());
  }

  void an_idle_event_loop_releases_nobody() {
    const auto found = stuck({idles(), for_anybody(5), for_lock(6, 1)});
    QCOMPARE(found.size(), std::size_t{1});
    QVERIFY(found[0].threads == ids({2, 3}));
    QVERIFY(!found[0].partial);
    QVERIFY(stuck({idles()}).empty());
    QVERIFY(stuck({idles(), acts(), for_lock(6, 1)}).empty());
  }

  void beside_a_cycle_the_others_have_no_notifier() {
    const auto found = stuck({for_lock(20, 2), for_lock(10, 1), for_anybody(5)});
    QCOMPARE(found.size(), std::size_t{2});
    QCOMPARE(found[0].kind, StuckKind::lock_cycle);
    QCOMPARE(found[1].kind, StuckKind::no_notifier);
  }

  void a_holder_that_nobody_knows_is_no_holder() { QCOMPARE(stuck({for_lock(10, 9)})[0].kind, StuckKind::no_notifier); }

  void of_several_holders_the_one_that_is_stuck_decides() {
    // Threads 1 and 2 read object 5, for which 3 waits; 3 holds what 2 waits for.
    std::vector<Standing> standings{acts(), for_lock(7, 3), for_lock(5, 1)};
    model::choose_holders(standings, {{{5}, ids({1, 2})}});
    QCOMPARE(standings[2].holder.value, 2U);
    const auto found = model::find_stuck(standings);
    QCOMPARE(found.size(), std::size_t{1});
    QVERIFY(found[0].threads == ids({2, 3}));
    QVERIFY(found[0].partial);
  }

  void who_waits_for_several_that_can_go_on_is_not_stuck() {
    std::vector<Standing> standings{acts(), for_lock(7, 1), for_lock(5, 2)};
    model::choose_holders(standings, {{{5}, ids({2, 1})}});
    QCOMPARE(standings[2].holder.value, 2U);
    QVERIFY(model::find_stuck(standings).empty());
  }

  void a_holder_that_asks_for_more_of_the_same_waits_for_itself() {
    std::vector<Standing> standings{acts(), for_lock(5, 1), for_lock(5, 1)};
    model::choose_holders(standings, {{{5}, ids({1, 2, 3})}});
    const auto found = model::find_stuck(standings);
    QCOMPARE(found.size(), std::size_t{1});
    QVERIFY(found[0].threads == ids({2}));
    QVERIFY(found[0].followers == ids({3}));
  }

  void exactly_those_who_cannot_go_on_are_named_once_also_among_several_holders() {
    tests::Dice dice;
    for (int round = 0; round < 5000; ++round) {
      std::vector<Standing> standings(static_cast<std::size_t>(dice.roll(1, 9)));
      const auto size = static_cast<std::int64_t>(standings.size());
      model::SharedHolders shared;
      for (std::uint32_t object = 1; object <= 3; ++object) {
        for (auto more = dice.roll(1, 3); more > 0; --more) {
          shared[{object}].push_back({static_cast<std::uint32_t>(dice.roll(1, size))});
        }
      }
      for (Standing& one : standings) {
        const auto object = static_cast<std::uint32_t>(dice.roll(1, 3));
        const auto other = static_cast<std::uint32_t>(dice.roll(1, size));
        switch (dice.roll(0, 6)) {
          case 0: one = acts(); break;
          case 1: one = finished(); break;
          case 2: one = for_lock(50 + other, other); break;
          case 3: one = for_anybody(100); break;
          default: one = for_lock(object, shared[{object}].front().value);
        }
      }
      const auto can = able(standings, shared);
      model::choose_holders(standings, shared);
      QCOMPARE(named(standings), stay(standings, can));
    }
  }

  void exactly_those_who_cannot_go_on_are_named_once() {
    tests::Dice dice;
    for (int round = 0; round < 5000; ++round) {
      std::vector<Standing> standings(static_cast<std::size_t>(dice.roll(1, 12)));
      const auto size = static_cast<std::int64_t>(standings.size());
      for (Standing& one : standings) {
        const auto other = static_cast<std::uint32_t>(dice.roll(1, size));
        switch (dice.roll(0, 8)) {
          case 0: one = acts(); break;
          case 1: one = idles(); break;
          case 2: one = finished(); break;
          case 3: one = for_anybody(100); break;
          case 4: one = for_end(other, other); break;
          default: one = for_lock(50 + other, other);
        }
      }
      // Who waits for the end of a finished thread acts.
      for (Standing& one : standings) {
        if (one.what == Standing::For::holder_to_end && one.kind == Standing::Kind::waits &&
            standings[one.holder.value - 1].kind == Standing::Kind::finished) {
          one = acts();
        }
      }
      const auto can = able(standings);
      QCOMPARE(named(standings), stay(standings, can));
    }
  }

  void every_kind_has_a_name_of_its_own() {
    std::set<std::string_view> names;
    for (const auto kind :
         {StuckKind::lock_cycle, StuckKind::join_cycle, StuckKind::no_notifier, StuckKind::owner_finished}) {
      names.insert(model::name(kind));
    }
    QCOMPARE(names.size(), std::size_t{4});
  }
};

QTEST_APPLESS_MAIN(TestWaits)
#include "tst_waits.moc"
