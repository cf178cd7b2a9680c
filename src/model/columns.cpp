#include "model/columns.h"

namespace model {

Columns::Columns(trace::Time from, trace::Time to, int count)
    : from_(from.count()),
      count_(count),
      width_((to - from).count() / count),
      remainder_((to - from).count() % count),
      per_nanosecond_(static_cast<double>(count) / static_cast<double>((to - from).count())) {}

int Columns::at(trace::Time at) const {
  int column = static_cast<int>(static_cast<double>(at.count() - from_) * per_nanosecond_);
  while (column + 1 < count_ && edge(column + 1) <= at) ++column;
  while (column > 0 && edge(column) > at) --column;
  return column;
}

}  // namespace model
