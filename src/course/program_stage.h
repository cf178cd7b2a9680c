#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "course/parameter.h"
#include "course/stage.h"
#include "threading/local.h"

namespace course {

/// What a Stage does alike in every sort of run: parameters, output, random numbers.
class ProgramStage : public Stage {
 public:
  std::int64_t integer(std::string_view parameter) const override;
  double real(std::string_view parameter) const override;
  std::chrono::nanoseconds duration(std::string_view parameter) const override;
  const std::string& choice(std::string_view parameter) const override;
  void print_line(std::string line) override;
  void note_local(std::string_view, std::int64_t, trace::Source) override {}
  void compute(std::chrono::nanoseconds cpu_time, trace::Source source = trace::Source::here()) override;
  std::uint64_t random(std::uint64_t bound) override;

 protected:
  /// `settings` must outlive the stage's use by the program.
  ProgramStage(const Settings& settings, std::uint64_t seed);

  const Settings& settings() const { return settings_; }
  /// That the calling thread has used.
  static std::chrono::nanoseconds thread_cpu_time();

 private:
  std::int64_t raw(std::string_view parameter, Parameter::Kind kind) const;

  const Settings& settings_;
  threading::local<std::mt19937_64> generator_;
};

}  // namespace course
