#include "threading/stress.h"

#include <QTest>

void add_modes() {
  QTest::addColumn<Mode>("mode");
  QTest::addRow("unwatched") << Mode::unwatched;
  QTest::addRow("watched") << Mode::watched;
  QTest::addRow("taking turns under an interpreter lock") << Mode::taking_turns;
}

Crew::Crew(Mode mode) : random_(seed_of_this_run()) {
  // Of a recorder that nobody drains it keeps the first events, and counts the others.
  const auto recorder = mode == Mode::watched ? std::make_shared<trace::Recorder>(4096) : nullptr;
  session_ = std::make_shared<threading::Session>(threading::Session::Options{.recorder = recorder});
  if (mode == Mode::taking_turns) lock_.emplace(threading::InterpreterLock::shortest_switch_interval);
}

Crew::~Crew() {
  session_->take_down();
  session_->wait_until_empty();
}

Crew& Crew::add(int count, const Work& work) {
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

void Crew::run() {
  for (threading::Thread& thread : threads_) thread.start();
  for (const threading::Thread& thread : threads_) thread.join();
}
