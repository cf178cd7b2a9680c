#include "course/program_stage.h"

#include <algorithm>
#include <ctime>
#include <iterator>

#include "threading/session.h"

namespace course {
namespace {

/// The same numbers for the same seed and the same thread of the program, whatever the system's schedule.
std::mt19937_64 generator_for(std::uint64_t seed) {
  const std::string& path = threading::Context::current().path();
  std::seed_seq sequence(path.begin(), path.end());
  std::uint32_t words[2];
  sequence.generate(std::begin(words), std::end(words));
  return std::mt19937_64(seed ^ (std::uint64_t{words[0]} << 32U | words[1]));
}

std::string_view kind_in_words(Parameter::Kind kind) {
  switch (kind) {
    case Parameter::Kind::integer: return "an integer";
    case Parameter::Kind::real: return "a real number";
    case Parameter::Kind::duration: return "a duration";
    case Parameter::Kind::choice: return "a choice";
  }
  return {};
}

}  // namespace

ProgramStage::ProgramStage(const Settings& settings, std::uint64_t seed)
    : settings_(settings), generator_([](std::uint64_t of_run) { return generator_for(of_run); }, seed) {}

std::int64_t ProgramStage::raw(std::string_view parameter, Parameter::Kind kind) const {
  const Parameter& declared = settings_.parameter(parameter);
  if (declared.kind != kind) {
    throw BadInput("Parameter " + declared.name + " is " + std::string(kind_in_words(declared.kind)) + ", not " +
                   std::string(kind_in_words(kind)) + ".");
  }
  return settings_.raw(parameter);
}

std::int64_t ProgramStage::integer(std::string_view parameter) const {
  return raw(parameter, Parameter::Kind::integer);
}

double ProgramStage::real(std::string_view parameter) const {
  return static_cast<double>(raw(parameter, Parameter::Kind::real)) / 1000.0;
}

std::chrono::nanoseconds ProgramStage::duration(std::string_view parameter) const {
  return std::chrono::nanoseconds(raw(parameter, Parameter::Kind::duration));
}

const std::string& ProgramStage::choice(std::string_view parameter) const {
  const auto index = static_cast<std::size_t>(raw(parameter, Parameter::Kind::choice));
  return settings_.parameter(parameter).choices.at(index);
}

void ProgramStage::print_line(std::string line) {
  threading::Context& self = threading::Context::current();
  if (!self.watched()) return;
  const trace::TextId text = self.channel()->recorder().add_text(std::move(line));
  self.record({.value = text.value, .kind = trace::EventKind::printed});
}

std::chrono::nanoseconds ProgramStage::thread_cpu_time() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

void ProgramStage::compute(std::chrono::nanoseconds cpu_time, trace::Source) {
  constexpr std::chrono::nanoseconds slice = std::chrono::milliseconds(1);
  const auto end = thread_cpu_time() + cpu_time;
  for (auto now = thread_cpu_time(); now < end; now = thread_cpu_time()) {
    threading::Session::breathe();
    const auto until = std::min(now + slice, end);
    while (thread_cpu_time() < until) {
    }
  }
}

std::uint64_t ProgramStage::random(std::uint64_t bound) {
  return std::uniform_int_distribution<std::uint64_t>(0, std::max<std::uint64_t>(bound, 1) - 1)(generator_.get());
}

}  // namespace course
