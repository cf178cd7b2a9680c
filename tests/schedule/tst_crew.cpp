#include <sched.h>

#include <QtTest>

#include "schedule/crew.h"

using namespace schedule;

class TestCrew : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_member_works_once_its_gate_is_opened_and_again_after_it_rested() {
    Crew crew;
    Gate done;
    int worked = 0;
    for (int i = 0; i < 100; ++i) {
      Crew::Member& member = crew.hire([&](Crew::Member& self) {
        ++worked;
        Crew::rest(self);
        done.open();
      });
      QCOMPARE(worked, i);
      member.gate.open();
      done.wait();
    }
    QCOMPARE(worked, 100);
    QCOMPARE(crew.size(), std::size_t{1});
  }

  void those_at_work_are_not_hired() {
    Crew crew;
    Gate go_on;
    Gate first_done;
    Gate second_done;
    crew.hire([&](Crew::Member& self) {
          go_on.wait();
          Crew::rest(self);
          first_done.open();
        })
        .gate.open();
    crew.hire([&](Crew::Member&) { second_done.open(); }).gate.open();
    second_done.wait();
    QCOMPARE(crew.size(), std::size_t{2});
    go_on.open();
    first_done.wait();
  }

  void on_one_core_it_stays_there_until_the_crew_goes() {
    cpu_set_t before;
    sched_getaffinity(0, sizeof(before), &before);
    {
      const Crew crew(Crew::Placement::one_core);
      cpu_set_t here;
      sched_getaffinity(0, sizeof(here), &here);
      QCOMPARE(CPU_COUNT(&here), 1);
    }
    cpu_set_t after;
    sched_getaffinity(0, sizeof(after), &after);
    QVERIFY(CPU_EQUAL(&before, &after));
  }
};

QTEST_APPLESS_MAIN(TestCrew)
#include "tst_crew.moc"
