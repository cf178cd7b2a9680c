#include "course/run.h"

#include <algorithm>
#include <sstream>

#include "course/child_process.h"
#include "course/headless_event_loop.h"
#include "course/judging.h"
#include "course/run_stage.h"
#include "model/history.h"
#include "threading/error_text.h"
#include "threading/session.h"
#include "threading/thread.h"
#include "trace/chrome_trace.h"
#include "trace/collector.h"

namespace course {
namespace {

using threading::Deadline;
using threading::Monitor;
using threading::OperationKind;
using threading::Session;
using threading::Thread;
using threading::Turn;

}  // namespace

struct Run::Impl {
  Impl(const Entry& its_entry, const Variant& its_variant, const Settings& its_settings, Options its_options);

  void start();
  void request_stop();
  bool fold(const trace::Batch& batch);
  void cut_off_daemons();
  void judge(std::shared_ptr<const model::Snapshot> snapshot, bool last);
  Facts facts(Ending ending) const;
  Ending ending_now(bool last) const;
  void excepthook(const threading::ThreadHandle& thread, const std::exception_ptr& error);
  Outcome outcome() const;
  std::shared_ptr<const Frame> current_frame() const;

  const Entry& entry;
  const Variant& variant;
  const Options options;
  Settings settings;
  const std::unique_ptr<EventLoop> own_loop;
  const std::shared_ptr<trace::Recorder> recorder = std::make_shared<trace::Recorder>();
  const std::shared_ptr<Session> session;
  const std::shared_ptr<RunStage> stage;

  mutable Monitor monitor;  // guards what follows up to the blank line
  mutable threading::Subject subject{trace::ObjectKind::thread, "run"};
  RunState state = RunState::ready;
  bool stop_requested = false;
  bool program_failed = false;
  std::shared_ptr<const Frame> frame = std::make_shared<Frame>();

  // The collector's thread only; and, once the run is over, anybody's.
  model::History history;
  std::string stuck;
  bool only_daemons_left = false;
  std::vector<trace::Event> events;
  std::vector<trace::NameRecord> names;

  std::unique_ptr<trace::Collector> collector;  // last: it is gone before what it writes to
};

Run::Impl::Impl(const Entry& its_entry, const Variant& its_variant, const Settings& its_settings, Options its_options)
    : entry(its_entry),
      variant(its_variant),
      options(std::move(its_options)),
      settings(its_settings),
      own_loop(options.event_loop == nullptr ? std::make_unique<HeadlessEventLoop>() : nullptr),
      session(std::make_shared<Session>(Session::Options{
          .recorder = recorder,
          .runtime = nullptr,
          .nice = options.nice,
          .excepthook = [this](const auto& thread, const auto& error) { excepthook(thread, error); }})),
      stage(std::make_shared<RunStage>(
          settings, options.seed, session, own_loop != nullptr ? *own_loop : *options.event_loop,
          [this](int number) { return child_command(entry.id, variant, settings, options.seed, number); })) {
  session->set_pace(options.pace);
}

void Run::Impl::excepthook(const threading::ThreadHandle& thread, const std::exception_ptr& error) {
  if (threading::is_system_exit(error)) return;
  stage->report_error(thread.name(), error);
  if (thread.name() != "main") return;
  // Its workers may wait for what the program will not do any more.
  monitor.note([&](Turn&) { program_failed = true; });
  session->take_down();
}

void Run::Impl::start() {
  monitor.note([&](Turn& turn) {
    if (state != RunState::ready) {
      return turn.refuse(threading::RuntimeError("a run can only be started once; make a new one"));
    }
    state = RunState::running;
  });
  Thread program({.name = "main", .daemon = false, .session = session}, [this] {
    variant.program(*stage);
    stage->close();
  });
  try {
    program.start();
    collector =
        std::make_unique<trace::Collector>(*recorder, [this](const trace::Batch& batch) { return fold(batch); });
  } catch (const std::exception&) {
    session->take_down();
    session->wait_until_empty(Deadline::never());
    monitor.note([&](Turn&) { state = RunState::ready; });
    throw threading::RuntimeError("The run cannot begin: the system has no thread left for it.");
  }
}

void Run::Impl::request_stop() {
  monitor.note([&](Turn&) {
    if (state == RunState::running || state == RunState::paused) state = RunState::stopping;
    stop_requested = stop_requested || state == RunState::stopping;
  });
  session->take_down();
}

/// Once per frame, on the collector's thread. The run is over when its last thread is; what that recorded comes with
/// the last batch.
bool Run::Impl::fold(const trace::Batch& batch) {
  const bool ended = session->wait_until_empty(Deadline::at_once());
  cut_off_daemons();
  history.apply(batch);
  if (options.keep_events) {
    events.insert(events.end(), batch.events.begin(), batch.events.end());
    names.insert(names.end(), batch.names.begin(), batch.names.end());
  }
  if (ended && !batch.last) return false;
  judge(history.snapshot(), batch.last);
  return true;
}

/// What they wait for does not matter any more: the program has come to its end.
void Run::Impl::cut_off_daemons() {
  const auto left = session->threads();
  const auto is_daemon = [](const threading::ThreadHandle& thread) { return thread.daemon(); };
  if (only_daemons_left || left.empty() || !std::ranges::all_of(left, is_daemon)) return;
  only_daemons_left = true;
  session->take_down();
}

Ending Run::Impl::ending_now(bool last) const {
  if (!last) return Ending::running;
  if (program_failed) return Ending::failed;
  if (!stuck.empty()) return Ending::stuck;
  return stop_requested ? Ending::stopped : Ending::finished;
}

Facts Run::Impl::facts(Ending ending) const {
  return {.observed = stage->gauges().observed(),
          .settings = &settings,
          .ending = ending,
          .stuck = stuck,
          .error = stage->error()};
}

void Run::Impl::judge(std::shared_ptr<const model::Snapshot> snapshot, bool last) {
  if (stuck.empty() && !snapshot->stuck.empty() && !only_daemons_left) {
    stuck = snapshot->stuck.front().sentence;
    if (options.end_when_stuck) session->take_down();
  }
  auto next = std::make_shared<Frame>();
  next->snapshot = std::move(snapshot);
  monitor.note([&](Turn&) { next->ending = ending_now(last); });
  next->claims = judged(entry.lesson, facts(next->ending), Time::real);
  monitor.note([&](Turn&) {
    next->state = last ? RunState::over : state;
    frame = next;
  });
  if (options.on_frame) options.on_frame(next);
  if (last) {
    monitor.note([&](Turn& turn) {
      state = RunState::over;
      turn.wake(Monitor::everybody);
    });
  }
}

std::shared_ptr<const Frame> Run::Impl::current_frame() const {
  std::shared_ptr<const Frame> latest;
  monitor.note([&](Turn&) { latest = frame; });
  return latest;
}

Outcome Run::Impl::outcome() const {
  const std::shared_ptr<const Frame> latest = current_frame();
  Outcome outcome;
  outcome.lesson = entry.id;
  outcome.variant = variant.id;
  for (const Parameter& parameter : settings.parameters()) {
    outcome.parameters[parameter.name] = settings.text(parameter.name);
  }
  outcome.seed = options.seed;
  outcome.ending = latest->ending;
  outcome.error = stage->error();
  outcome.claims = latest->claims;
  outcome.observed = stage->gauges().observed();
  monitor.note([&](Turn&) {
    if (state == RunState::over) outcome.stuck = stuck;
  });
  if (latest->snapshot == nullptr) return outcome;
  const model::Snapshot& snapshot = *latest->snapshot;
  outcome.duration = snapshot.now;
  for (std::size_t line = snapshot.output.begin(); line < snapshot.output.end(); ++line) {
    outcome.output.push_back(snapshot.output[line].text);
  }
  outcome.findings = snapshot.findings;
  outcome.threads = snapshot.threads.size();
  outcome.events = snapshot.totals;
  return outcome;
}

Run::Run(const Entry& entry, std::string_view variant, const Settings& settings, Options options)
    : impl_(std::make_shared<Impl>(entry, entry.lesson.variant(variant), settings, std::move(options))) {}

Run::~Run() {
  if (state() == RunState::ready) return;
  request_stop();
  wait();
  impl_->collector->stop();
}

void Run::start() { impl_->start(); }

void Run::pause() {
  bool pausing = false;
  impl_->monitor.note([&](Turn&) {
    pausing = impl_->state == RunState::running;
    if (pausing) impl_->state = RunState::paused;
  });
  if (pausing) impl_->session->pause();
}

void Run::resume() {
  bool resuming = false;
  impl_->monitor.note([&](Turn&) {
    resuming = impl_->state == RunState::paused;
    if (resuming) impl_->state = RunState::running;
  });
  if (resuming) impl_->session->resume();
}

void Run::request_stop() { impl_->request_stop(); }

void Run::set_pace(std::chrono::nanoseconds pace) { impl_->session->set_pace(pace); }

void Run::set(std::string_view parameter, std::int64_t raw) {
  if (impl_->settings.parameter(parameter).applies != Parameter::Applies::at_once) {
    throw BadInput("Parameter " + std::string(parameter) + " applies at the next run; it cannot change during one.");
  }
  impl_->settings.set(parameter, raw);
}

RunState Run::state() const {
  RunState state{};
  impl_->monitor.note([&](Turn&) { state = impl_->state; });
  return state;
}

bool Run::wait(std::optional<std::chrono::milliseconds> timeout) {
  return impl_->monitor.perform(
      {OperationKind::join, {}}, impl_->subject, timeout ? Deadline::after(*timeout) : Deadline::never(),
      [this] { return impl_->state == RunState::over; }, [](Turn&) {});
}

Outcome Run::outcome() const { return impl_->outcome(); }

std::shared_ptr<const Frame> Run::frame() const { return impl_->current_frame(); }

std::string Run::trace_json() const {
  std::ostringstream text;
  trace::write_chrome_trace(text, impl_->events, impl_->names);
  return text.str();
}

}  // namespace course
