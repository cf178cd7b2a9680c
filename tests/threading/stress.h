#pragma once

#include <QtTest>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "threading/chance.h"
#include "threading/interpreter_lock.h"
#include "threading/session.h"
#include "threading/thread.h"

/// In which of its ways the library runs.
enum class Mode { unwatched, watched, taking_turns };
Q_DECLARE_METATYPE(Mode)

inline void add_modes() {
  QTest::addColumn<Mode>("mode");
  QTest::addRow("unwatched") << Mode::unwatched;
  QTest::addRow("watched") << Mode::watched;
  QTest::addRow("taking turns under an interpreter lock") << Mode::taking_turns;
}

/// Threads that work side by side, each with random numbers of its own. Make it after what they use.
class Crew {
 public:
  using Work = std::function<void(Random&)>;

  explicit Crew(Mode mode) : random_(seed_of_this_run()) {
    // Of a recorder that nobody drains it keeps the first events, and counts the others.
    const auto recorder = mode == Mode::watched ? std::make_shared<trace::Recorder>(4096) : nullptr;
    session_ = std::make_shared<threading::Session>(threading::Session::Options{.recorder = recorder});
    if (mode == Mode::taking_turns) lock_.emplace(threading::InterpreterLock::shortest_switch_interval);
  }
  ~Crew() {
    session_->take_down();
    session_->wait_until_empty();
  }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  Crew& add(int count, const Work& work) {
    for (; count > 0; --count) {
      threads_.emplace_back(threading::Thread::Options{.session = session_}, [this, work, seed = random_()] {
        std::optional<threading::InterpreterLock::Hold> hold;
        if (lock_) hold.emplace(*lock_);
        Random random(seed);
        work(random);
      });
    }
    return *this;
  }
  /// Starts them all and waits for their ends.
  void run() {
    for (threading::Thread& thread : threads_) thread.start();
    for (const threading::Thread& thread : threads_) thread.join();
  }

 private:
  Random random_;
  std::optional<threading::InterpreterLock> lock_;
  std::shared_ptr<threading::Session> session_;
  std::vector<threading::Thread> threads_;
};

/// Counts those inside, and remembers if there ever were too many.
class Room {
 public:
  explicit Room(int most) : most_(most) {}

  void enter() {
    if (++inside_ > most_) overcrowded_ = true;
    ++entries_;
  }
  void leave() { --inside_; }

  bool overcrowded() const { return overcrowded_; }
  int entries() const { return entries_; }

 private:
  const int most_;
  std::atomic<int> inside_{0};
  std::atomic<int> entries_{0};
  std::atomic<bool> overcrowded_{false};
};
