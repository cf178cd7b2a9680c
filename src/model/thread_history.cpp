#include "model/thread_history.h"

#include <algorithm>

#include "model/sequence.h"
#include "model/words.h"

namespace model {

using trace::Event;
using trace::EventKind;

ThreadHistory::ThreadHistory(trace::ThreadId id) : lane_(id) {
  view_.id = id;
  view_.name = unnamed(id);
}

void ThreadHistory::apply(const Event& event) {
  ++version_;
  ++view_.events;
  if (event.source) view_.source = event.source;
  switch (event.kind) {
    case EventKind::blocked:
      wait_sequence_ = event.sequence;
      wait(event.time, event.object, event.peer, event.value < 0);
      break;
    case EventKind::sleeping:
      forever_ = event.value < 0;
      change(event.time, ThreadState::sleeping);
      break;
    case EventKind::thread_finished: change(event.time, ThreadState::finished); break;
    case EventKind::reached:
      if (event.value > 0) {
        change(event.time, ThreadState::ready);
      } else {
        run(event.time);
      }
      break;
    case EventKind::released:
    case EventKind::woke:
      // Who waits on a condition gives its lock back after it was entered as waiting.
      if (lane_.size() == 0 || view_.state == ThreadState::created) run(event.time);
      break;
    case EventKind::thread_created:
    case EventKind::thread_launched:
    case EventKind::thread_started:
    case EventKind::joined:
    case EventKind::resumed:
    case EventKind::saw:
    case EventKind::acquired:
    case EventKind::notified:
    case EventKind::set:
    case EventKind::cleared:
    case EventKind::put:
    case EventKind::got:
    case EventKind::task_done:
    case EventKind::arrived:
    case EventKind::left:
    case EventKind::broken:
    case EventKind::reset:
    case EventKind::counted_down:
    case EventKind::changed:
    case EventKind::loaded:
    case EventKind::stored:
    case EventKind::modified:
    case EventKind::measured:
    case EventKind::printed:
    case EventKind::marked: run(event.time); break;
  }
}

void ThreadHistory::created(const Event& event) {
  ++version_;
  if (lane_.size() == 0) change(event.time, ThreadState::created);
}

void ThreadHistory::woken(const Event& event) {
  ++version_;
  // An event loop without events sleeps for ever, until one is posted.
  const bool idle = view_.state == ThreadState::sleeping && forever_;
  if (!idle && (view_.state != ThreadState::blocked || about_an_earlier_wait(event))) return;
  change(event.time, ThreadState::ready, view_.waits_for, event.thread);
}

void ThreadHistory::notified(const Event& event) {
  ++version_;
  const trace::ObjectId lock{static_cast<std::uint32_t>(event.value)};
  if (view_.state != ThreadState::blocked || about_an_earlier_wait(event) || !lock) return;
  // Whoever notifies holds the condition's lock. The wait for it has no number in the lock's sequence.
  wait_sequence_ = 0;
  wait(event.time, lock, event.thread, true);
}

// A wake-up can be read after the woken thread's next wait was. The object's sequence tells.
bool ThreadHistory::about_an_earlier_wait(const Event& event) const {
  if (!event.object || !view_.waits_for) return false;
  if (event.object != view_.waits_for) return true;
  return event.sequence != 0 && wait_sequence_ != 0 && !is_newer(event.sequence, wait_sequence_);
}

void ThreadHistory::wait(trace::Time at, trace::ObjectId object, trace::ThreadId holder, bool forever) {
  forever_ = forever;
  change(at, ThreadState::blocked, object, holder);
}

void ThreadHistory::run(trace::Time at) {
  if (lane_.size() == 0 || view_.state != ThreadState::running) change(at, ThreadState::running);
}

void ThreadHistory::change(trace::Time at, ThreadState state, trace::ObjectId object, trace::ThreadId peer) {
  if (view_.state == ThreadState::finished) return;
  lane_.change(at, state, object, peer, view_.source);
  const bool blocked = state == ThreadState::blocked;
  view_.state = state;
  view_.since = std::max(view_.since, at);
  view_.waits_for = blocked ? object : trace::ObjectId{};
  view_.held_by = blocked ? peer : trace::ThreadId{};
}

}  // namespace model
