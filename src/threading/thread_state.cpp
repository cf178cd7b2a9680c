#include "threading/thread_state.h"

namespace threading {

ThreadState::ThreadState(std::shared_ptr<Session> its_session, std::shared_ptr<Context> its_context,
                         std::string its_name, bool its_daemon)
    : session(std::move(its_session)),
      context(std::move(its_context)),
      subject(trace::ObjectKind::thread, its_name, -1, context->id().value),
      name(std::move(its_name)),
      daemon(its_daemon),
      reaped(true) {
  subject.holder = {context->serial(), context->id()};
}

ThreadState::~ThreadState() {
  if (!reaped) pthread_detach(handle);
}

std::shared_ptr<ThreadState>& ThreadState::of_this_thread() {
  thread_local std::shared_ptr<ThreadState> state;
  return state;
}

void ThreadState::end(trace::TextId error) {
  monitor.note([&](Turn& turn) {
    life = Life::ended;
    turn.wake(Monitor::everybody);
    record(trace::EventKind::thread_finished, error.value);
  });
}

bool ThreadState::request_stop() const {
  const Context::Shelter shelter;
  return stop.request_stop();
}

void ThreadState::begin() {
  monitor.note([this](Turn&) { record(trace::EventKind::thread_started); });
}

void ThreadState::record(trace::EventKind kind, std::int64_t value) {
  if (subject.known_id(*context)) {
    subject.record(*context, kind, value);
  } else {
    context->record({.value = value, .kind = kind});
  }
}

}  // namespace threading
