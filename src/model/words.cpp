#include "model/words.h"

#include <algorithm>

#include "trace/digits.h"

namespace model {
namespace {

using trace::ObjectKind;
using trace::ThreadId;

/// "a", "a and b", "a, b and c".
std::string listed(const Snapshot& snapshot, const std::vector<ThreadId>& threads) {
  std::string text;
  for (std::size_t i = 0; i < threads.size(); ++i) {
    if (i > 0) text += i + 1 == threads.size() ? " and " : ", ";
    text += snapshot.describe(threads[i]);
  }
  return text;
}

const Wait* wait_of(const Snapshot& snapshot, ThreadId thread) {
  const auto found = std::ranges::find(snapshot.waits, thread, &Wait::thread);
  return found == snapshot.waits.end() ? nullptr : &*found;
}

bool is_future(const Snapshot& snapshot, trace::ObjectId object) {
  const ObjectView* found = snapshot.object(object);
  return found != nullptr && found->kind == ObjectKind::future;
}

/// In which way a readers-writer lock is held: goes behind "holds".
std::string purpose(const Snapshot& snapshot, trace::ObjectId object) {
  const ObjectView* found = snapshot.object(object);
  if (found == nullptr || found->kind != ObjectKind::rw_lock) return {};
  return found->value < 0 ? " to write" : " to read";
}

/// "worker-1 waits for lock right, which worker-2 holds"; `holds` goes before "waits" if not empty.
std::string clause(const Snapshot& snapshot, ThreadId thread, const std::string& holds, trace::ObjectId object,
                   ThreadId holder) {
  std::string text = snapshot.describe(thread);
  if (!holds.empty()) text += " holds " + holds + " and";
  text += " waits for " + awaited(snapshot, object);
  if (!holder || is_thread(snapshot, object)) return text;
  if (is_future(snapshot, object)) return text + ", on which " + snapshot.describe(holder) + " is at work";
  if (holder == thread) return text + ", which it holds" + purpose(snapshot, object) + " itself";
  return text + ", which " + snapshot.describe(holder) + " holds" + purpose(snapshot, object);
}

std::string cycle(const Stuck& stuck, const Snapshot& snapshot) {
  const std::size_t size = stuck.threads.size();
  const trace::ObjectId held_by_first = stuck.objects.back();
  std::string text;
  for (std::size_t i = 0; i < size; ++i) {
    const bool held = !is_thread(snapshot, held_by_first) && !is_future(snapshot, held_by_first);
    const bool says_what_it_holds = i == 0 && size > 1 && held;
    const std::string holds =
        says_what_it_holds ? snapshot.describe(held_by_first) + purpose(snapshot, held_by_first) : std::string();
    if (i > 0) text += "; ";
    text += clause(snapshot, stuck.threads[i], holds, stuck.objects[i], stuck.threads[(i + 1) % size]);
  }
  return text + ".";
}

/// "a waits for lock till, which b holds", or of all that wait for the same thing of nobody: "a, b and c wait for ...".
std::string clause_of_all(const Snapshot& snapshot, const std::vector<ThreadId>& threads, trace::ObjectId object) {
  const Wait* wait = wait_of(snapshot, threads.front());
  if (threads.size() > 1) return listed(snapshot, threads) + " wait for " + awaited(snapshot, object);
  return clause(snapshot, threads.front(), {}, object, wait != nullptr ? wait->holder : ThreadId{});
}

std::string no_notifier(const Stuck& stuck, const Snapshot& snapshot) {
  std::vector<trace::ObjectId> told;
  std::string text;
  for (const trace::ObjectId object : stuck.objects) {
    if (std::ranges::find(told, object) != told.end()) continue;
    std::vector<ThreadId> waiting;
    for (std::size_t i = 0; i < stuck.threads.size(); ++i) {
      if (stuck.objects[i] == object) waiting.push_back(stuck.threads[i]);
    }
    if (!told.empty()) text += "; ";
    text += clause_of_all(snapshot, waiting, object);
    told.push_back(object);
  }
  return text + "; no thread is left that could let " + (stuck.threads.size() == 1 ? "it" : "them") + " go on.";
}

std::string owner_finished(const Stuck& stuck, const Snapshot& snapshot) {
  const Wait* wait = wait_of(snapshot, stuck.threads.front());
  std::string text = listed(snapshot, stuck.threads);
  text += stuck.threads.size() == 1 ? " waits for " : " wait for ";
  text += snapshot.describe(stuck.objects.front()) + ", which ";
  return text + snapshot.describe(wait != nullptr ? wait->holder : ThreadId{}) + " still held when it finished.";
}

std::string reason(const Stuck& stuck, const Snapshot& snapshot) {
  switch (stuck.kind) {
    case StuckKind::lock_cycle:
    case StuckKind::join_cycle: return cycle(stuck, snapshot);
    case StuckKind::no_notifier: return no_notifier(stuck, snapshot);
    case StuckKind::owner_finished: return owner_finished(stuck, snapshot);
  }
  return {};
}

/// "main waits for the end of worker-1"; "a waits for lock till, which worker-2 holds".
std::string followers(const Stuck& stuck, const Snapshot& snapshot) {
  std::string text;
  for (const ThreadId follower : stuck.followers) {
    const Wait* wait = wait_of(snapshot, follower);
    if (wait == nullptr) continue;
    text += text.empty() ? "So " : "; ";
    text += clause(snapshot, follower, {}, wait->object, wait->holder);
  }
  return text.empty() ? text : " " + text + (stuck.followers.size() == 1 ? " in vain." : ", all in vain.");
}

}  // namespace

std::string unnamed(ThreadId id) { return "thread " + std::to_string(id.value); }

bool is_thread(const Snapshot& snapshot, trace::ObjectId object) {
  const ObjectView* found = snapshot.object(object);
  return found != nullptr && found->kind == ObjectKind::thread;
}

std::string awaited(const Snapshot& snapshot, trace::ObjectId id) {
  const ObjectView* object = snapshot.object(id);
  std::string described = snapshot.describe(id);
  if (object == nullptr) return described;
  switch (object->kind) {
    case ObjectKind::thread:
      return "the end of " + (object->value > 0 ? snapshot.describe(ThreadId{static_cast<std::uint32_t>(object->value)})
                                                : object->name);
    case ObjectKind::condition: return "a notify of " + described;
    case ObjectKind::event: return described + " to be set";
    case ObjectKind::semaphore:
    case ObjectKind::bounded_semaphore: return "a permit of " + described;
    case ObjectKind::barrier: return "the others at " + described;
    case ObjectKind::future: return "the result of " + described;
    case ObjectKind::latch: return described + " to reach 0";
    case ObjectKind::lock:
    case ObjectKind::rlock:
    case ObjectKind::timer:
    case ObjectKind::queue:
    case ObjectKind::lifo_queue:
    case ObjectKind::priority_queue:
    case ObjectKind::simple_queue:
    case ObjectKind::executor:
    case ObjectKind::rw_lock:
    case ObjectKind::interpreter_lock:
    case ObjectKind::variable:
    case ObjectKind::local:
    case ObjectKind::gauge: return described;
  }
  return described;
}

std::string state_in_words(const ObjectView& object) {
  std::string number = trace::grouped(object.value);
  switch (object.kind) {
    case ObjectKind::event:
    case ObjectKind::timer: return object.value != 0 ? "set" : "not set";
    case ObjectKind::lock:
    case ObjectKind::interpreter_lock: return object.owner ? "held" : "free";
    case ObjectKind::rlock:
      if (object.value == 0) return "free";
      return object.value == 1 ? "held" : "held \u00d7 " + number;
    case ObjectKind::rw_lock:
      if (object.value < 0) return "writing";
      return object.value > 0 ? number + " reading" : "free";
    case ObjectKind::future: return std::string(name(static_cast<trace::FutureState>(object.value)));
    case ObjectKind::barrier:
      if (object.value < 0) return "broken";
      [[fallthrough]];
    case ObjectKind::thread:
    case ObjectKind::condition:
    case ObjectKind::semaphore:
    case ObjectKind::bounded_semaphore:
    case ObjectKind::queue:
    case ObjectKind::lifo_queue:
    case ObjectKind::priority_queue:
    case ObjectKind::simple_queue:
    case ObjectKind::executor:
    case ObjectKind::latch:
    case ObjectKind::variable:
    case ObjectKind::local:
    case ObjectKind::gauge: return object.limit > 0 ? number + " of " + trace::grouped(object.limit) : number;
  }
  return number;
}

std::string contents_in_words(const ObjectView& object, std::size_t most) {
  if (object.items.empty()) return {};
  const std::size_t shown = std::min(most, object.items.size());
  const std::size_t more = static_cast<std::size_t>(object.value) - shown;
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) text += object.items[i] + (i + 1 < shown || more > 0 ? ", " : "");
  const std::string rest = trace::grouped(more);
  if (more > 0) text += shown == 0 ? rest + " items" : "\u2026 and " + rest + " more";
  return "[" + text + "]";
}

std::string in_words(const Stuck& stuck, const Snapshot& snapshot) {
  return reason(stuck, snapshot) + followers(stuck, snapshot);
}

}  // namespace model
