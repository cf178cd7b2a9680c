#include <QtTest>
#include <deque>

#include "course/gauges.h"
#include "threading/thread.h"
#include "threading/watched.h"

using course::Gauges;
using course::Observed;

class TestGauges : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void one_name_is_one_gauge() {
    Gauges gauges;
    QCOMPARE(&gauges.at("inside"), &gauges.at("inside"));
    QVERIFY(&gauges.at("inside") != &gauges.at("outside"));
  }

  void threads_that_ask_first_at_once_make_one_object() {
    constexpr int names = 200;
    Gauges gauges;
    Watched watched;
    std::deque<threading::Thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.push_back(watched.start("worker-" + std::to_string(i), [&gauges] {
        for (int name = 0; name < names; ++name) gauges.at(std::to_string(name)).add(1);
      }));
    }
    for (auto& thread : threads) thread.join();
    watched.events();
    const auto& objects = watched.objects();
    QCOMPARE(std::count_if(objects.begin(), objects.end(),
                           [](const auto& object) { return object.second.kind == trace::ObjectKind::gauge; }),
             names);
  }

  void extremes_count_from_the_first_measurement() {
    Gauges gauges;
    for (const int value : {5, 9, 7}) gauges.at("depth").set(value);
    const Observed observed = gauges.observed().at("depth");
    QCOMPARE(observed.first, 5);
    QCOMPARE(observed.last, 7);
    QCOMPARE(observed.least, 5);
    QCOMPARE(observed.greatest, 9);
    QCOMPARE(observed.times, std::uint64_t{3});
  }

  void a_gauge_that_was_never_measured_is_not_observed() {
    Gauges gauges;
    gauges.at("silent");
    QVERIFY(gauges.observed().empty());
  }

  void inside_counts_while_it_lives() {
    Gauges gauges;
    {
      const course::Inside one(gauges.at("inside"));
      const course::Inside two(gauges.at("inside"));
    }
    QCOMPARE(gauges.at("inside").observed().greatest, 2);
    QCOMPARE(gauges.at("inside").observed().last, 0);
  }

  void additions_of_many_threads_are_indivisible() {
    Gauges gauges;
    std::deque<threading::Thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&gauges] {
        for (int step = 0; step < 1000; ++step) gauges.at("sum").add(1);
      });
    }
    for (auto& thread : threads) thread.start();
    for (auto& thread : threads) thread.join();
    QCOMPARE(gauges.at("sum").observed().last, 4000);
    QCOMPARE(gauges.at("sum").observed().times, std::uint64_t{4000});
  }
};

QTEST_APPLESS_MAIN(TestGauges)
#include "tst_gauges.moc"
