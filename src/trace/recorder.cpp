#include "trace/recorder.h"

#include <concurrentqueue/concurrentqueue.h>

#include <algorithm>
#include <deque>
#include <mutex>
#include <span>
#include <utility>

namespace trace {
namespace {

std::uint64_t next_serial() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

using EventQueue = moodycamel::ConcurrentQueue<Event>;

}  // namespace

struct Recorder::Impl {
  struct Progress {
    std::uint64_t drained = 0;
    Time latest{};
  };

  EventQueue queue;

  std::mutex names_mutex;  // guards what follows up to the blank line
  std::deque<std::unique_ptr<Channel>> channels;
  std::uint32_t objects = 0;
  std::uint32_t texts = 0;
  std::vector<NameRecord> new_names;

  // Touched by drain() only.
  std::vector<Event> held_back;
  std::vector<Progress> progress;  // of the thread with id index + 1
  Time complete_until{};

  void dequeue_all(std::vector<Event>& events);
  void hold_back_after(Time cut, std::vector<Event>& events);
};

// Ends although threads go on recording: until drain() gives them their share back, each can only fill it once.
void Recorder::Impl::dequeue_all(std::vector<Event>& events) {
  constexpr std::size_t chunk = 4096;
  for (std::size_t got = chunk; got == chunk;) {
    const std::size_t size = events.size();
    events.resize(size + chunk);
    got = queue.try_dequeue_bulk(events.begin() + static_cast<std::ptrdiff_t>(size), chunk);
    events.resize(size + got);
  }
}

void Recorder::Impl::hold_back_after(Time cut, std::vector<Event>& events) {
  const auto late =
      std::partition_point(events.begin(), events.end(), [cut](const Event& event) { return event.time <= cut; });
  held_back.assign(late, events.end());
  events.erase(late, events.end());
}

struct Channel::Token {
  explicit Token(EventQueue& queue) : producer(queue) {}
  moodycamel::ProducerToken producer;
};

Recorder::Recorder(std::size_t pending_per_thread)
    : began_(clock_.ticks()),
      serial_(next_serial()),
      pending_per_thread_(std::max<std::size_t>(1, pending_per_thread)),
      impl_(std::make_unique<Impl>()) {}

Recorder::~Recorder() = default;

Channel& Recorder::add_thread(std::string name, std::string path) {
  const std::lock_guard guard(impl_->names_mutex);
  const ThreadId id{static_cast<std::uint32_t>(impl_->channels.size() + 1)};
  impl_->channels.push_back(std::unique_ptr<Channel>(new Channel(*this, id)));
  impl_->new_names.emplace_back(ThreadName{id, std::move(name), std::move(path)});
  return *impl_->channels.back();
}

ObjectId Recorder::add_object(ObjectName description) {
  const std::lock_guard guard(impl_->names_mutex);
  const ObjectId id{++impl_->objects};
  description.id = id;
  impl_->new_names.emplace_back(std::move(description));
  return id;
}

TextId Recorder::add_text(std::string text) {
  const std::lock_guard guard(impl_->names_mutex);
  const TextId id{++impl_->texts};
  impl_->new_names.emplace_back(Text{id, std::move(text)});
  return id;
}

void Recorder::rename(ThreadId thread, std::string name) {
  const std::lock_guard guard(impl_->names_mutex);
  impl_->new_names.emplace_back(ThreadName{thread, std::move(name), {}});
}

Batch Recorder::drain(Time hold_back) {
  const Time cut = now() - hold_back;
  std::vector<Event> events = std::exchange(impl_->held_back, {});
  const std::size_t kept = events.size();
  impl_->dequeue_all(events);

  Batch batch;
  batch.names = take_names_and_date(std::span(events).subspan(kept));
  std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.time < b.time; });
  if (hold_back > Time::zero()) impl_->hold_back_after(cut, events);
  batch.now = std::max({impl_->complete_until, cut, events.empty() ? cut : events.back().time});
  impl_->complete_until = batch.now;
  batch.events = std::move(events);
  batch.totals = totals();
  return batch;
}

// The queue carries raw ticks; here they become time since the recorder began. A thread that was pre-empted between
// taking its stamp and queueing the event is later than its stamp says: what was handed out stays complete.
std::vector<NameRecord> Recorder::take_names_and_date(std::span<Event> events) {
  // Names after events: whatever an event mentions was named before it was recorded.
  const std::lock_guard guard(impl_->names_mutex);
  impl_->progress.resize(impl_->channels.size());
  for (Event& event : events) {
    Impl::Progress& progress = impl_->progress[event.thread.value - 1];
    const Time stamped = clock_.between(began_, static_cast<std::uint64_t>(event.time.count()));
    progress.latest = std::max({stamped, progress.latest, impl_->complete_until});
    event.time = progress.latest;
    ++progress.drained;
  }
  for (std::size_t i = 0; i < impl_->channels.size(); ++i) {
    impl_->channels[i]->drained_.store(impl_->progress[i].drained, std::memory_order_relaxed);
  }
  return std::exchange(impl_->new_names, {});
}

Totals Recorder::totals() const {
  const std::lock_guard guard(impl_->names_mutex);
  Totals totals;
  for (const auto& channel : impl_->channels) {
    totals.recorded += channel->recorded_.load(std::memory_order_relaxed);
    totals.dropped += channel->dropped_.load(std::memory_order_relaxed);
  }
  return totals;
}

Channel::Channel(Recorder& recorder, ThreadId thread)
    : recorder_(recorder), thread_(thread), token_(std::make_unique<Token>(recorder.impl_->queue)) {}

Channel::~Channel() = default;

void Channel::record(Event event) {
  const std::uint64_t recorded = recorded_.load(std::memory_order_relaxed);
  const std::uint64_t pending = recorded - drained_.load(std::memory_order_relaxed);
  event.time = Time(static_cast<std::int64_t>(recorder_.clock_.ticks()));
  event.thread = thread_;
  if (pending < recorder_.pending_per_thread_) {
    // Counted before it can be drained, so that totals never lag behind a batch.
    recorded_.store(recorded + 1, std::memory_order_relaxed);
    if (recorder_.impl_->queue.enqueue(token_->producer, event)) return;
    recorded_.store(recorded, std::memory_order_relaxed);
  }
  dropped_.store(dropped_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

}  // namespace trace
