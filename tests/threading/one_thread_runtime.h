#pragma once

#include <stdexcept>

#include "threading/runtime.h"

/// For tests of what one thread announces: the rest of a Runtime where there is only that one.
class OneThreadRuntime : public threading::Runtime {
 public:
  std::size_t choose(std::size_t) override { return 0; }
  void woke(const threading::Context&) override {}
  void touches(threading::Subject&) override {}
  bool woke_for_no_reason() const override { return false; }
  void spawn(const Recruit&) override { throw std::logic_error("there is one thread only"); }
  threading::Deadline::Clock::time_point now() const override { return threading::Deadline::Clock::now(); }
  void introduce(threading::Context&, threading::Subject&) override {}
};
