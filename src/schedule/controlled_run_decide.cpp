// Who goes next.
#include <algorithm>
#include <utility>

#include "schedule/slot.h"
#include "schedule/watch.h"
#include "schedule/wording.h"
#include "trace/digits.h"

namespace schedule {

void ControlledRun::hand_over(Slot& self) {
  if (self.begun_by != nullptr) return pass(self, std::exchange(self.begun_by, nullptr));
  if (begun_ < used_ && execution_.steps.empty()) return pass(self, slots_[begun_++].get());
  pass(self, decide());
}

void ControlledRun::pass(Slot& self, Slot* next) {
  if (next == &self) return;
  (next == nullptr ? gate_ : next->member->gate).open();
  self.member->gate.wait();
}

/// What a thread of the system does while it is one of the run's.
void ControlledRun::serve(Slot& slot, Crew::Member& member) {
  {
    const Membership membership(*this);
    Slot::current() = &slot;
    slot.body(slot.argument);
    Slot::current() = nullptr;
  }
  slot.finished = true;
  situation_.unfinished &= ~only(slot.index);
  if (!slot.daemon) --awaited_;
  Slot* const next = phase_ == Phase::aborting ? newest() : decide();
  Crew::rest(member);
  (next == nullptr ? gate_ : next->member->gate).open();
}

ControlledRun::Slot* ControlledRun::decide() {
  commit();
  look_around();
  const std::size_t steps = execution_.steps.size();
  if (watch_ != nullptr && steps > 0) watch_->stepped(*this, slot_of(execution_.steps.back().thread));
  if (awaited_ > 0 && situation_.enabled == 0) {
    if (watch_ != nullptr) watch_->decided(*this, nullptr, steps);
    let_time_pass();
  }
  Slot* const chosen = chosen_next();
  if (watch_ != nullptr) watch_->decided(*this, chosen, steps);
  if (chosen != nullptr) return chosen;
  return situation_.unfinished == 0 ? nullptr : begin_abort();
}

/// Null: the execution has come to its end.
ControlledRun::Slot* ControlledRun::chosen_next() {
  if (awaited_ == 0) {
    completed_ = true;
    execution_.cut_off = situation_.enabled != 0;
  }
  const bool over = completed_ || deadlocks();
  if (over) scheduler_->ended(situation_);
  if (over) return nullptr;
  if (execution_.steps.size() >= policies_.most_steps) {
    end_with(Verdict::does_not_end, "did not finish within " + trace::grouped(policies_.most_steps) + " steps");
    return nullptr;
  }
  return next_move();
}

ControlledRun::Slot* ControlledRun::next_move() {
  const std::optional<Move> move = scheduler_->choose(situation_);
  if (!move || !situation_.can_go(move->thread)) {
    end_with(Verdict::abandoned, {});
    return nullptr;
  }
  Slot& slot = slot_of(move->thread);
  Step& step = slot.step;
  choice_left_ = move->choice;
  step.ending = slot.endings[step.take_alternative(choice_left_, slot.ways)];
  if (step.kind == OperationKind::release) note_release(slot);
  if (slot.waiter() == Waiter::chosen) step.woken_by = slot.chosen_by;
  if (step.ending == Ending::wake_up) --wake_ups_left_;
  if (step.ending == Ending::time_out && !is_due(slot) && time_outs_left_ != Policies::unlimited) --time_outs_left_;
  execution_.steps.push_back(step);
  return &slot;
}

ControlledRun::Slot* ControlledRun::begin_abort() {
  phase_ = Phase::aborting;
  if (watch_ != nullptr) watch_->end();
  session_->take_down();
  return newest();
}

/// Nobody's stack goes while a thread made from it still runs.
ControlledRun::Slot* ControlledRun::newest() const {
  for (std::size_t i = used_; i > 0; --i) {
    if (!slots_[i - 1]->finished) return slots_[i - 1].get();
  }
  return nullptr;
}

void ControlledRun::commit() {
  if (causality_.size() < execution_.steps.size()) causality_.append(execution_.steps.back());
}

void ControlledRun::look_around() {
  situation_.enabled = 0;
  for_each(situation_.unfinished, [this](ThreadIndex thread) {
    Slot& slot = slot_of(thread);
    look_at(slot);
    if (slot.ways > 0) situation_.enabled |= only(thread);
  });
}

bool ControlledRun::is_due(const Slot& slot) const { return slot.deadline.at() <= now_; }

void ControlledRun::look_at(Slot& slot) {
  Step& step = slot.step;
  step.choice = 0;
  step.alternatives = 1;
  slot.ways = 0;
  bool budgeted = false;
  const auto may = [&slot](Ending ending) { slot.endings[slot.ways++] = ending; };
  if (step.kind == OperationKind::sleep) {
    if (policies_.sleep == Policies::Sleep::yields || is_due(slot)) may(Ending::act);
  } else if ((*slot.enabled)()) {
    may(Ending::act);
  } else if (slot.waiter() != Waiter::chosen) {
    const bool may_time_out = !slot.deadline.is_never() && !is_due(slot);
    const bool may_wake_up = slot.waiter() == Waiter::waiting;
    if (is_due(slot) || (may_time_out && time_outs_left_ > 0)) may(Ending::time_out);
    if (may_wake_up && wake_ups_left_ > 0) may(Ending::wake_up);
    // Also where the budget is spent: it could go if another one had not spent it.
    budgeted = (may_time_out && policies_.time_outs > 0 && policies_.time_outs != Policies::unlimited) ||
               (may_wake_up && policies_.wake_ups > 0);
  }
  step.ending = slot.endings[0];
  const bool waits_to_be_chosen = slot.ways == 0 && slot.waiter() == Waiter::waiting && !budgeted;
  step.footprint = waits_to_be_chosen ? Footprint{} : footprint_of(step, slot.subject->kind(), slot.waiter());
  if (budgeted) step.footprint.add(Footprint::budgets, Access::exclusive);
}

/// Until the first that waits for it can go. Whatever was done before could make a difference to that.
void ControlledRun::let_time_pass() {
  auto first = threading::Deadline::never().at();
  for_each(situation_.unfinished, [&](ThreadIndex thread) {
    const Slot& slot = slot_of(thread);
    if (slot.waiter() != Waiter::chosen) first = std::min(first, slot.deadline.at());
  });
  if (first == threading::Deadline::never().at()) return;
  now_ = first;
  look_around();
  for_each(situation_.enabled, [this](ThreadIndex thread) { slot_of(thread).step.footprint.touch_everything(); });
}

}  // namespace schedule
