#include <QTest>
#include <random>

#include "model/detectors.h"
#include "model/program.h"
#include "threading/lock.h"
#include "threading/queue.h"
#include "threading/shared.h"
#include "threading/with.h"

using model::Detectors;
using model::FindingKind;
using namespace tests;
using namespace threading;

namespace {

/// All that was recorded of a program.
trace::Batch record(const Work& program) {
  const auto recorder = std::make_shared<trace::Recorder>();
  const auto session = std::make_shared<Session>(Session::Options{.recorder = recorder});
  Thread main({.name = "main", .session = session}, program);
  main.start();
  main.join();
  session->wait_until_empty();
  return recorder->drain();
}

/// The same events, each thread's in its order, but mixed as if no two clocks agreed.
trace::Batch shuffled(const trace::Batch& batch, std::minstd_rand& dice) {
  std::map<trace::ThreadId, std::deque<trace::Event>> of_threads;
  for (const trace::Event& event : batch.events) of_threads[event.thread].push_back(event);
  trace::Batch mixed = batch;
  for (trace::Event& event : mixed.events) {
    auto thread = of_threads.begin();
    std::advance(thread, static_cast<std::ptrdiff_t>(dice() % of_threads.size()));
    event = thread->second.front();
    thread->second.pop_front();
    if (thread->second.empty()) of_threads.erase(thread);
  }
  return mixed;
}

std::vector<model::Finding> findings(const trace::Batch& batch) {
  Detectors detectors;
  detectors.apply(batch);
  return detectors.findings();
}

void guarded(Shared<int>& counter, Lock& left, Lock& right) {
  for (int i = 0; i < 5; ++i) {
    const With outer(left);
    const With inner(right);
    counter.store(counter.load() + 1);
  }
}

}  // namespace

class TestDetectors : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void events_may_come_in_any_order_between_threads() {
    const trace::Batch sound = record([] {
      Shared<int> counter;
      Lock left;
      Lock right;
      Queue<int> queue;
      const auto work = [&] {
        guarded(counter, left, right);
        queue.put(1);
      };
      side_by_side({work, work, work});
      for (int i = 0; i < 3; ++i) queue.get();
      counter.load();
    });
    std::minstd_rand dice(4);
    for (int i = 0; i < 200; ++i) QVERIFY(findings(shuffled(sound, dice)).empty());
  }

  void what_is_found_does_not_depend_on_the_order_in_which_events_come() {
    const trace::Batch broken = record([] {
      Shared<int> counter;
      Lock left;
      Lock right;
      side_by_side({[&] { guarded(counter, left, right); }, [&] { counter.store(0); }});
      side_by_side({[&] { guarded(counter, left, right); }, [] {}});
    });
    const std::size_t number = findings(broken).size();
    QVERIFY(number > 0);
    std::minstd_rand dice(4);
    for (int i = 0; i < 200; ++i) QCOMPARE(findings(shuffled(broken, dice)).size(), number);
  }

  void an_event_that_comes_in_a_later_batch_is_waited_for() {
    const trace::Batch sound = record([] {
      Shared<int> counter;
      Lock left;
      Lock right;
      const auto work = [&] { guarded(counter, left, right); };
      side_by_side({work, work});
    });
    std::minstd_rand dice(4);
    const trace::Batch mixed = shuffled(sound, dice);
    Detectors detectors;
    trace::Batch names = mixed;
    names.events.clear();
    detectors.apply(names);
    for (const trace::Event& event : mixed.events) {
      trace::Batch one;
      one.events.push_back(event);
      detectors.apply(one);
    }
    QVERIFY(detectors.findings().empty());
  }

  void nothing_is_claimed_once_events_were_dropped() {
    const auto snapshot = watch(
        [] {
          Shared<int> counter;
          Lock left;
          Lock right;
          const auto work = [&] {
            for (int i = 0; i < 2000; ++i) guarded(counter, left, right);
          };
          side_by_side({work, work});
        },
        64);
    QVERIFY(snapshot->totals.dropped > 0);
    QCOMPARE(QString::fromStdString(sentences(*snapshot)),
             QString("Events were dropped, so from then on neither lock orders nor races are looked for.\n"));
  }

  void what_was_found_before_events_were_dropped_stays() {
    Detectors detectors;
    detectors.apply(record([] {
      Shared<int> counter;
      side_by_side({[&] { counter.store(1); }, [&] { counter.store(2); }});
    }));
    trace::Batch batch;
    batch.totals.dropped = 1;
    detectors.apply(batch);
    QCOMPARE(detectors.findings().size(), std::size_t{2});
    QCOMPARE(detectors.findings()[0].kind, FindingKind::race);
    QCOMPARE(detectors.findings()[1].kind, FindingKind::events_dropped);
  }

  void more_threads_at_a_time_than_can_be_told_apart_are_said() {
    Detectors detectors;
    trace::Batch batch;
    for (std::uint32_t id = 1; id <= model::StartJoinOrder::most + 1; ++id) {
      batch.events.push_back({.thread = {id}, .kind = trace::EventKind::thread_started});
    }
    detectors.apply(batch);
    QCOMPARE(detectors.findings().size(), std::size_t{1});
    QCOMPARE(detectors.findings()[0].kind, FindingKind::too_many_threads);
  }
};

QTEST_APPLESS_MAIN(TestDetectors)
#include "tst_detectors.moc"
