#include "schedule/controlled_run.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <utility>

#include "schedule/slot.h"
#include "schedule/watch.h"
#include "threading/error_text.h"
#include "threading/errors.h"

namespace schedule {
namespace {

std::uint32_t next_serial() {
  static std::atomic<std::uint32_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

bool may_unwind(const threading::Context& thread) { return std::uncaught_exceptions() == 0 && !thread.sheltered(); }

}  // namespace

ControlledRun::ControlledRun(Identities& identities, Crew& crew, const Policies& policies)
    : identities_(identities),
      crew_(crew),
      policies_(policies),
      causality_(identities),
      situation_{.identities = identities, .done = execution_.steps, .causality = causality_} {}

ControlledRun::~ControlledRun() = default;

ControlledRun* ControlledRun::current() { return Membership::current(); }

const Execution& ControlledRun::execute(const SetUp& set_up, Scheduler& scheduler) {
  return execute(set_up, scheduler, nullptr);
}

const Execution& ControlledRun::execute(const SetUp& set_up, Scheduler& scheduler,
                                        std::shared_ptr<trace::Recorder> recorder) {
  if (current() != nullptr) throw threading::RuntimeError("a controlled run cannot be started inside of another one");
  reset(scheduler);
  const auto excepthook = [this](const threading::ThreadHandle& thread, const std::exception_ptr& error) {
    excepted(thread.name(), error);
  };
  if (recorder != nullptr) watch_ = std::make_unique<Watch>(recorder);
  session_ = std::make_shared<threading::Session>(
      threading::Session::Options{.recorder = std::move(recorder), .runtime = this, .excepthook = excepthook});
  const auto context = std::make_shared<threading::Context>(session_, "main", nullptr);
  {
    const Membership membership(*this);
    const threading::Context::Use use(*context);
    Program program;
    this->set_up(set_up, program);
    if (used_ > 0) {
      Slot* const first = phase_ == Phase::running ? slots_[begun_++].get() : newest();
      first->member->gate.open();
      gate_.wait();
    } else {
      completed_ = phase_ == Phase::running;
    }
    finish(program);
    context->run_at_end();
  }
  session_ = nullptr;
  watch_ = nullptr;
  return execution_;
}

void ControlledRun::reset(Scheduler& scheduler) {
  scheduler_ = &scheduler;
  phase_ = Phase::setting_up;
  serial_ = next_serial();
  used_ = begun_ = awaited_ = 0;
  completed_ = false;
  objects_made_.fill(0);
  time_outs_left_ = policies_.time_outs;
  wake_ups_left_ = policies_.wake_ups;
  now_ = threading::Deadline::Clock::time_point(std::chrono::hours(1));
  execution_.verdict = Verdict::holds;
  execution_.what.clear();
  execution_.steps.clear();
  execution_.waits.clear();
  execution_.bystanders.clear();
  execution_.cut_off = false;
  execution_.culprit.reset();
  judged_ = false;
  causality_.clear();
  situation_.unfinished = situation_.enabled = 0;
}

void ControlledRun::set_up(const SetUp& set_up, Program& program) {
  try {
    set_up(program);
    for (threading::Thread& thread : program.threads_) thread.start();
    phase_ = Phase::running;
  } catch (const threading::TakenDown&) {
    phase_ = Phase::aborting;
  } catch (...) {
    end_with(Verdict::fails, "the set-up raised: " + threading::error_text(std::current_exception()));
    phase_ = Phase::aborting;
  }
  if (phase_ == Phase::aborting) begin_abort();
}

void ControlledRun::finish(Program& program) {
  commit();
  execution_.hash = causality_.hash();
  phase_ = Phase::over;
  if (watch_ != nullptr) watch_->end();
  if (!completed_ || judged_) return;
  try {
    for (const auto& action : program.at_end_) action();
  } catch (const threading::TakenDown&) {
  } catch (...) {
    end_with(Verdict::fails, "the end raised: " + threading::error_text(std::current_exception()));
  }
}

void ControlledRun::excepted(const std::string& who, const std::exception_ptr& error) {
  if (threading::is_system_exit(error)) return;
  fail(who + " raised: " + threading::error_text(error));
}

void ControlledRun::fail(std::string what) {
  Slot* const self = Slot::current();
  if (!judged_ && self != nullptr) execution_.culprit = self->index;
  end_with(Verdict::fails, std::move(what));
  if (policies_.at_failure == Policies::AtFailure::go_on || phase_ == Phase::aborting) return;
  if (self == nullptr) throw threading::TakenDown{};
  commit();
  pass(*self, begin_abort());
  if (may_unwind(*self->context)) throw threading::TakenDown{};
}

/// The first thing that goes wrong is what the execution comes to.
void ControlledRun::end_with(Verdict verdict, std::string what) {
  if (std::exchange(judged_, true)) return;
  execution_.verdict = verdict;
  execution_.what = std::move(what);
}

ControlledRun::Decision ControlledRun::announce(threading::Context& thread, const threading::Operation& operation,
                                                threading::Subject& subject, threading::FunctionRef<bool()> enabled,
                                                threading::Deadline deadline) {
  Slot* const self = Slot::current();
  if (self == nullptr) return act_alone(subject, enabled, deadline);
  if (phase_ == Phase::aborting) return go_down(thread, operation.kind, enabled);
  describe(*self, operation, subject);
  self->step.only_tries = deadline.is_at_once();
  self->announced(enabled, deadline, subject, operation.lock);
  hand_over(*self);
  if (phase_ == Phase::aborting) return go_down(thread, operation.kind, enabled);
  return self->step.ending;
}

/// The set-up, and the end, when there is nobody else.
ControlledRun::Decision ControlledRun::act_alone(const threading::Subject& subject,
                                                 threading::FunctionRef<bool()> enabled,
                                                 threading::Deadline deadline) const {
  if (enabled()) return Decision::act;
  if (!deadline.is_never()) return Decision::time_out;
  throw threading::RuntimeError("the set-up and the end of a controlled run cannot wait for '" + subject.name() +
                                "': nobody else is there to let them go on; do it in a thread");
}

/// As in a free run that is taken down.
ControlledRun::Decision ControlledRun::go_down(const threading::Context& thread, OperationKind kind,
                                               threading::FunctionRef<bool()> enabled) const {
  if (!threading::is_release(kind) && may_unwind(thread)) throw threading::TakenDown{};
  return enabled() ? Decision::act : Decision::time_out;
}

void ControlledRun::describe(Slot& slot, const threading::Operation& operation, threading::Subject& subject) {
  Step& step = slot.step;
  step = {};
  step.thread = slot.index;
  step.kind = operation.kind;
  step.object = concerns_an_object(operation.kind) ? number_of(subject) : no_object;
  step.lock = operation.lock == nullptr ? no_object : operation.lock->membership().number;
  if (operation.kind == OperationKind::step) step.label = identities_.label(operation.label);
  step.value = operation.value;
  step.source = operation.source;
}

ObjectNumber ControlledRun::number_of(threading::Subject& subject) {
  if (subject.membership().run == 0) introduce(threading::Context::current(), subject);
  if (subject.membership().run != serial_) {
    throw threading::RuntimeError("'" + subject.name() +
                                  "' belongs to another run: make it in the set-up, so that every run has its own");
  }
  return subject.membership().number;
}

void ControlledRun::introduce(threading::Context&, threading::Subject& subject) {
  const Slot* const self = Slot::current();
  const ThreadIndex maker = self == nullptr ? set_up_thread : self->index;
  const std::size_t count = objects_made_[maker]++;
  subject.join_run({serial_, identities_.object(maker, count, subject.kind(), subject.name())});
}

std::size_t ControlledRun::choose(std::size_t count) {
  if (policies_.woken == Policies::Woken::first_come || phase_ != Phase::running || Slot::current() == nullptr)
    return 0;
  Step& step = execution_.steps.back();
  const bool is_room = step.alternatives <= std::numeric_limits<std::uint16_t>::max() / count;
  return is_room ? step.take_alternative(choice_left_, count) : 0;
}

void ControlledRun::woke(const threading::Context& waiter) {
  if (phase_ != Phase::running) return;
  for (std::size_t i = 0; i < used_; ++i) {
    if (slots_[i]->context != &waiter) continue;
    slots_[i]->chosen_by = execution_.steps.size() - 1;
    if (watch_ != nullptr) watch_->notified(*slots_[i]);
  }
}

bool ControlledRun::woke_for_no_reason() const {
  const Slot* const self = Slot::current();
  return self != nullptr && phase_ == Phase::running && self->step.ending == Decision::wake_up;
}

void ControlledRun::touches(threading::Subject& other) {
  if (phase_ == Phase::running) execution_.steps.back().footprint.add(number_of(other), Access::exclusive);
}

void ControlledRun::spawn(const Recruit& recruit) {
  const ThreadIndex index = identities_.thread(recruit.context.path(), recruit.name);
  if (index == set_up_thread) {
    throw threading::RuntimeError("in a controlled run a thread's session is that of its maker: do not give it one");
  }
  if (used_ == slots_.size()) slots_.push_back(std::make_unique<Slot>());
  Slot& slot = *slots_[used_++];
  slot.recruited(recruit, index);
  by_thread_[index] = &slot;
  if (watch_ != nullptr) watch_->add(slot);
  objects_made_[index] = 0;
  slot.member = &crew_.hire([this, &slot](Crew::Member& member) { serve(slot, member); });
  if (!recruit.daemon) ++awaited_;
  situation_.unfinished |= only(index);
  situation_.next[index] = &slot.step;
  if (phase_ == Phase::running) {
    execution_.steps.back().child = index;
    slot.begun_by = Slot::current();
    pass(*slot.begun_by, &slot);
    if (phase_ == Phase::aborting && may_unwind(*Slot::current()->context)) throw threading::TakenDown{};
  } else if (phase_ == Phase::setting_up) {
    causality_.begin(index);
  }
}

}  // namespace schedule
