#include <QtTest>
#include <atomic>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <memory>
#include <random>
#include <string>

#include "threading/condition.h"
#include "threading/event.h"
#include "threading/lock.h"
#include "threading/queue.h"
#include "threading/rlock.h"
#include "threading/semaphore.h"
#include "threading/session.h"
#include "threading/shared.h"
#include "threading/sleep.h"
#include "threading/watched.h"
#include "threading/with.h"

// Runs are taken down at random moments. The seed is printed; THREADLAB_SEED repeats it.

using namespace std::chrono_literals;
using namespace threading;

namespace {

using Random = std::mt19937_64;

std::uint64_t below(Random& random, std::uint64_t bound) { return random() % bound; }

std::uint64_t seed_of_this_run() {
  static const std::uint64_t seed = [] {
    const std::uint64_t chosen = qEnvironmentVariableIsSet("THREADLAB_SEED")
                                     ? qEnvironmentVariable("THREADLAB_SEED").toULongLong()
                                     : std::random_device{}();
    std::cout << "THREADLAB_SEED=" << chosen << std::endl;
    return chosen;
  }();
  return seed;
}

std::ptrdiff_t system_threads() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/task"), std::filesystem::directory_iterator());
}

/// What the threads of a run share. Plain numbers are guarded by the lock of that name.
struct World {
  Lock lock;
  RLock rlock;
  Condition over_lock{lock};
  Condition over_rlock{rlock};
  BoundedSemaphore semaphore{2};
  threading::Event event;
  Queue<int> queue{2};
  Shared<int> shared;
  int by_lock = 0;
  int by_rlock = 0;
  std::atomic<int> inside{0};
};

/// A thread that does random things for ever.
class Wanderer {
 public:
  Wanderer(World& world, std::uint64_t seed, int depth) : world_(world), random_(seed), depth_(depth) {}

  void operator()() {
    for (;;) step();
  }

 private:
  void step() {
    switch (below(random_, 12)) {
      case 0: return hold_lock();
      case 1: return hold_rlock();
      case 2: return wait_on(world_.over_lock, world_.by_lock);
      case 3: return wait_on(world_.over_rlock, world_.by_rlock);
      case 4: return pass_semaphore();
      case 5: return use_event();
      case 6: return world_.queue.put(1);
      case 7: return use_queue();
      case 8: return sleep_for(below(random_, 50) == 0 ? Timeout(1h) : Timeout(10us));
      case 9: return have_child();
      case 10: return swallow();
      default: world_.shared.fetch_add(1);
    }
  }

  void hold_lock() {
    if (below(random_, 3) == 0) {
      if (!world_.lock.acquire(100us)) return;
      ++world_.by_lock;
      return world_.lock.release();
    }
    const With with(world_.lock);
    ++world_.by_lock;
  }
  void hold_rlock() {
    const With outer(world_.rlock);
    const With inner(world_.rlock);
    ++world_.by_rlock;
    world_.shared.load();
    ++world_.by_rlock;
  }
  void wait_on(Condition& condition, int& guarded) {
    const With with(condition);
    ++guarded;
    if (below(random_, 2) == 0) return condition.notify(1 + static_cast<int>(below(random_, 3)));
    if (below(random_, 2) == 0) {
      condition.wait();
    } else {
      condition.wait(50us);
    }
    ++guarded;
  }
  void pass_semaphore() {
    const With with(world_.semaphore);
    world_.shared.store(world_.shared.load() + 1);
  }
  void use_event() {
    switch (below(random_, 4)) {
      case 0: return world_.event.clear();
      case 1: world_.event.wait(); return;
      case 2: world_.event.wait(20us); return;
      default: return world_.event.set();
    }
  }
  void use_queue() {
    if (below(random_, 2) == 0) {
      world_.queue.get();
      return world_.queue.task_done();
    }
    try {
      world_.queue.get(10us);
      world_.queue.task_done();
    } catch (const Empty&) {
      world_.queue.put(1);
    }
  }
  void have_child() {
    if (depth_ == 0) return;
    Thread child(Wanderer(world_, random_(), depth_ - 1));
    child.start();
    if (below(random_, 2) == 0) {
      child.join();
    } else {
      child.join(100us);
    }
  }
  void swallow() {
    try {
      const With with(world_.lock);
      sleep_for(10us);
    } catch (...) {
      world_.shared.load();
    }
  }

  World& world_;
  Random random_;
  int depth_;
};

/// Lets a random time pass, in which the run's threads get to random places.
void let_it_run(Random& random) {
  std::atomic<std::uint64_t> left = below(random, 20'000);
  while (left > 0) --left;
  if (below(random, 2) == 0) std::this_thread::yield();
}

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

/// One run; says what is wrong with what is left of it.
std::string run(std::uint64_t seed, bool watched) {
  Random random(seed);
  World world;
  const auto recorder = watched ? std::make_shared<trace::Recorder>(4096) : nullptr;
  const auto session = std::make_shared<Session>(Session::Options{.recorder = recorder});
  const std::uint64_t count = 2 + below(random, 4);
  for (std::uint64_t i = 0; i < count; ++i) {
    Thread thread({.session = session}, Wanderer(world, random(), 1));
    thread.start();
  }
  for (std::uint64_t left = below(random, 6); left > 0; --left) {
    let_it_run(random);
    disturb(*session, random);
  }
  std::thread visitor;
  if (below(random, 4) == 0) visitor = std::thread([&] { visit(*session, world); });
  let_it_run(random);
  session->take_down();
  const bool empty = session->wait_until_empty(Deadline::after(120s));
  if (visitor.joinable()) visitor.join();
  if (!empty) qFatal("Seed %llu: threads are left", static_cast<unsigned long long>(seed));
  if (world.lock.locked()) return "the lock is held";
  if (world.rlock.depth() != 0) return "the rlock is held";
  if (world.semaphore.value() != 2) return "permits are lost";
  if (!session->threads().empty()) return "threads are listed";
  return {};
}

/// Takes `rounds` runs of threads down in which each does `work` for ever.
template <class Make>
void take_down_often(int rounds, Make make) {
  Random random(seed_of_this_run());
  for (int round = 0; round < rounds; ++round) {
    const auto world = std::make_unique<World>();
    const auto session = std::make_shared<Session>(Session::Options{});
    for (int i = 0; i < 3; ++i) {
      Thread thread({.session = session}, [work = make(*world, i)] {
        for (;;) work();
      });
      thread.start();
    }
    let_it_run(random);
    session->take_down();
    QVERIFY(session->wait_until_empty(Deadline::after(120s)));
    QVERIFY(!world->lock.locked());
    QCOMPARE(world->rlock.depth(), 0);
    QCOMPARE(world->semaphore.value(), 2);
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
    QTest::addRow("watched") << true;
    QTest::addRow("unwatched") << false;
  }
  void leaves_nothing_of_a_run_that_wanders() {
    QFETCH(bool, watched);
    Random random(seed_of_this_run());
    for (int round = 0; round < 600; ++round) {
      const std::uint64_t seed = random();
      const std::string wrong = run(seed, watched);
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
