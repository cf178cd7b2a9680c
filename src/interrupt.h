#pragma once

#include <csignal>

/// While it lives, the first Ctrl+C is remembered instead of ending the process; a second one ends it at once, as ever.
/// One at a time in the process. requested() from any thread.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  bool requested() const;

 private:
  struct sigaction before_ {};
};
