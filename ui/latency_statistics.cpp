#include "ui/latency_statistics.h"

#include <algorithm>
#include <cmath>

namespace ui {

LatencyStatistics::LatencyStatistics(Time period, Time keep) : period_(period), keep_(keep) {}

template <class Apply>
void LatencyStatistics::expand(Time latency, Apply apply) const {
  apply(latency);
  const Time reach = std::min(latency, keep_);
  for (Time later = period_; later < reach; later += period_) apply(latency - later);
}

void LatencyStatistics::add(Time at, Time latency) {
  expand(latency, [&](Time wait) { samples_.push_back({at, wait}); });
  while (!samples_.empty() && samples_.front().arrived < at - keep_) samples_.pop_front();
}

LatencyStatistics::Reading LatencyStatistics::reading(Time since, std::optional<Time> pending) const {
  std::vector<Time> waits;
  for (auto sample = samples_.rbegin(); sample != samples_.rend() && sample->arrived >= since; ++sample) {
    waits.push_back(sample->latency);
  }
  if (pending && *pending > period_) expand(*pending, [&](Time wait) { waits.push_back(wait); });
  if (waits.empty()) return {};
  std::sort(waits.begin(), waits.end());
  return {percentile(waits, 0.99), waits.back()};
}

std::vector<LatencyStatistics::Time> LatencyStatistics::columns(Time from, Time to, int columns) const {
  if (columns < 1 || to <= from) return {};
  std::vector<Time> worst(static_cast<std::size_t>(columns));
  const double scale = static_cast<double>(columns) / static_cast<double>((to - from).count());
  for (const Sample& sample : samples_) {
    const Time began = sample.arrived - sample.latency;
    if (began < from || began >= to) continue;
    const auto column = static_cast<std::size_t>(static_cast<double>((began - from).count()) * scale);
    Time& slot = worst[std::min(column, worst.size() - 1)];
    slot = std::max(slot, sample.latency);
  }
  return worst;
}

std::chrono::nanoseconds percentile(const std::vector<std::chrono::nanoseconds>& sorted, double share) {
  if (sorted.empty()) return {};
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
  return sorted[std::clamp<std::size_t>(rank, 1, sorted.size()) - 1];
}

}  // namespace ui
