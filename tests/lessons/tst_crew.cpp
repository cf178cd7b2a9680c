#include <QTest>
#include <atomic>

#include "lessons/crew.h"
#include "patience.h"
#include "threading/event.h"

using lessons::Crew;

using namespace std::chrono_literals;

class TestCrew : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void each_thread_gets_its_number() {
    std::atomic<int> sum{0};
    Crew crew("worker", 3, [&](int number) { sum += number; });
    crew.join();
    QCOMPARE(sum.load(), 1 + 2 + 3);
  }

  void a_join_with_a_time_out_says_how_many_have_not_ended() {
    threading::Event odd_may_go;
    threading::Event even_may_go;
    Crew crew("worker", 3, [&](int number) { (number % 2 == 1 ? odd_may_go : even_may_go).wait(); });
    QCOMPARE(crew.join(0ms), std::size_t{3});
    odd_may_go.set();
    QTRY_COMPARE(crew.join(1ms), std::size_t{1});
    even_may_go.set();
    QCOMPARE(crew.join(30s), std::size_t{0});
    QCOMPARE(crew.join(0ms), std::size_t{0});
  }
};

QTEST_GUILESS_MAIN(TestCrew)
#include "tst_crew.moc"
