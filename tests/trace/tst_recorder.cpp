#include <QtTest>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <latch>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include "trace/recorder.h"

using namespace std::chrono_literals;
using trace::Batch;
using trace::Channel;
using trace::Event;
using trace::EventKind;
using trace::NameRecord;
using trace::ObjectId;
using trace::ObjectName;
using trace::Recorder;
using trace::Text;
using trace::TextId;
using trace::ThreadId;
using trace::ThreadName;
using trace::Time;

namespace {

constexpr int thread_count = 4;

Event numbered(std::int64_t value) {
  Event event;
  event.kind = EventKind::measured;
  event.value = value;
  return event;
}

/// Runs `work` in `thread_count` threads that begin together, each with its own channel, and `meanwhile` here.
template <class Work, class Meanwhile>
void with_threads(Recorder& recorder, Work work, Meanwhile meanwhile) {
  std::latch begin(thread_count);
  std::atomic<int> working{thread_count};
  std::vector<std::jthread> threads;
  for (int i = 0; i < thread_count; ++i) {
    threads.emplace_back([&, i] {
      Channel& channel = recorder.add_thread("worker", "main/" + std::to_string(i));
      begin.arrive_and_wait();
      work(channel);
      --working;
    });
  }
  while (working > 0) {
    meanwhile();
    std::this_thread::yield();
  }
}

/// Checks each batch against what Batch promises about the ones before it.
class Reader {
 public:
  void read(const Batch& batch) {
    for (const NameRecord& record : batch.names) learn(record);
    for (const Event& event : batch.events) check(event);
    kept_promises_ = kept_promises_ && batch.now >= complete_until_ && batch.totals.recorded >= events_;
    complete_until_ = batch.now;
  }

  std::uint64_t events() const { return events_; }
  bool kept_promises() const { return kept_promises_; }

 private:
  void learn(const NameRecord& record) {
    if (const auto* thread = std::get_if<ThreadName>(&record)) threads_.insert(thread->id);
    if (const auto* text = std::get_if<Text>(&record)) texts_.insert(text->id);
    if (const auto* object = std::get_if<ObjectName>(&record)) objects_.insert(object->id);
  }

  void check(const Event& event) {
    ++events_;
    const bool named =
        threads_.contains(event.thread) && (!event.object || objects_.contains(event.object)) &&
        (event.kind != EventKind::printed || texts_.contains(TextId{static_cast<std::uint32_t>(event.value)}));
    const auto [last, first_time] = last_sequence_.try_emplace(event.thread, 0U);
    kept_promises_ = kept_promises_ && named && event.sequence > last->second && event.time >= complete_until_;
    last->second = event.sequence;
  }

  std::set<ThreadId> threads_;
  std::set<ObjectId> objects_;
  std::set<TextId> texts_;
  std::map<ThreadId, std::uint32_t> last_sequence_;
  Time complete_until_{};
  std::uint64_t events_ = 0;
  bool kept_promises_ = true;
};

}  // namespace

class TestRecorder : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void ids_are_dense_from_one_and_recorders_have_serials_of_their_own() {
    Recorder recorder;
    QCOMPARE(recorder.add_thread("main", "main").thread(), ThreadId{1});
    QCOMPARE(recorder.add_thread("other", "main/0").thread(), ThreadId{2});
    QCOMPARE(recorder.add_object({}), ObjectId{1});
    QCOMPARE(recorder.add_text("hello"), TextId{1});
    QVERIFY(Recorder().serial() != recorder.serial());
  }

  void an_event_comes_out_as_it_went_in_with_thread_and_time() {
    Recorder recorder;
    Channel& channel = recorder.add_thread("main", "main");
    Event event = numbered(42);
    event.kind = EventKind::put;
    event.peer = ThreadId{7};
    event.object = ObjectId{3};
    event.sequence = 9;
    event.source = {5};
    channel.record(event);
    const Batch batch = recorder.drain();
    QCOMPARE(batch.events.size(), std::size_t{1});
    const Event& out = batch.events[0];
    QCOMPARE(out.thread, ThreadId{1});
    QVERIFY(out.kind == event.kind && out.peer == event.peer && out.object == event.object);
    QVERIFY(out.value == event.value && out.sequence == event.sequence && out.source == event.source);
    QVERIFY(out.time <= batch.now);
  }

  void time_begins_with_the_first_event_of_all() {
    Recorder recorder;
    Channel& first = recorder.add_thread("first", "main");
    Channel& second = recorder.add_thread("second", "main/0");
    QCOMPARE(recorder.drain().now, Time::zero());
    second.record(numbered(1));
    first.record(numbered(2));
    const Batch batch = recorder.drain();
    QCOMPARE(batch.events.size(), std::size_t{2});
    QCOMPARE(batch.events[0].value, std::int64_t{1});
    QCOMPARE(batch.events[0].time, Time::zero());
    QVERIFY(batch.events[1].time > Time::zero());
    QVERIFY(batch.now >= batch.events[1].time);
    second.record(numbered(3));
    QVERIFY(recorder.drain().events[0].time >= batch.now);
  }

  void names_come_once_and_a_renaming_comes_again() {
    Recorder recorder;
    const ThreadId thread = recorder.add_thread("Thread-1", "main/0").thread();
    QCOMPARE(recorder.drain().names.size(), std::size_t{1});
    recorder.rename(thread, "cook");
    const Batch batch = recorder.drain();
    QCOMPARE(batch.names.size(), std::size_t{1});
    QCOMPARE(std::get<ThreadName>(batch.names[0]).id, thread);
    QCOMPARE(std::get<ThreadName>(batch.names[0]).name, std::string("cook"));
    QVERIFY(recorder.drain().names.empty());
  }

  void order_names_and_time_hold_while_many_threads_record() {
    Recorder recorder;
    constexpr std::uint32_t per_thread = 5'000;
    Reader reader;
    with_threads(
        recorder,
        [&recorder](Channel& channel) {
          for (std::uint32_t i = 1; i <= per_thread; ++i) {
            Event event = numbered(0);
            event.sequence = i;
            if (i % 1000 == 0) {
              event.object = recorder.add_object({});
              event.kind = EventKind::printed;
              event.value = recorder.add_text("line").value;
            }
            channel.record(event);
          }
        },
        [&] { reader.read(recorder.drain(1ms)); });
    reader.read(recorder.drain());
    QVERIFY(reader.kept_promises());
    QCOMPARE(reader.events(), std::uint64_t{thread_count} * per_thread);
    QCOMPARE(recorder.totals().recorded, std::uint64_t{thread_count} * per_thread);
    QCOMPARE(recorder.totals().dropped, std::uint64_t{0});
  }

  void a_full_share_drops_and_counts_and_is_given_back_by_drain() {
    Recorder recorder(10);
    Channel& channel = recorder.add_thread("main", "main");
    for (int i = 0; i < 25; ++i) channel.record(numbered(i));
    QCOMPARE(recorder.totals().recorded, std::uint64_t{10});
    QCOMPARE(recorder.totals().dropped, std::uint64_t{15});
    const Batch batch = recorder.drain();
    QCOMPARE(batch.events.size(), std::size_t{10});
    QCOMPARE(batch.events.back().value, std::int64_t{9});
    QCOMPARE(batch.totals.dropped, std::uint64_t{15});
    channel.record(numbered(25));
    QCOMPARE(recorder.drain().events.size(), std::size_t{1});
  }

  void a_full_thread_takes_nothing_from_another() {
    Recorder recorder(1);
    Channel& full = recorder.add_thread("full", "main/0");
    Channel& other = recorder.add_thread("other", "main/1");
    full.record(numbered(1));
    full.record(numbered(2));
    other.record(numbered(3));
    QCOMPARE(recorder.totals().recorded, std::uint64_t{2});
    QCOMPARE(recorder.totals().dropped, std::uint64_t{1});
  }

  void what_is_recorded_and_what_is_dropped_is_what_was_attempted() {
    Recorder recorder(500);
    constexpr std::uint64_t per_thread = 10'000;
    std::uint64_t events = 0;
    with_threads(
        recorder,
        [](Channel& channel) {
          for (std::uint64_t i = 0; i < per_thread; ++i) channel.record(numbered(0));
        },
        [&] { events += recorder.drain().events.size(); });
    events += recorder.drain().events.size();
    const trace::Totals totals = recorder.totals();
    QVERIFY(totals.dropped > 0);
    QCOMPARE(totals.recorded, events);
    QCOMPARE(totals.recorded + totals.dropped, thread_count * per_thread);
  }

  void the_newest_events_are_held_back_for_the_next_drain() {
    Recorder recorder;
    Channel& channel = recorder.add_thread("main", "main");
    channel.record(numbered(1));
    const Batch early = recorder.drain(1h);
    QVERIFY(early.events.empty());
    QCOMPARE(early.now, Time::zero());
    QCOMPARE(early.names.size(), std::size_t{1});
    const Batch late = recorder.drain();
    QCOMPARE(late.events.size(), std::size_t{1});
    QVERIFY(late.now >= late.events[0].time);
  }

  void an_older_event_is_put_before_one_that_was_held_back() {
    // By hand: the ticks of a thread that moves from core to core between two events need not have their order.
    Recorder recorder(trace::Timekeeping::by_hand);
    Channel& first = recorder.add_thread("first", "main/0");
    Channel& second = recorder.add_thread("second", "main/1");
    for (std::int64_t round = 0; round < 100; ++round) {
      first.record(numbered(2 * round));
      second.record(numbered(2 * round + 1));
      if (round % 10 == 0) QVERIFY(recorder.drain(1h).events.empty());
    }
    const std::vector<Event> events = recorder.drain().events;
    QCOMPARE(events.size(), std::size_t{200});
    QVERIFY(std::is_sorted(events.begin(), events.end(), [](auto& a, auto& b) { return a.value < b.value; }));
  }

  void time_kept_by_hand_is_what_it_is_set_to_and_keeps_the_order_of_events() {
    Recorder recorder(trace::Timekeeping::by_hand);
    Channel& first = recorder.add_thread("first", "main/0");
    Channel& second = recorder.add_thread("second", "main/1");
    recorder.set_time(1ms);
    second.record(numbered(1));
    first.record(numbered(2));
    recorder.set_time(2ms);
    second.record(numbered(3));
    const Batch batch = recorder.drain();
    QCOMPARE(batch.events.size(), std::size_t{3});
    for (std::size_t i = 0; i < 3; ++i) QCOMPARE(batch.events[i].value, static_cast<std::int64_t>(i + 1));
    QCOMPARE(batch.events[0].time, Time(1ms));
    QCOMPARE(batch.events[1].time, Time(1ms) + 1ns);
    QCOMPARE(batch.events[2].time, Time(2ms));
    QVERIFY(batch.now - 2ms < 1us);
  }

  void time_that_passes_by_itself_cannot_be_set() {
    Recorder recorder;
    QVERIFY_THROWS_EXCEPTION(std::logic_error, recorder.set_time(1ms));
  }

  void after_it_was_closed_nothing_is_recorded_named_or_counted() {
    Recorder recorder;
    Channel& channel = recorder.add_thread("main", "main");
    channel.record(numbered(1));
    recorder.close();
    channel.record(numbered(2));
    recorder.add_thread("late", "main/0").record(numbered(3));
    recorder.add_object({});
    recorder.add_text("late");
    recorder.rename(channel.thread(), "late");
    const Batch batch = recorder.drain();
    QCOMPARE(batch.events.size(), std::size_t{1});
    QCOMPARE(batch.events[0].value, std::int64_t{1});
    QCOMPARE(batch.names.size(), std::size_t{1});
    QCOMPARE(batch.totals.recorded, std::uint64_t{1});
    QCOMPARE(batch.totals.dropped, std::uint64_t{0});
  }

  void a_recorder_ends_with_events_that_nobody_drained() {
    auto recorder = std::make_unique<Recorder>();
    Channel& channel = recorder->add_thread("main", "main");
    for (int i = 0; i < 1000; ++i) channel.record(numbered(i));
    recorder.reset();
  }
};

QTEST_APPLESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
