#include <sched.h>

#include <QtTest>
#include <thread>

#include "threading/second_look.h"

using threading::SecondLook;

namespace {

/// How often it looks again, all in vain, before it sleeps.
int looks_in_vain(SecondLook& second_look) {
  int looks = 0;
  while (second_look.worthwhile(looks)) ++looks;
  return looks;
}

/// The calling thread may use only one processor.
void bind_to_one_processor() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  CPU_SET(static_cast<std::size_t>(sched_getcpu()), &allowed);
  sched_setaffinity(0, sizeof allowed, &allowed);
}

}  // namespace

class TestSecondLook : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    if (std::thread::hardware_concurrency() < 2) QSKIP("one processor: nothing is ever worth a second look");
  }

  void what_is_in_vain_is_tried_again_after_many_sleeps_only() {
    SecondLook second_look;
    QCOMPARE(looks_in_vain(second_look), SecondLook::trial_looks);
    for (unsigned sleeps = 1; sleeps < SecondLook::sleeps_between_trials; ++sleeps)
      QCOMPARE(looks_in_vain(second_look), 0);
    QCOMPARE(looks_in_vain(second_look), SecondLook::trial_looks);
  }

  void what_was_rewarded_is_given_up_step_by_step() {
    SecondLook second_look;
    second_look.rewarded();
    QCOMPARE(looks_in_vain(second_look), SecondLook::usual_looks);
    QCOMPARE(looks_in_vain(second_look), SecondLook::usual_looks / 2);
    second_look.rewarded();
    QCOMPARE(looks_in_vain(second_look), SecondLook::usual_looks);
  }

  void a_thread_bound_to_one_processor_does_not_look_again() {
    int looks = -1;
    std::thread([&] {
      bind_to_one_processor();
      SecondLook second_look;
      looks = looks_in_vain(second_look);
    }).join();
    QCOMPARE(looks, 0);
  }

  void each_thread_has_its_own() {
    SecondLook* others = nullptr;
    std::thread([&] { others = &SecondLook::of_this_thread(); }).join();
    QVERIFY(others != &SecondLook::of_this_thread());
  }
};

QTEST_APPLESS_MAIN(TestSecondLook)
#include "tst_second_look.moc"
