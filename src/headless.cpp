#include "headless.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <optional>
#include <ostream>
#include <system_error>

#include "course/report.h"
#include "course/run.h"
#include "interrupt.h"

namespace headless {
namespace {

using course::BadInput;
using course::Outcome;

/// A file that is opened before the run, so that a name that cannot be written is told at once.
class TraceFile {
 public:
  explicit TraceFile(const std::string& name) : name_(name) {
    errno = 0;
    file_.open(name, std::ios::binary | std::ios::trunc);
    check();
  }

  void write(const std::string& text) {
    errno = 0;
    file_ << text;
    file_.close();
    check();
  }

 private:
  void check() const {
    if (file_) return;
    throw BadInput("Cannot write \"" + name_ + "\": " + std::generic_category().message(errno) + ".");
  }

  std::string name_;
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

std::string report(const std::vector<Outcome>& outcomes, const command_line::Run& request) {
  if (request.runs == 1) return request.json ? to_json(outcomes.front()) : to_text(outcomes.front());
  return request.json ? to_json(outcomes) : to_text(outcomes);
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
  std::optional<TraceFile> trace;
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
  out << report(outcomes, request);
  if (interrupt.requested()) return interrupted;
  return all_hold(outcomes) ? claims_hold : a_claim_fails;
}

}  // namespace headless
