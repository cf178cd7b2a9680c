#include "trace/recorder.h"

#include <concurrentqueue/concurrentqueue.h>

#include <algorithm>
#include <deque>
#include <mutex>
#include <new>
#include <stdexcept>
#include <utility>

namespace trace {
namespace {

std::uint64_t next_serial() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

}  // namespace

struct Recorder::Impl {
  struct Begun {
    Channel* channel = nullptr;
    std::unique_ptr<Channel::Chunk> chunk;
  };

  moodycamel::ConcurrentQueue<Begun> queue;

  std::mutex names_mutex;  // guards what follows up to the blank line
  std::deque<std::unique_ptr<Channel>> channels;
  std::uint32_t objects = 0;
  std::uint32_t texts = 0;
  std::vector<NameRecord> new_names;

  // Touched by drain() only.
  std::vector<Event> held_back;
  Time complete_until{};

  void name(NameRecord name, bool closed);
  void take_begun_chunks();
  void hold_back_after(Time cut, std::vector<Event>& events);
};

struct Channel::Token {
  explicit Token(moodycamel::ConcurrentQueue<Recorder::Impl::Begun>& queue) : producer(queue) {}
  moodycamel::ProducerToken producer;
};

/// Under names_mutex.
void Recorder::Impl::name(NameRecord name, bool closed) {
  if (!closed) new_names.push_back(std::move(name));
}

void Recorder::Impl::take_begun_chunks() {
  for (Begun begun; queue.try_dequeue(begun);) begun.channel->chunks_.push_back(std::move(begun.chunk));
}

void Recorder::Impl::hold_back_after(Time cut, std::vector<Event>& events) {
  const auto late =
      std::partition_point(events.begin(), events.end(), [cut](const Event& event) { return event.time <= cut; });
  held_back.assign(late, events.end());
  events.erase(late, events.end());
}

Recorder::Recorder(Timekeeping timekeeping, std::size_t pending_per_thread)
    : own_clock_(timekeeping == Timekeeping::by_hand ? Clock::by_hand() : nullptr),
      clock_(own_clock_ == nullptr ? Clock::process() : *own_clock_),
      zero_(own_clock_ == nullptr ? std::nullopt : std::optional(clock_.ticks())),
      serial_(next_serial()),
      pending_per_thread_(std::max<std::size_t>(1, pending_per_thread)),
      impl_(std::make_unique<Impl>()) {}

Recorder::~Recorder() = default;

Channel& Recorder::add_thread(std::string name, std::string path) {
  const std::lock_guard guard(impl_->names_mutex);
  const ThreadId id{static_cast<std::uint32_t>(impl_->channels.size() + 1)};
  impl_->channels.push_back(std::unique_ptr<Channel>(new Channel(*this, id)));
  impl_->name(ThreadName{id, std::move(name), std::move(path)}, closed_);
  return *impl_->channels.back();
}

ObjectId Recorder::add_object(ObjectName description) {
  const std::lock_guard guard(impl_->names_mutex);
  const ObjectId id{++impl_->objects};
  description.id = id;
  impl_->name(std::move(description), closed_);
  return id;
}

TextId Recorder::add_text(std::string text) {
  const std::lock_guard guard(impl_->names_mutex);
  const TextId id{++impl_->texts};
  impl_->name(Text{id, std::move(text)}, closed_);
  return id;
}

void Recorder::add_contents(Contents contents) {
  const std::lock_guard guard(impl_->names_mutex);
  impl_->name(std::move(contents), closed_);
}

void Recorder::rename(ThreadId thread, std::string name) {
  const std::lock_guard guard(impl_->names_mutex);
  impl_->name(ThreadName{thread, std::move(name), {}}, closed_);
}

void Recorder::set_time(Time time) {
  if (own_clock_ == nullptr) {
    throw std::logic_error("this recorder's time passes by itself: make it with Timekeeping::by_hand");
  }
  own_clock_->set(time);
}

void Recorder::close() {
  const std::lock_guard guard(impl_->names_mutex);
  closed_ = true;
  for (const auto& channel : impl_->channels) channel->room_until_ = channel->recorded_;
}

Batch Recorder::drain(Time hold_back) {
  const std::uint64_t until = clock_.ticks();
  std::vector<Event> events = std::exchange(impl_->held_back, {});
  const auto recording = channels();
  // Counts before chunks: a chunk is handed over before anything in it is counted.
  std::vector<std::uint64_t> counts;
  for (const Channel* channel : recording) counts.push_back(channel->recorded_.load(std::memory_order_acquire));
  impl_->take_begun_chunks();
  begin_time(recording, counts);
  for (std::size_t i = 0; i < recording.size(); ++i) {
    recording[i]->drain_into(events, counts[i], impl_->complete_until);
  }

  const Time cut = since_zero(until) - hold_back;
  Batch batch;
  // Names after events: whatever an event mentions was named before it was recorded.
  batch.names = take_names();
  std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.time < b.time; });
  if (hold_back > Time::zero()) impl_->hold_back_after(cut, events);
  batch.now = std::max({impl_->complete_until, cut, events.empty() ? cut : events.back().time});
  impl_->complete_until = batch.now;
  batch.events = std::move(events);
  batch.totals = totals();
  return batch;
}

/// With the first event of all. One that was stamped before it, but counted after it, is dated with it.
void Recorder::begin_time(const std::vector<Channel*>& recording, const std::vector<std::uint64_t>& counts) {
  if (zero_) return;
  for (std::size_t i = 0; i < recording.size(); ++i) {
    if (counts[i] == 0) continue;
    const auto first = static_cast<std::uint64_t>(recording[i]->chunks_.front()->events.front().time.count());
    zero_ = std::min(zero_.value_or(first), first);
  }
}

std::vector<Channel*> Recorder::channels() const {
  const std::lock_guard guard(impl_->names_mutex);
  std::vector<Channel*> all;
  for (const auto& channel : impl_->channels) all.push_back(channel.get());
  return all;
}

std::vector<NameRecord> Recorder::take_names() {
  const std::lock_guard guard(impl_->names_mutex);
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
    : recorder_(recorder),
      clock_(recorder.clock_),
      thread_(thread),
      token_(std::make_unique<Token>(recorder.impl_->queue)) {}

Channel::~Channel() { delete spare_.load(); }

bool Channel::find_room(std::uint64_t recorded) {
  if (recorder_.closed_) return false;
  const std::uint64_t share_until = drained_.load(std::memory_order_relaxed) + recorder_.pending_per_thread_;
  if (recorded >= share_until) return false;
  const std::uint64_t used = recorded % Chunk::size;
  if (used == 0 && !begin_chunk()) return false;
  room_until_ = std::min(share_until, recorded - used + Chunk::size);
  return true;
}

// False if there is no memory left.
bool Channel::begin_chunk() {
  std::unique_ptr<Chunk> chunk(spare_.exchange(nullptr, std::memory_order_acquire));
  if (chunk == nullptr) chunk.reset(new (std::nothrow) Chunk);
  if (chunk == nullptr) return false;
  last_ = chunk.get();
  return recorder_.impl_->queue.enqueue(token_->producer, {this, std::move(chunk)});
}

void Channel::drop() {
  if (recorder_.closed_) return;
  dropped_.store(dropped_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

// Ends although the thread goes on recording: what came after `until` is for the next call.
void Channel::drain_into(std::vector<Event>& events, std::uint64_t until, Time not_before) {
  std::uint64_t drained = drained_.load(std::memory_order_relaxed);
  while (drained < until) {
    const std::uint64_t used = drained % Chunk::size;
    if (used == 0 && drained > 0) let_go_of_first();
    const std::uint64_t count = std::min(until - drained, Chunk::size - used);
    const auto begin = chunks_.front()->events.begin() + static_cast<std::ptrdiff_t>(used);
    const auto fresh = events.insert(events.end(), begin, begin + static_cast<std::ptrdiff_t>(count));
    std::for_each(fresh, events.end(), [&](Event& event) { date(event, not_before); });
    drained += count;
  }
  drained_.store(drained, std::memory_order_relaxed);
}

// Ticks become time since zero. A thread that was pre-empted between taking its stamp and counting the
// event is later than its stamp says: what was handed out stays complete.
void Channel::date(Event& event, Time not_before) {
  const Time stamped = recorder_.since_zero(static_cast<std::uint64_t>(event.time.count()));
  latest_ = std::max({stamped, latest_, not_before});
  event.time = latest_;
}

void Channel::let_go_of_first() {
  delete spare_.exchange(chunks_.front().release(), std::memory_order_acq_rel);
  chunks_.pop_front();
}

}  // namespace trace
