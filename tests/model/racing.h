#pragma once

#include <QString>
#include <QStringList>
#include <functional>

#include "model/program.h"
#include "threading/shared.h"

namespace tests {

/// A variable to race for.
struct Counter {
  threading::Shared<int> number{0, "counter"};

  void add() { number.store(number.load() + 1); }
};

/// What `program` races for: the names of the variables.
QStringList raced_for(const std::function<void(Counter&)>& program);

inline const QStringList none;
inline const QStringList the_counter{"counter"};

/// How often what may come in several orders is done.
inline constexpr int rounds = 20;

}  // namespace tests
