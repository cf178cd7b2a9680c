#include "course/gauges.h"

#include <algorithm>

namespace course {
namespace {

using threading::Monitor;
using threading::Turn;

class MeasuredGauge final : public Gauge {
 public:
  explicit MeasuredGauge(std::string name) : subject_(trace::ObjectKind::gauge, std::move(name)) {}

  void set(std::int64_t value, trace::Source source) override {
    monitor_.note([&](Turn& turn) { measure(turn, value, source); });
  }

  std::int64_t add(std::int64_t difference, trace::Source source) override {
    std::int64_t value = 0;
    monitor_.note([&](Turn& turn) {
      value = observed_.last + difference;
      measure(turn, value, source);
    });
    return value;
  }

  Observed observed() const override {
    Observed observed;
    monitor_.note([&](Turn&) { observed = observed_; });
    return observed;
  }

 private:
  void measure(Turn& turn, std::int64_t value, trace::Source source) {
    if (observed_.times++ == 0) observed_ = {value, value, value, value, 1};
    observed_.last = value;
    observed_.least = std::min(observed_.least, value);
    observed_.greatest = std::max(observed_.greatest, value);
    subject_.record(turn.thread(), trace::EventKind::measured, value, {}, source);
  }

  mutable Monitor monitor_;
  threading::Subject subject_;
  Observed observed_;  // guarded by monitor_
};

}  // namespace

Gauge& Gauges::at(std::string_view name) {
  Gauge* gauge = nullptr;
  // Made inside, so that the trace never knows two of one name.
  monitor_.note([&](Turn&) {
    auto found = gauges_.find(name);
    if (found == gauges_.end()) {
      found = gauges_.emplace(name, std::make_unique<MeasuredGauge>(std::string(name))).first;
    }
    gauge = found->second.get();
  });
  return *gauge;
}

std::map<std::string, Observed, std::less<>> Gauges::observed() const {
  std::map<std::string, Observed, std::less<>> all;
  monitor_.note([&](Turn&) {
    for (const auto& [name, gauge] : gauges_) {
      const Observed observed = gauge->observed();
      if (observed.times > 0) all.emplace(name, observed);
    }
  });
  return all;
}

}  // namespace course
