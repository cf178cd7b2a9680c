#include <QtTest>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <latch>
#include <limits>
#include <mutex>
#include <thread>
#include <vector>

#include "trace/collector.h"

using namespace std::chrono_literals;
using trace::Batch;
using trace::Channel;
using trace::Collector;
using trace::Event;
using trace::Recorder;

namespace {

/// What a sink was handed, readable from any thread.
class Received {
 public:
  /// Says after `enough` batches that it expects no more.
  explicit Received(int enough = std::numeric_limits<int>::max()) : enough_(enough) {}

  bool operator()(const Batch& batch) {
    const std::lock_guard guard(mutex_);
    ++batches_;
    events_ += batch.events.size();
    after_last_ = after_last_ || lasts_ > 0;
    lasts_ += batch.last ? 1 : 0;
    one_thread_ = one_thread_ && (caller_ == std::thread::id() || caller_ == std::this_thread::get_id());
    caller_ = std::this_thread::get_id();
    changed_.notify_all();
    return batches_ < enough_;
  }

  /// Waits until the sink was called `batches` times and has got `events`; false after a generous time.
  bool reaches(int batches, std::uint64_t events) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 30s, [&] { return batches_ >= batches && events_ >= events; });
  }

  int batches() const { return batches_; }
  std::uint64_t events() const { return events_; }
  int lasts() const { return lasts_; }
  bool nothing_after_last() const { return !after_last_; }
  bool one_thread_only() const { return one_thread_ && caller_ != std::this_thread::get_id(); }

 private:
  const int enough_;
  std::mutex mutex_;
  std::condition_variable changed_;
  int batches_ = 0;
  int lasts_ = 0;
  std::uint64_t events_ = 0;
  bool after_last_ = false;
  bool one_thread_ = true;
  std::thread::id caller_;
};

}  // namespace

class TestCollector : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void events_arrive_without_stop() {
    Recorder recorder;
    Channel& channel = recorder.add_thread("main", "main");
    Received received;
    const Collector collector(recorder, std::ref(received), 1ms);
    channel.record(Event{});
    QVERIFY(received.reaches(1, 1));
  }

  void empty_batches_arrive_too() {
    Recorder recorder;
    Received received;
    const Collector collector(recorder, std::ref(received), 1ms);
    QVERIFY(received.reaches(5, 0));
  }

  void last_comes_exactly_once_after_everything_and_from_the_collectors_thread() {
    Recorder recorder;
    Received received;
    constexpr int per_thread = 5'000;
    {
      Collector collector(recorder, std::ref(received), 1ms);
      std::vector<std::jthread> threads;
      for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&recorder] {
          Channel& channel = recorder.add_thread("worker", "main/0");
          for (int n = 0; n < per_thread; ++n) channel.record(Event{});
        });
      }
      threads.clear();
      collector.stop();
      QCOMPARE(received.events(), std::uint64_t{4} * per_thread);
      QCOMPARE(received.lasts(), 1);
    }
    QCOMPARE(received.lasts(), 1);
    QVERIFY(received.nothing_after_last());
    QVERIFY(received.one_thread_only());
  }

  void a_sink_that_expects_no_more_gets_the_last_batch_next() {
    Recorder recorder;
    Received received(3);
    Collector collector(recorder, std::ref(received), 1ms);
    QVERIFY(received.reaches(4, 0));
    collector.stop();
    QCOMPARE(received.batches(), 4);
    QCOMPARE(received.lasts(), 1);
    QVERIFY(received.nothing_after_last());
  }

  void the_destructor_hands_on_the_last_batch() {
    Recorder recorder;
    Received received;
    recorder.add_thread("main", "main").record(Event{});
    { const Collector collector(recorder, std::ref(received), 1h); }
    QCOMPARE(received.events(), std::uint64_t{1});
    QCOMPARE(received.lasts(), 1);
  }

  void stop_from_many_threads_returns_when_the_last_batch_is_handed_on() {
    Recorder recorder;
    Received received;
    Collector collector(recorder, std::ref(received), 1h);
    std::latch begin(4);
    std::atomic<int> too_early{0};
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        begin.arrive_and_wait();
        collector.stop();
        if (received.lasts() != 1) ++too_early;
      });
    }
    threads.clear();
    QCOMPARE(too_early.load(), 0);
    QVERIFY(received.nothing_after_last());
  }
};

QTEST_APPLESS_MAIN(TestCollector)
#include "tst_collector.moc"
