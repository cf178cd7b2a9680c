#pragma once

#include <stdexcept>

#include "threading/runtime.h"

/// The rest of a Runtime, for tests that only decide what is announced.
class QuietRuntime : public threading::Runtime {
 public:
  std::size_t choose(std::size_t) override { return 0; }
  void woke(const threading::Context&) override {}
  void touches(threading::Subject&) override {}
  bool woke_for_no_reason() const override { return false; }
  void spawn(const Recruit&) override { throw std::logic_error("this test starts no thread"); }
  threading::Deadline::Clock::time_point now() const override { return threading::Deadline::Clock::now(); }
  void introduce(threading::Context&, threading::Subject&) override {}
};
