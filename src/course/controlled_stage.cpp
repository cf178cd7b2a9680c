#include "course/controlled_stage.h"

#include <algorithm>

#include "course/child_process.h"
#include "schedule/program.h"
#include "threading/current_thread.h"
#include "threading/errors.h"

namespace course {
namespace {

std::vector<std::string> judged_gauges(const Lesson& lesson) {
  std::vector<std::string> gauges;
  for (const Claim& claim : lesson.claims) {
    if (claim.concerns == Claim::Concerns::time) continue;
    gauges.insert(gauges.end(), claim.gauges.begin(), claim.gauges.end());
  }
  return gauges;
}

constexpr auto interface_name = "interface";

}  // namespace

ControlledStage::ControlledStage(const Lesson& lesson, const Settings& settings, std::uint64_t seed)
    : ProgramStage(settings, seed),
      lesson_(lesson),
      gauges_(judged_gauges(lesson), [this](std::string_view name, const Observed& observed) {
        facts_.observed.insert_or_assign(std::string(name), observed);
        for (const Claim& claim : lesson_.claims) {
          if (std::find(claim.gauges.begin(), claim.gauges.end(), name) != claim.gauges.end()) judge(claim);
        }
      }) {
  facts_.settings = &settings;
  if (!lesson.controlled.posts_jobs) return;
  jobs_.emplace("interface jobs");
  interface_.emplace(threading::Thread::Options{.name = interface_name, .daemon = true}, [this] { do_jobs(); });
  interface_->start();
}

ControlledStage::~ControlledStage() = default;

void ControlledStage::judge(const Claim& claim) const {
  if (claim.concerns == Claim::Concerns::time) return;
  const Judgement judgement = claim.judge(facts_);
  if (judgement.verdict == Verdict::fails) schedule::check(false, in_words({claim.id, claim.sentence, judgement}));
}

void ControlledStage::finish() {
  facts_.ending = Ending::finished;
  for (const Claim& claim : lesson_.claims) judge(claim);
}

void ControlledStage::compute(std::chrono::nanoseconds, trace::Source source) {
  threading::Context& self = threading::Context::current();
  threading::Subject nothing;
  self.runtime()->announce(
      self, {threading::OperationKind::compute, source}, nothing, [] { return true; }, threading::Deadline::never());
}

void ControlledStage::post(std::function<void()> job, trace::Source source) {
  if (!jobs_) {
    throw threading::RuntimeError("the lesson has to say that its program posts jobs: Controlled::posts_jobs");
  }
  gauge("interface pending").add(1, source);
  jobs_->put(std::move(job), {}, source);
}

void ControlledStage::do_jobs() {
  for (;;) {
    const std::function<void()> job = jobs_->get();
    gauge("interface pending").add(-1);
    job();
  }
}

void ControlledStage::show_progress(int, int) {
  if (threading::current_thread().name() == interface_name) return;
  throw threading::RuntimeError("a widget may only be touched on the interface's own thread: post() a job that does");
}

std::unique_ptr<ChildProcess> ControlledStage::start_child(std::string, int, trace::Source) {
  print_line(std::string(not_under_control));
  throw threading::SystemExit();
}

}  // namespace course
