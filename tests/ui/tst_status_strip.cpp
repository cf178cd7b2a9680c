#include <QTest>

#include "ui/elided_label.h"
#include "ui/latency_meter.h"
#include "ui/latency_strip.h"
#include "ui/status_strip.h"

using namespace std::chrono_literals;
using ui::StatusStrip;

class TestStatusStrip : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void before_a_run_it_says_ready();
  void a_frame_shows_its_figures();
  void what_stands_still_has_no_rate();
  void being_stuck_is_said_with_the_reason();
  void a_stepped_program_whose_claim_failed_does_not_run();
  void an_outcome_says_how_the_run_ended();
  void the_latency_of_the_window_is_always_shown();
  void threads_alive_are_those_between_start_and_end();
  void long_numbers_are_short();

 private:
  static QString shown(const StatusStrip& strip, const QString& name) {
    const auto* label = strip.findChild<ui::ElidedLabel*>(name);
    return label ? label->text() : QString();
  }
  static ui::FramePointer frame() {
    auto snapshot = std::make_shared<model::Snapshot>();
    snapshot->threads.resize(4);
    snapshot->threads[0].state = model::ThreadState::created;
    snapshot->threads[1].state = model::ThreadState::running;
    snapshot->threads[2].state = model::ThreadState::blocked;
    snapshot->threads[3].state = model::ThreadState::finished;
    snapshot->events_per_second = 12'345;
    snapshot->totals.dropped = 7;
    auto result = std::make_shared<course::Frame>();
    result->state = course::RunState::running;
    result->snapshot = snapshot;
    return result;
  }

  ui::LatencyMeter meter_;
};

void TestStatusStrip::before_a_run_it_says_ready() {
  const StatusStrip strip(meter_);
  QCOMPARE(shown(strip, QStringLiteral("State of the run")), QStringLiteral("Ready"));
}

void TestStatusStrip::a_frame_shows_its_figures() {
  StatusStrip strip(meter_);
  strip.showFrame(frame());
  QCOMPARE(shown(strip, QStringLiteral("State of the run")), QStringLiteral("Running, 2 threads"));
  QCOMPARE(shown(strip, QStringLiteral("Events per second")), QStringLiteral("12.3 k events/s"));
  QCOMPARE(shown(strip, QStringLiteral("Threads alive")), QStringLiteral("2 threads"));
  QCOMPARE(shown(strip, QStringLiteral("Events dropped")), QStringLiteral("7 dropped"));
}

void TestStatusStrip::what_stands_still_has_no_rate() {
  StatusStrip strip(meter_);
  auto paused = std::make_shared<course::Frame>(*frame());
  paused->state = course::RunState::paused;
  strip.showFrame(paused);
  QCOMPARE(shown(strip, QStringLiteral("Events per second")), QStringLiteral("0 events/s"));
}

void TestStatusStrip::being_stuck_is_said_with_the_reason() {
  auto snapshot = std::make_shared<model::Snapshot>();
  snapshot->stuck.push_back({});
  snapshot->stuck.back().sentence = "worker-1 and worker-2 wait for each other.";
  course::Frame stuck;
  stuck.state = course::RunState::running;
  stuck.snapshot = snapshot;
  QCOMPARE(ui::inWords(stuck), QStringLiteral("Stuck: worker-1 and worker-2 wait for each other."));
}

void TestStatusStrip::a_stepped_program_whose_claim_failed_does_not_run() {
  course::Frame stopped = *frame();
  stopped.state = course::RunState::over;
  stopped.ending = course::Ending::running;
  QCOMPARE(ui::inWords(stopped), QStringLiteral("Stopped at this step, 2 threads"));
}

void TestStatusStrip::an_outcome_says_how_the_run_ended() {
  course::Outcome outcome;
  outcome.ending = course::Ending::failed;
  outcome.error = "ValueError: no";
  outcome.duration = 1200ms;
  StatusStrip strip(meter_);
  strip.showOutcome(outcome);
  const QString state = shown(strip, QStringLiteral("State of the run"));
  QVERIFY2(state.startsWith(QStringLiteral("Ended by an error after 1.2")), qPrintable(state));
  QVERIFY(state.endsWith(QStringLiteral("ValueError: no")));
}

void TestStatusStrip::the_latency_of_the_window_is_always_shown() {
  const StatusStrip strip(meter_);
  QVERIFY(shown(strip, QStringLiteral("Latency of this window")).contains(QStringLiteral("p99")));
  QVERIFY(strip.findChild<ui::LatencyStrip*>());
}

void TestStatusStrip::threads_alive_are_those_between_start_and_end() {
  QCOMPARE(ui::threadsAlive(*frame()->snapshot), 2);
}

void TestStatusStrip::long_numbers_are_short() {
  QCOMPARE(ui::roughNumber(0), QStringLiteral("0"));
  QCOMPARE(ui::roughNumber(950), QStringLiteral("950"));
  QCOMPARE(ui::roughNumber(12'000), QStringLiteral("12 k"));
  QCOMPARE(ui::roughNumber(999'400), QStringLiteral("999 k"));
  QCOMPARE(ui::roughNumber(999'900), QStringLiteral("1 M"));
  QCOMPARE(ui::roughNumber(3'400'000), QStringLiteral("3.4 M"));
}

QTEST_MAIN(TestStatusStrip)
#include "tst_status_strip.moc"
