#include "threading/chance.h"

#include <QString>
#include <QtGlobal>
#include <atomic>
#include <iostream>
#include <thread>

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

void dawdle(Random& random, std::uint64_t steps) {
  std::atomic<std::uint64_t> left = below(random, steps);
  while (left > 0) --left;
  if (one_in(random, 2)) std::this_thread::yield();
}
