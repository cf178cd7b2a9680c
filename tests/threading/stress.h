#pragma once

#include <QMetaType>
#include <atomic>
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

void add_modes();

/// Threads that work side by side, each with random numbers of its own. Make it after what they use.
class Crew {
 public:
  using Work = std::function<void(Random&)>;

  explicit Crew(Mode mode);
  ~Crew();
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  Crew& add(int count, const Work& work);
  /// Starts them all and waits for their ends.
  void run();

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
