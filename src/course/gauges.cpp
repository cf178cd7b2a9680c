#include "course/gauges.h"

#include "threading/context.h"
#include "threading/thread.h"

namespace course {
namespace {

using threading::Monitor;
using threading::Operation;
using threading::OperationKind;
using threading::Turn;

using Measured = std::function<void(std::string_view, const Observed&)>;

class MeasuredGauge final : public Gauge {
 public:
  /// `measured`: null unless it is one of a controlled run's steps.
  MeasuredGauge(trace::ObjectKind kind, std::string name, const Measured* measured)
      : measured_(measured), subject_(kind, std::move(name)) {}

  void set(std::int64_t value, trace::Source source) override {
    change({OperationKind::store, source, value}, [&](Turn& turn) { measure(turn, value, source); });
  }

  std::int64_t add(std::int64_t difference, trace::Source source) override {
    std::int64_t value = 0;
    change({OperationKind::modify, source, difference}, [&](Turn& turn) {
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
  void change(const Operation& operation, Monitor::Action action) {
    if (measured_ == nullptr) return monitor_.note(action);
    monitor_.perform(operation, subject_, action);
    (*measured_)(subject_.name(), observed());
  }

  void measure(Turn& turn, std::int64_t value, trace::Source source) {
    observed_.note(value);
    subject_.record(turn.thread(), trace::EventKind::measured, value, {}, source);
  }

  const Measured* const measured_;
  mutable Monitor monitor_;
  threading::Subject subject_;
  Observed observed_;  // guarded by monitor_
};

}  // namespace

Gauges::Gauges(const std::vector<std::string>& steps, Measured measured) : measured_(std::move(measured)) {
  for (const std::string& name : steps) {
    if (!gauges_.contains(name))
      gauges_.emplace(name, std::make_unique<MeasuredGauge>(trace::ObjectKind::gauge, name, &measured_));
  }
}

std::string local_name(std::string_view thread, std::string_view variable) {
  return std::string(thread).append(": ").append(variable);
}

std::unique_ptr<Gauge> Gauges::made(trace::ObjectKind kind, std::string_view name) const {
  if (measured_ == nullptr) return std::make_unique<MeasuredGauge>(kind, std::string(name), nullptr);
  // Who comes first differs from schedule to schedule: the numbers of the run's objects must not depend on it.
  const threading::Context::Use outside(*threading::Context::of_main_thread());
  return std::make_unique<MeasuredGauge>(kind, std::string(name), nullptr);
}

Gauge& Gauges::at(std::string_view name) { return at(gauges_, trace::ObjectKind::gauge, name); }

void Gauges::note_local(std::string_view name, std::int64_t value, trace::Source source) {
  if (!threading::Context::current().watched()) return;
  const std::string of_thread = local_name(threading::current_thread().name(), name);
  at(locals_, trace::ObjectKind::local, of_thread).set(value, source);
}

Gauge& Gauges::at(ByName& all, trace::ObjectKind kind, std::string_view name) {
  Gauge* gauge = nullptr;
  // Made inside, so that the trace never knows two of one name.
  monitor_.note([&](Turn&) {
    auto found = all.find(name);
    if (found == all.end()) found = all.emplace(name, made(kind, name)).first;
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
