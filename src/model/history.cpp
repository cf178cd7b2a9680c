#include "model/history.h"

#include <algorithm>
#include <deque>
#include <set>
#include <utility>

#include "model/detectors.h"
#include "model/event_rate.h"
#include "model/fair_share.h"
#include "model/object_history.h"
#include "model/stuck_watch.h"
#include "model/thread_history.h"
#include "model/words.h"

namespace model {
namespace {

using trace::Event;
using trace::EventKind;
using trace::ObjectId;
using trace::ObjectKind;
using trace::ThreadId;
using trace::Time;

/// How far a limit may be passed before something is done about it, so that it need not be done all the time.
std::size_t slack(std::size_t limit, std::size_t logs) {
  return limit + std::max(limit / 16, logs * Series::Points::chunk_size);
}

template <class Log>
void keep_below(Log& log, std::size_t limit) {
  if (log.size() > limit + std::max(limit / 16, Log::chunk_size)) log.drop_front(limit);
}

}  // namespace

struct History::Impl {
  explicit Impl(Limits kept) : limits(kept) {}

  void name(const trace::ThreadName& name);
  void name(const trace::ObjectName& name);
  void name(const trace::Text& text);
  void name(const trace::Contents& contents);
  void apply(const Event& event);
  void apply_to_peer(const Event& event);
  void apply_to_lists(const Event& event);
  void forget_slices();
  void forget_points();

  ThreadHistory* thread(ThreadId id) { return id && id.value <= threads.size() ? &threads[id.value - 1] : nullptr; }
  const ObjectHistory* object(ObjectId id) const {
    return id && id.value <= objects.size() ? &objects[id.value - 1] : nullptr;
  }
  std::string text(std::int64_t id) const;
  ThreadId holder(const ThreadView& waiting) const;
  bool can_be_taken(const ThreadView& waiting) const;
  bool has_finished(ThreadId id) const;
  bool is_read(ObjectId id) const;
  Standing standing(const ThreadHistory& thread) const;
  void excuse_who_may_be_let_in(std::vector<Standing>& standings, const std::vector<Wait>& waits) const;
  SharedHolders shared_holders(const std::vector<Wait>& waits) const;

  void show_threads(Snapshot& snapshot) const;
  void show_objects(Snapshot& snapshot) const;
  void show_stuck(Snapshot& snapshot);
  void show_findings(Snapshot& snapshot) const;

  const Limits limits;
  std::deque<ThreadHistory> threads;
  std::deque<ObjectHistory> objects;
  Snapshot::Texts texts;
  ChunkedLog<Arrow> arrows;
  ChunkedLog<OutputLine, 256> output;
  ChunkedLog<Event> log;
  Time last_arrow{};
  Time now{};
  Time newest{};  ///< event
  Time shown{};   ///< to views: never goes back
  std::uint64_t forgotten = 0;
  trace::Totals totals;
  EventRate rate;
  StuckWatch watch;
  Detectors detectors;
};

History::History() : History(Limits{}) {}

History::History(Limits limits) : impl_(std::make_unique<Impl>(limits)) {}

History::~History() = default;

void History::apply(const trace::Batch& batch) {
  for (const trace::NameRecord& record : batch.names) {
    std::visit([this](const auto& name) { impl_->name(name); }, record);
  }
  for (const Event& event : batch.events) {
    impl_->apply(event);
    impl_->newest = std::max(impl_->newest, event.time);
  }
  impl_->detectors.apply(batch);
  // Nothing happened between a run's last event and the moment at which that was collected.
  const bool whole = batch.last && batch.totals.dropped == 0;
  impl_->now = whole ? std::max(impl_->shown, impl_->newest) : std::max(impl_->now, batch.now);
  impl_->totals = batch.totals;
  impl_->rate.observe(impl_->now, batch.totals.recorded);
  impl_->forget_slices();
  impl_->forget_points();
  keep_below(impl_->arrows, impl_->limits.arrows);
  keep_below(impl_->log, impl_->limits.log);
  keep_below(impl_->output, impl_->limits.output);
  keep_below(impl_->texts, impl_->limits.output * 2);
}

std::shared_ptr<const Snapshot> History::snapshot() {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->now = impl_->shown = impl_->now;
  snapshot->output = impl_->output.view();
  snapshot->log = impl_->log.view();
  snapshot->texts = impl_->texts.view();
  snapshot->totals = impl_->totals;
  snapshot->events_per_second = impl_->rate.per_second();
  snapshot->timeline.arrows = impl_->arrows.view();
  snapshot->timeline.now = impl_->now;
  snapshot->timeline.forgotten = impl_->forgotten;
  impl_->show_threads(*snapshot);
  impl_->show_objects(*snapshot);
  impl_->show_stuck(*snapshot);
  impl_->show_findings(*snapshot);
  return snapshot;
}

void History::Impl::name(const trace::ThreadName& name) {
  while (threads.size() < name.id.value) threads.emplace_back(ThreadId{static_cast<std::uint32_t>(threads.size() + 1)});
  threads[name.id.value - 1].rename(name.name);
}

void History::Impl::name(const trace::ObjectName& name) {
  if (name.id.value <= objects.size()) {
    objects[name.id.value - 1].rename(name);
    return;
  }
  while (objects.size() + 1 < name.id.value) {
    trace::ObjectName unknown;
    unknown.id = {static_cast<std::uint32_t>(objects.size() + 1)};
    objects.emplace_back(unknown, now);
  }
  objects.emplace_back(name, now);
}

void History::Impl::name(const trace::Text& text) {
  while (texts.end() + 1 < text.id.value) texts.append({});
  if (texts.end() + 1 == text.id.value) texts.append(text.text);
}

void History::Impl::name(const trace::Contents& contents) {
  if (contents.object && contents.object.value <= objects.size()) objects[contents.object.value - 1].hold(contents);
}

void History::Impl::apply(const Event& event) {
  if (ThreadHistory* const actor = thread(event.thread)) {
    actor->apply(event);
    if (event.kind == EventKind::thread_finished && event.value > 0) actor->set_error(text(event.value));
  }
  if (event.object && event.object.value <= objects.size()) objects[event.object.value - 1].apply(event);
  if (event.peer) apply_to_peer(event);
  apply_to_lists(event);
}

void History::Impl::apply_to_peer(const Event& event) {
  ThreadHistory* const peer = thread(event.peer);
  if (peer == nullptr) return;
  if (event.kind == EventKind::thread_created) peer->created(event);
  if (event.kind == EventKind::notified) peer->notified(event);
  if (event.kind != EventKind::woke) return;
  peer->woken(event);
  last_arrow = std::max(last_arrow, event.time);
  arrows.append({last_arrow, event.thread, event.peer, event.object});
}

void History::Impl::apply_to_lists(const Event& event) {
  log.append(event);
  if (event.kind == EventKind::printed) output.append({event.time, event.thread, text(event.value)});
}

std::string History::Impl::text(std::int64_t id) const {
  const auto view = texts.view();
  if (id <= 0) return {};
  const std::size_t index = static_cast<std::size_t>(id) - 1;
  return index >= view.begin() && index < view.end() ? view[index] : std::string();
}

void History::Impl::forget_slices() {
  std::vector<std::size_t> sizes;
  std::size_t all = 0;
  for (const ThreadHistory& one : threads) all += one.lane().size();
  if (all <= slack(limits.slices, threads.size())) return;
  for (const ThreadHistory& one : threads) sizes.push_back(one.lane().size());
  const std::size_t share = fair_share(std::move(sizes), limits.slices);
  for (ThreadHistory& one : threads) forgotten += one.lane().drop_front(share);
}

void History::Impl::forget_points() {
  std::vector<std::size_t> sizes;
  std::size_t all = 0;
  for (const ObjectHistory& one : objects) {
    if (one.series()) all += one.series()->size();
  }
  if (all <= slack(limits.points, objects.size())) return;
  for (const ObjectHistory& one : objects) sizes.push_back(one.series() ? one.series()->size() : 0);
  const std::size_t share = fair_share(std::move(sizes), limits.points);
  for (ObjectHistory& one : objects) {
    if (one.series()) one.series()->drop_front(share);
  }
}

ThreadId History::Impl::holder(const ThreadView& waiting) const {
  const ObjectHistory* awaited = object(waiting.waits_for);
  if (awaited == nullptr) return waiting.held_by;
  const ObjectView& view = awaited->view();
  if (view.kind == ObjectKind::thread && view.value > 0) return {static_cast<std::uint32_t>(view.value)};
  // Who is at work on a future may have begun after the wait did.
  if (view.kind == ObjectKind::future && view.owner) return view.owner;
  if (!awaited->knows_owner()) return waiting.held_by;
  const std::vector<ThreadId> holders = awaited->holders();
  return holders.empty() ? ThreadId{} : holders.front();
}

bool History::Impl::has_finished(ThreadId id) const {
  return id && id.value <= threads.size() && threads[id.value - 1].view().state == ThreadState::finished;
}

// What it waits for is free, or the thread has ended: it only has not said yet that it goes on.
bool History::Impl::can_be_taken(const ThreadView& waiting) const {
  const ObjectHistory* awaited = object(waiting.waits_for);
  if (awaited == nullptr) return false;
  if (awaited->view().kind == ObjectKind::thread) return has_finished(holder(waiting));
  return awaited->knows_owner() && !holder(waiting);
}

Standing History::Impl::standing(const ThreadHistory& thread) const {
  const ThreadView& view = thread.view();
  Standing standing;
  if (view.state == ThreadState::finished) standing.kind = Standing::Kind::finished;
  if (view.state == ThreadState::sleeping && thread.forever()) standing.kind = Standing::Kind::idles;
  if (view.state != ThreadState::blocked || !thread.forever() || can_be_taken(view)) return standing;
  standing.kind = Standing::Kind::waits;
  standing.object = view.waits_for;
  const ObjectHistory* const awaited = object(view.waits_for);
  if (awaited == nullptr || !awaited->is_signal()) standing.holder = holder(view);
  if (!standing.holder) return standing;
  const bool join = awaited != nullptr && awaited->view().kind == ObjectKind::thread;
  standing.what = join ? Standing::For::holder_to_end : Standing::For::holder_to_release;
  return standing;
}

bool History::Impl::is_read(ObjectId id) const {
  const ObjectHistory* const lock = object(id);
  return lock != nullptr && lock->view().kind == ObjectKind::rw_lock && lock->view().value > 0;
}

// Where the lock is fair, a reader waits for the writers that came before it. One with a time-out may give up.
void History::Impl::excuse_who_may_be_let_in(std::vector<Standing>& standings, const std::vector<Wait>& waits) const {
  std::set<ObjectId> excused;
  for (const Wait& wait : waits) {
    if (!wait.forever && is_read(wait.object)) excused.insert(wait.object);
  }
  for (Standing& one : standings) {
    if (one.kind == Standing::Kind::waits && excused.contains(one.object)) one = {};
  }
}

SharedHolders History::Impl::shared_holders(const std::vector<Wait>& waits) const {
  SharedHolders shared;
  for (const Wait& wait : waits) {
    if (!is_read(wait.object) || shared.contains(wait.object)) continue;
    std::vector<ThreadId> holders = object(wait.object)->holders();
    if (!holders.empty()) shared.emplace(wait.object, std::move(holders));
  }
  return shared;
}

void History::Impl::show_threads(Snapshot& snapshot) const {
  snapshot.threads.reserve(threads.size());
  snapshot.timeline.lanes.reserve(threads.size());
  for (const ThreadHistory& one : threads) {
    ThreadView view = one.view();
    snapshot.timeline.lanes.push_back(one.lane().view());
    if (view.state == ThreadState::blocked) {
      view.held_by = holder(view);
      snapshot.waits.push_back({view.id, view.waits_for, view.held_by, one.forever()});
    }
    snapshot.threads.push_back(std::move(view));
  }
}

void History::Impl::show_objects(Snapshot& snapshot) const {
  snapshot.objects.reserve(objects.size());
  for (const ObjectHistory& one : objects) {
    snapshot.objects.push_back(one.view());
    if (one.series()) snapshot.series.push_back(one.series()->view(one.view().name));
  }
  std::vector<const ThreadView*> waiting;
  for (const Wait& wait : snapshot.waits) waiting.push_back(&snapshot.threads[wait.thread.value - 1]);
  std::ranges::stable_sort(waiting, {}, &ThreadView::since);
  for (const ThreadView* one : waiting) {
    if (object(one->waits_for) == nullptr) continue;
    snapshot.objects[one->waits_for.value - 1].waiters.push_back(one->id);
  }
}

void History::Impl::show_stuck(Snapshot& snapshot) {
  std::vector<Standing> standings;
  std::vector<std::uint64_t> versions;
  for (const ThreadHistory& one : threads) {
    standings.push_back(standing(one));
    versions.push_back(one.version());
  }
  excuse_who_may_be_let_in(standings, snapshot.waits);
  const SharedHolders shared = shared_holders(snapshot.waits);
  choose_holders(standings, shared);
  for (Wait& wait : snapshot.waits) {
    const Standing& one = standings[wait.thread.value - 1];
    if (one.kind != Standing::Kind::waits || !shared.contains(wait.object)) continue;
    wait.holder = snapshot.threads[wait.thread.value - 1].held_by = one.holder;
  }
  snapshot.stuck = watch.confirmed(find_stuck(standings), versions);
  for (Stuck& stuck : snapshot.stuck) stuck.sentence = in_words(stuck, snapshot);
}

void History::Impl::show_findings(Snapshot& snapshot) const {
  snapshot.findings = detectors.findings();
  for (Finding& finding : snapshot.findings) finding.sentence = in_words(finding, snapshot);
}

}  // namespace model
