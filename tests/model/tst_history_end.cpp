#include <QtTest>
#include <chrono>

#include "model/script.h"

using tests::EventKind;
using tests::Script;
using trace::Time;

// When a run ends: with its last event, not with the frame that collected it.

namespace {

constexpr Time frame = std::chrono::milliseconds(16);

/// A run whose thread has ended; the next fold is collected a frame later, which is returned.
Time collected_late(Script& script) {
  const trace::ThreadId main = script.thread("main");
  script.starts(main);
  script.event(main, EventKind::thread_finished);
  return script.batch().now = script.now() + frame;
}

}  // namespace

class TestHistoryEnd : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_run_that_was_recorded_whole_ends_with_its_last_event() {
    Script script;
    const Time later = collected_late(script);
    script.batch().last = true;
    QCOMPARE(script.snapshot()->now, later - frame);
  }

  void what_was_shown_is_not_taken_back_at_the_end() {
    Script script;
    const Time later = collected_late(script);
    QCOMPARE(script.snapshot()->now, later);
    script.batch().last = true;
    QCOMPARE(script.snapshot()->now, later);
  }

  void a_run_of_which_events_were_dropped_lasts_until_it_was_collected() {
    Script script;
    const Time later = collected_late(script);
    script.batch().totals.dropped = 1;
    script.batch().last = true;
    QCOMPARE(script.snapshot()->now, later);
  }
};

QTEST_APPLESS_MAIN(TestHistoryEnd)
#include "tst_history_end.moc"
