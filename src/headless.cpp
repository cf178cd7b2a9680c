#include "headless.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <optional>
#include <ostream>
#include <system_error>

#include "course/child.h"
#include "course/comparison.h"
#include "course/exploration.h"
#include "course/report.h"
#include "course/run.h"
#include "course/sweep.h"
#include "interrupt.h"

namespace headless {
namespace {

using course::BadInput;
using course::Outcome;

/// A file that is opened beforehand, so that a name that cannot be written is told at once. Until something is written
/// it stays as it is; one that there was not before goes again.
class OutputFile {
 public:
  explicit OutputFile(const std::string& name) : name_(name), is_new_(!std::filesystem::exists(name)) {
    errno = 0;
    file_.open(name, std::ios::binary | std::ios::app);
    check();
  }
  ~OutputFile() {
    if (!is_new_ || written_) return;
    file_.close();
    std::error_code ignored;
    std::filesystem::remove(name_, ignored);
  }
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(const std::string& text) {
    written_ = true;
    file_.close();
    errno = 0;
    file_.open(name_, std::ios::binary | std::ios::trunc);
    check();
    file_ << text;
    file_.close();
    check();
  }

 private:
  void check() const {
    if (file_) return;
    throw BadInput("Cannot write \"" + name_ + "\": " + std::generic_category().message(errno) + ".");
  }

  const std::string name_;
  const bool is_new_;
  bool written_ = false;
  std::ofstream file_;
};

Outcome wait_for(course::Run& run, const Interrupt& interrupt) {
  using namespace std::chrono_literals;
  while (!run.wait(50ms)) {
    if (interrupt.requested()) run.request_stop();
  }
  return run.outcome();
}

bool all_hold(const std::vector<Outcome>& outcomes) {
  return std::all_of(outcomes.begin(), outcomes.end(), [](const Outcome& outcome) { return outcome.holds(); });
}

std::string report(const std::vector<Outcome>& outcomes, const course::Histogram& histogram,
                   const command_line::Run& request) {
  if (request.runs == 1) return request.json ? to_json(outcomes.front()) : to_text(outcomes.front());
  return request.json ? to_json(outcomes, histogram) : to_text(outcomes, histogram);
}

course::TrialOptions trials(const command_line::Measuring& measuring, const Interrupt& interrupt) {
  return {std::chrono::milliseconds(measuring.limit_milliseconds), 0, [&interrupt] { return !interrupt.requested(); }};
}

}  // namespace

int list(const course::Catalogue& catalogue, const command_line::List& request, std::ostream& out) {
  out << (request.json ? to_json(catalogue) : to_text(catalogue));
  return claims_hold;
}

int run(const course::Catalogue& catalogue, const command_line::Run& request, std::ostream& out) {
  const course::Entry& entry = catalogue.at(request.program.lesson);
  const std::string variant = command_line::variant(entry, request.program).id;
  const course::Settings settings = command_line::settings(entry, request.program);
  const Interrupt interrupt;
  std::optional<OutputFile> trace;
  if (!request.trace_file.empty()) trace.emplace(request.trace_file);
  std::vector<Outcome> outcomes;
  do {
    course::Run::Options options;
    options.seed = request.seed + outcomes.size();
    options.nice = 0;
    options.end_when_stuck = true;
    options.keep_events = trace.has_value();
    course::Run run(entry, variant, settings, options);
    run.start();
    outcomes.push_back(wait_for(run, interrupt));
    if (trace) trace->write(run.trace_json());
  } while (outcomes.size() < request.runs && !interrupt.requested());
  out << report(outcomes, course::histogram_of(entry.lesson, settings, outcomes), request);
  if (interrupt.requested()) return interrupted;
  return all_hold(outcomes) ? claims_hold : a_claim_fails;
}

int explore(const course::Catalogue& catalogue, const command_line::Explore& request, std::ostream& out) {
  const course::Entry& entry = catalogue.at(request.program.lesson);
  const std::string variant = command_line::variant(entry, request.program).id;
  const course::Settings settings = course::controlled_settings(
      entry.lesson, command_line::settings(entry, request.program), command_line::names_set(request.program));
  std::optional<OutputFile> file;
  if (!request.save_file.empty()) file.emplace(request.save_file);
  const Interrupt interrupt;
  course::ExplorationOptions options;
  options.budget = std::chrono::milliseconds(request.budget_milliseconds);
  options.seed = request.seed;
  options.go_on = [&interrupt](const course::Coverage&) { return !interrupt.requested(); };
  const course::Exploration found = course::explore(entry, variant, settings, options);
  if (file && !found.schedule.empty()) file->write(found.schedule);
  out << (request.json ? to_json(found) : to_text(found));
  if (file && found.schedule.empty() && !request.json) out << "Nothing is saved, as no schedule fails.\n";
  if (found.outcome == course::Exploration::Outcome::strays) return a_claim_fails;
  if (found.holds() && interrupt.requested()) return interrupted;
  return found.holds() ? claims_hold : a_claim_fails;
}

int sweep(const course::Catalogue& catalogue, const command_line::Sweep& request, std::ostream& out) {
  const course::Entry& entry = catalogue.at(request.program.lesson);
  const course::Sweep& sweep = command_line::sweep(entry, request);
  const course::Settings settings = command_line::settings(entry, request.program);
  const Interrupt interrupt;
  course::SweepOptions options;
  options.variants = command_line::variants(entry, request.measuring);
  options.repetitions = request.measuring.repetitions;
  options.seed = request.measuring.seed;
  options.each = trials(request.measuring, interrupt);
  const auto curve = course::swept(entry, sweep, settings, options);
  out << (request.measuring.json ? to_json(*curve) : to_text(*curve));
  if (interrupt.requested()) return interrupted;
  return curve->holds() ? claims_hold : a_claim_fails;
}

int compare(const course::Catalogue& catalogue, const command_line::Compare& request, std::ostream& out) {
  const course::Entry& entry = catalogue.at(request.program.lesson);
  const course::Settings settings = command_line::settings(entry, request.program);
  const Interrupt interrupt;
  course::ComparisonOptions options;
  options.variants = command_line::variants(entry, request.measuring);
  options.repetitions = request.measuring.repetitions;
  options.seed = request.measuring.seed;
  options.budget = std::chrono::milliseconds(request.budget_milliseconds);
  options.each = trials(request.measuring, interrupt);
  const auto comparison = course::compared(entry, settings, options);
  out << (request.measuring.json ? to_json(*comparison) : to_text(*comparison));
  if (interrupt.requested()) return interrupted;
  return comparison->holds() ? claims_hold : a_claim_fails;
}

int replay(const course::Catalogue& catalogue, const command_line::Replay& request, std::ostream& out) try {
  const auto fidelity = request.tolerant ? course::Fidelity::tolerant : course::Fidelity::strict;
  const course::Replay replay = course::replay(catalogue, read_file(request.file), fidelity);
  out << (request.json ? to_json(replay) : to_text(replay));
  return replay.holds() ? claims_hold : a_claim_fails;
} catch (const course::OutOfDate& old) {
  throw BadInput(std::string(old.what()) + " With --tolerant it is followed as far as that goes.");
}

void child(const course::Catalogue& catalogue, const command_line::Child& request) {
  const course::Entry& entry = catalogue.at(request.program.lesson);
  const course::Variant& variant = command_line::variant(entry, request.program);
  if (!variant.child) throw BadInput("Lesson " + entry.id + ": Variant " + variant.id + " has no child process.");
  course::run_child(variant.child, command_line::settings(entry, request.program), request.seed, request.number,
                    std::chrono::steady_clock::time_point(std::chrono::nanoseconds(request.began)));
}

std::string read_file(const std::string& name) {
  errno = 0;
  std::ifstream file(name, std::ios::binary);
  std::string text;
  for (std::array<char, 65'536> part{}; file.read(part.data(), part.size()) || file.gcount() > 0;) {
    text.append(part.data(), static_cast<std::size_t>(file.gcount()));
    if (text.size() > course::most_schedule_bytes) throw BadInput("\"" + name + "\" is too long for a schedule.");
  }
  if (errno != 0) throw BadInput("Cannot read \"" + name + "\": " + std::generic_category().message(errno) + ".");
  return text;
}

}  // namespace headless
