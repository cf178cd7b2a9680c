#include "threading/future_waiter.h"

#include <algorithm>
#include <string>
#include <utility>

#include "threading/future_core.h"

namespace threading {
namespace {

ReturnWhen known(ReturnWhen return_when) {
  switch (return_when) {
    case FIRST_COMPLETED:
    case FIRST_EXCEPTION:
    case ALL_COMPLETED: return return_when;
  }
  throw ValueError("return_when is FIRST_COMPLETED, FIRST_EXCEPTION or ALL_COMPLETED");
}

}  // namespace

FutureWaiter::FutureWaiter(ReturnWhen return_when, std::vector<std::shared_ptr<FutureCore>> futures)
    : return_when_(known(return_when)),
      futures_(std::move(futures)),
      subject_(trace::ObjectKind::future, std::to_string(futures_.size()) + " futures"),
      unfinished_(futures_.size()) {
  for (std::size_t index = 0; index < futures_.size(); ++index) futures_[index]->add(*this, index);
}

FutureWaiter::~FutureWaiter() { leave_all(); }

bool FutureWaiter::wait(Deadline deadline, trace::Source source) {
  const bool in_time = monitor_.perform(
      {OperationKind::wait_resolved, source}, subject_, deadline, [&] { return satisfied(); }, [](Turn&) {});
  // Which of them have come so far is what a schedule has to see.
  for (const auto& future : futures_) {
    if (future != nullptr) future->be_seen();
  }
  return in_time;
}

std::vector<std::size_t> FutureWaiter::take_finished() {
  std::vector<std::size_t> taken;
  monitor_.note([&](Turn&) { taken.swap(finished_); });
  return taken;
}

std::vector<std::size_t> FutureWaiter::take_first_finished() {
  std::vector<std::size_t> taken = take_finished();
  monitor_.note([&](Turn&) { in_order_ = true; });
  std::sort(taken.begin(), taken.end());
  Runtime* const runtime = Context::current().runtime();
  for (std::size_t i = 0; runtime != nullptr && i + 1 < taken.size(); ++i) {
    std::swap(taken[i], taken[i + runtime->choose(taken.size() - i)]);
  }
  return taken;
}

void FutureWaiter::leave(std::size_t index) {
  if (const auto future = std::exchange(futures_[index], nullptr)) future->remove(*this);
}

void FutureWaiter::leave_all() {
  for (std::size_t index = 0; index < futures_.size(); ++index) {
    // Whether one that was not taken still comes to tell is what a schedule has to see, too.
    if (in_order_ && futures_[index] != nullptr) futures_[index]->be_touched();
    leave(index);
  }
}

void FutureWaiter::tell(std::size_t index, trace::FutureState state) {
  monitor_.note([&](Turn& turn) {
    finished_.push_back(index);
    --unfinished_;
    failed_ |= state == trace::FutureState::failed;
    if (Runtime* const runtime = turn.thread().runtime(); in_order_ && runtime != nullptr) runtime->touches(subject_);
    if (satisfied()) turn.wake(Monitor::everybody);
  });
}

bool FutureWaiter::satisfied() const {
  if (unfinished_ == 0) return true;
  switch (return_when_) {
    case FIRST_COMPLETED: return !finished_.empty();
    case FIRST_EXCEPTION: return failed_;
    case ALL_COMPLETED: return false;
  }
  return false;
}

}  // namespace threading
