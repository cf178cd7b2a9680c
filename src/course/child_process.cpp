#include "course/child_process.h"

#include <csignal>
#include <stop_token>

#include "course/measurement.h"

namespace course {
namespace {

void take_over(Stage& stage, std::string line) {
  const std::optional<Measurement> measurement = measurement_in(line);
  if (!measurement) return stage.print_line(std::move(line));
  Gauge& gauge = stage.gauge(measurement->gauge);
  if (measurement->kind == Measurement::Kind::set) {
    gauge.set(measurement->value, {});
  } else {
    gauge.add(measurement->value, {});
  }
}

}  // namespace

ChildProcess::ChildProcess(Stage& stage, const std::string& name, const std::vector<std::string>& command,
                           trace::Source source)
    : process_(std::make_shared<Process>(command)),
      watcher_({.name = name}, [&stage, process = process_, end = end_](const std::stop_token& stop) {
        const std::stop_callback killing(stop, [&process] { process->send(SIGKILL); });
        *end = process->follow([&stage](std::string line) { take_over(stage, std::move(line)); });
      }) {
  watcher_.start(source);
}

ChildProcess::~ChildProcess() { watcher_.request_stop(); }

bool ChildProcess::interrupt() const { return process_->send(SIGINT); }

const ChildProcess::End& ChildProcess::wait(trace::Source source) {
  watcher_.join(source);
  return *end_;
}

std::vector<std::string> child_command(const std::string& lesson, const Variant& variant, const Settings& settings,
                                       std::uint64_t seed, int number) {
  if (!variant.child) {
    throw threading::RuntimeError("the variant has to say what a child process of it does: Variant::child");
  }
  std::vector<std::string> words{own_program(), "child", lesson, "--variant", variant.id};
  const auto now = std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch());
  words.insert(words.end(), {"--number", std::to_string(number), "--seed", std::to_string(seed)});
  words.insert(words.end(), {"--began", std::to_string(now.count())});
  for (const Parameter& parameter : settings.parameters()) {
    words.insert(words.end(), {"--set", parameter.name + "=" + settings.text(parameter.name)});
  }
  return words;
}

}  // namespace course
