#include <QtTest>
#include <memory>
#include <string>
#include <thread>

#include "threading/chance.h"
#include "threading/session.h"
#include "threading/wanderer.h"
#include "threading/watched.h"

// Runs are taken down at random moments.

using namespace std::chrono_literals;
using namespace threading;
using namespace wandering;

namespace {

void disturb(Session& session, Random& random) {
  switch (below(random, 5)) {
    case 0: return session.pause();
    case 1: return session.resume();
    case 2: return session.set_pace(20us);
    case 3: return session.set_pace(0ns);
    default: return;
  }
}

void visit(Session& session, World& world) {
  const auto context = session.adopt("interface");
  const Session::Visit visit(*context);
  if (!visit.admitted()) return;
  try {
    const With with(world.lock);
    ++world.by_lock;
  } catch (const TakenDown&) {
  }
}

struct Way {
  bool watched;
  bool takes_turns;
};

/// One run; says what is wrong with what is left of it.
std::string run(std::uint64_t seed, Way way) {
  Random random(seed);
  World world(way.takes_turns);
  const auto session = start_run(world, 2 + below(random, 4), way.watched, random);
  for (std::uint64_t left = below(random, 6); left > 0; --left) {
    dawdle(random, 20'000);
    disturb(*session, random);
  }
  std::thread visitor;
  if (one_in(random, 4)) visitor = std::thread([&] { visit(*session, world); });
  dawdle(random, 20'000);
  session->take_down();
  const bool empty = session->wait_until_empty(Deadline::after(120s));
  if (visitor.joinable()) visitor.join();
  if (!empty) qFatal("Seed %llu: threads are left", static_cast<unsigned long long>(seed));
  return session->threads().empty() ? world.remains() : "threads are listed";
}

/// Takes runs of threads down in which each does `work` for ever.
template <class Make>
void take_down_often(int times, Make make) {
  Random random(seed_of_this_run());
  for (int round = 0; round < times; ++round) {
    const auto world = std::make_unique<World>();
    const auto session = std::make_shared<Session>(Session::Options{});
    for (int i = 0; i < 3; ++i) {
      Thread thread({.session = session}, [work = make(*world, i)] {
        for (;;) work();
      });
      thread.start();
    }
    dawdle(random, 20'000);
    session->take_down();
    QVERIFY(session->wait_until_empty(Deadline::after(120s)));
    QCOMPARE(world->remains(), std::string());
  }
}

constexpr int rounds_of_one_kind = 300;

}  // namespace

class TestTakeDown : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { before_ = system_threads(); }
  void cleanup() {
    QVERIFY(until([this] { return system_threads() <= before_; }));
  }

  void leaves_nothing_of_a_run_that_wanders_data() {
    QTest::addColumn<bool>("watched");
    QTest::addColumn<bool>("takes_turns");
    QTest::addRow("watched") << true << false;
    QTest::addRow("unwatched") << false << false;
    QTest::addRow("watched, under an interpreter lock") << true << true;
    QTest::addRow("unwatched, under an interpreter lock") << false << true;
  }
  void leaves_nothing_of_a_run_that_wanders() {
    QFETCH(bool, watched);
    QFETCH(bool, takes_turns);
    Random random(seed_of_this_run());
    for (int round = 0; round < 300; ++round) {
      const std::uint64_t seed = random();
      const std::string wrong = run(seed, {watched, takes_turns});
      QVERIFY2(wrong.empty(), (wrong + ", round " + std::to_string(round)).c_str());
    }
  }

  void leaves_no_lock_held() {
    take_down_often(rounds_of_one_kind, [](World& world, int) {
      return [&world] {
        const With with(world.lock);
        const int now = ++world.by_lock;
        if (now % 16 == 0) std::this_thread::yield();
      };
    });
  }

  void leaves_nobody_waiting_for_a_condition() {
    take_down_often(rounds_of_one_kind, [](World& world, int number) {
      return [&world, number] {
        const With with(world.over_lock);
        ++world.by_lock;
        if (number == 0) {
          world.over_lock.notify();
        } else {
          world.over_lock.wait();
          ++world.by_lock;
        }
      };
    });
  }

  void leaves_every_permit_with_its_semaphore() {
    take_down_often(rounds_of_one_kind, [](World& world, int) {
      return [&world] {
        const With with(world.semaphore);
        ++world.inside;
        --world.inside;
      };
    });
  }

  void leaves_nobody_waiting_for_a_queue() {
    take_down_often(rounds_of_one_kind, [](World& world, int number) {
      return [&world, number] {
        if (number == 0) {
          world.queue.get();
          world.queue.task_done();
        } else {
          world.queue.put(number);
        }
      };
    });
  }

  void leaves_nobody_waiting_for_an_event() {
    take_down_often(rounds_of_one_kind, [](World& world, int number) {
      return [&world, number] {
        if (number == 0) {
          world.event.set();
          world.event.clear();
        } else {
          world.event.wait();
        }
      };
    });
  }

 private:
  std::ptrdiff_t before_ = 0;
};

QTEST_APPLESS_MAIN(TestTakeDown)
#include "tst_take_down.moc"
