#include "model/event_rate.h"

namespace model {

void EventRate::observe(trace::Time at, std::uint64_t total) {
  samples_.push_back({at, total});
  while (samples_.size() > 2 && at - samples_[1].at >= std::chrono::seconds(1)) samples_.pop_front();
}

double EventRate::per_second() const {
  const Sample& first = samples_.front();
  const Sample& last = samples_.back();
  const std::chrono::duration<double> passed = last.at - first.at;
  if (passed.count() <= 0 || last.total <= first.total) return 0;
  return static_cast<double>(last.total - first.total) / passed.count();
}

}  // namespace model
