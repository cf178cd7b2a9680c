#include <QtTest>
#include <atomic>
#include <memory>
#include <ranges>
#include <stdexcept>
#include <string>
#include <vector>

#include "threading/as_completed.h"
#include "threading/chance.h"
#include "threading/session.h"
#include "threading/thread_pool_executor.h"

// Executors are used at random by several threads. The seed is printed; THREADLAB_SEED repeats it.

using namespace std::chrono_literals;
using namespace threading;

namespace {

int below(Random& random, int bound) { return static_cast<int>(random() % static_cast<std::uint64_t>(bound)); }

/// What happened to the tasks of one executor.
struct Tally {
  std::atomic<int> submitted{0};
  std::atomic<int> ran{0};
  std::atomic<int> called_back{0};
};

/// A thread that submits, cancels and waits.
class Client {
 public:
  Client(ThreadPoolExecutor& pool, Tally& tally, std::uint64_t seed) : pool_(pool), tally_(tally), random_(seed) {}

  void operator()() {
    for (int step = 0; step < 12; ++step) act();
  }

 private:
  void act() {
    switch (below(random_, 6)) {
      case 0: return cancel_some();
      case 1: threading::wait(futures_, 50us, static_cast<ReturnWhen>(below(random_, 3))); return;
      case 2: return read_as_completed();
      case 3: return use_map();
      default: return submit_some();
    }
  }
  void submit_some() {
    for (int left = below(random_, 8); left > 0; --left) {
      const auto future = pool_.submit([this, number = below(random_, 100)] { return work(number); });
      ++tally_.submitted;
      future.add_done_callback([this](const Future<int>&) { ++tally_.called_back; });
      futures_.push_back(future);
    }
  }
  int work(int number) {
    ++tally_.ran;
    if (number % 10 == 0) throw std::domain_error("unlucky");
    if (number % 7 == 0) std::this_thread::yield();
    return number;
  }
  void cancel_some() {
    for (const auto& future : futures_) {
      if (below(random_, 4) == 0) future.cancel();
    }
  }
  void read_as_completed() {
    try {
      for (const auto& future : as_completed(futures_, 100us)) {
        if (!future.done()) throw std::logic_error("given out, but not done");
        if (below(random_, 8) == 0) return;
      }
    } catch (const threading::TimeoutError&) {
    }
  }
  void use_map() {
    const int count = below(random_, 6);
    int next = 0;
    for (const int square : pool_.map([](int i) { return i * i; }, std::views::iota(0, count))) {
      if (square != next * next) throw std::logic_error("map is out of order");
      ++next;
    }
    if (next != count) throw std::logic_error("map has lost results");
  }

  ThreadPoolExecutor& pool_;
  Tally& tally_;
  Random random_;
  std::vector<Future<int>> futures_;
};

/// All that was submitted ran or was cancelled, and was told of once.
std::string run_to_the_end(std::uint64_t seed) {
  Random random(seed);
  Tally tally;
  std::vector<std::shared_ptr<Client>> clients;
  {
    ThreadPoolExecutor pool(1 + below(random, 4));
    std::vector<Thread> threads;
    for (int i = 1 + below(random, 3); i > 0; --i) {
      clients.push_back(std::make_shared<Client>(pool, tally, random()));
      threads.emplace_back([client = clients.back()] { (*client)(); });
      threads.back().start();
    }
    for (const Thread& thread : threads) thread.join();
  }
  if (tally.called_back != tally.submitted) return "a future was not told of, or twice";
  if (tally.ran > tally.submitted) return "a task ran twice";
  return {};
}

/// The run is taken down meanwhile.
std::string run_and_take_down(std::uint64_t seed) {
  Random random(seed);
  Tally tally;
  const auto session = std::make_shared<Session>(Session::Options{});
  Thread maker({.session = session}, [&tally, seed] {
    Random own(seed);
    std::vector<std::shared_ptr<Client>> clients;
    ThreadPoolExecutor pool(1 + below(own, 4));
    for (;;) {
      std::vector<Thread> threads;
      for (int i = 0; i < 2; ++i) {
        clients.push_back(std::make_shared<Client>(pool, tally, own()));
        threads.emplace_back([client = clients.back()] { (*client)(); });
        threads.back().start();
      }
      for (const Thread& thread : threads) thread.join();
    }
  });
  maker.start();
  for (std::atomic<int> left = below(random, 50'000); left > 0; --left) {
  }
  session->take_down();
  if (!session->wait_until_empty(Deadline::after(120s))) qFatal("Threads are left");
  return {};
}

}  // namespace

class TestExecutorStress : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void clients_submit_cancel_and_wait_at_random() { repeat(1'000, run_to_the_end); }
  void runs_are_taken_down_at_random() { repeat(1'000, run_and_take_down); }

  void executors_are_dropped_while_their_tasks_run() {
    Random random(seed_of_this_run());
    for (int round = 0; round < 1'000; ++round) {
      std::vector<Future<int>> kept;
      std::atomic<int> ran{0};
      const int count = below(random, 20);
      {
        ThreadPoolExecutor pool(1 + below(random, 3));
        for (int i = 0; i < count; ++i) {
          const auto future = pool.submit([&ran, i] { return ++ran, i; });
          if (below(random, 2) == 0) kept.push_back(future);
        }
        if (below(random, 4) == 0) pool.shutdown({.wait = Shutdown::Wait::not_at_all});
      }
      QCOMPARE(ran.load(), count);
      for (const auto& future : kept) QVERIFY(future.result(0s) < count);
    }
  }

  void one_future_is_resolved_by_one_of_many() {
    Random random(seed_of_this_run());
    for (int round = 0; round < 1'000; ++round) {
      const Future<int> future;
      std::atomic<int> resolved{0};
      std::atomic<int> calls{0};
      ThreadPoolExecutor pool(4);
      for (int i = 0; i < 4; ++i) {
        pool.submit([&, i, cancels = below(random, 4) == 0] {
          future.add_done_callback([&](const Future<int>&) { ++calls; });
          if (cancels && future.cancel()) return;
          future.set_result(i);
          ++resolved;
        });
      }
      pool.shutdown();
      QVERIFY(future.done());
      QCOMPARE(resolved.load(), future.cancelled() ? 0 : 1);
      QCOMPARE(calls.load(), 4);
    }
  }

 private:
  template <class Run>
  static void repeat(int rounds, Run run) {
    Random random(seed_of_this_run());
    for (int round = 0; round < rounds; ++round) {
      const std::uint64_t seed = random();
      const std::string wrong = run(seed);
      QVERIFY2(wrong.empty(), (wrong + ", round " + std::to_string(round)).c_str());
    }
  }
};

QTEST_APPLESS_MAIN(TestExecutorStress)
#include "tst_executor_stress.moc"
