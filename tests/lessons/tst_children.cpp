#include <QTest>
#include <algorithm>

#include "child_processes.h"
#include "course/run.h"
#include "lessons/catalogue.h"
#include "patience.h"

using course::Ending;
using course::Entry;
using course::Outcome;
using course::Run;

using namespace std::chrono_literals;

namespace {

using Choice = std::vector<std::pair<std::string, std::string>>;

std::unique_ptr<Run> started(const std::string& variant, const Choice& choice) {
  const Entry& entry = lessons::catalogue().at("daemon-threads");
  course::Settings settings(entry.lesson.parameters);
  for (const auto& [name, value] : choice) settings.set_text(name, value);
  auto run = std::make_unique<Run>(entry, variant, settings, Run::Options());
  run->start();
  return run;
}

Outcome outcome_of(const std::string& variant, const Choice& choice) {
  const auto run = started(variant, choice);
  if (!run->wait(30s)) qWarning("the run is not over after 30 s");
  return run->outcome();
}

bool prints(const Outcome& outcome, const std::string& line) {
  return std::ranges::find(outcome.output, line) != outcome.output.end();
}

/// So long that whatever comes to its end does so for another reason.
const Choice endless{{"worker-time", "20 s"}, {"main-time", "20 s"}};
Choice with(Choice choice, const Choice& more) {
  choice.insert(choice.end(), more.begin(), more.end());
  return choice;
}

}  // namespace

/// Lessons that start processes of this same program.
class TestChildren : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { descriptors_ = child_processes::open_descriptors(); }
  void cleanup() {
    QCOMPARE(child_processes::listed(), std::string());
    QCOMPARE(child_processes::open_descriptors(), descriptors_);
  }

  void a_worker_that_is_no_daemon_outlives_main() {
    const Outcome outcome = outcome_of("non-daemon", {{"worker-time", "400 ms"}, {"main-time", "0 ms"}});
    QVERIFY(prints(outcome, "main: done, I end") && prints(outcome, "worker: cleaned up"));
    QCOMPARE(outcome.observed.at("heartbeats").last, 8);
    QVERIFY(outcome.observed.at("exit time").last >= 400);
  }

  void a_daemon_is_cut_off_without_clean_up() {
    const Outcome outcome = outcome_of("daemon", {{"worker-time", "20 s"}, {"main-time", "0 ms"}});
    QVERIFY(prints(outcome, "main: done, I end") && !prints(outcome, "worker: cleaned up"));
    QVERIFY(outcome.observed.at("exit time").last < 20'000);
    QCOMPARE(outcome.observed.at("exit status").last, 0);
  }

  void a_daemon_that_is_done_in_time_loses_nothing() {
    const Outcome outcome = outcome_of("daemon-file", {{"worker-time", "80 ms"}, {"main-time", "3 s"}});
    QCOMPARE(outcome.observed.at("lines in the file").last, 8);
    QVERIFY(outcome.holds());
  }

  void one_interrupt_ends_main_and_the_worker_goes_on() {
    const Outcome outcome = outcome_of(
        "non-daemon",
        {{"worker-time", "400 ms"}, {"main-time", "20 s"}, {"interrupts", "1"}, {"interrupt-after", "50 ms"}});
    QVERIFY(prints(outcome, "main: interrupted, I end") && prints(outcome, "worker: cleaned up"));
    QCOMPARE(outcome.observed.at("exit status").last, 130);
  }

  void one_interrupt_ends_a_process_whose_worker_is_a_daemon() {
    const Outcome outcome = outcome_of("daemon", with(endless, {{"interrupts", "1"}}));
    QVERIFY(prints(outcome, "main: interrupted, I end"));
    QCOMPARE(outcome.observed.at("exit status").last, 130);
    QVERIFY(outcome.observed.at("exit time").last < 20'000);
  }

  void the_second_interrupt_ends_every_process() {
    const Outcome outcome = outcome_of("non-daemon", with(endless, {{"interrupts", "2"}}));
    QCOMPARE(outcome.observed.at("exit status").last, 130);
    QVERIFY(outcome.observed.at("heartbeats").last < 8);
    QVERIFY(outcome.output.back().ends_with("killed by Ctrl+C"));
  }

  void stop_leaves_no_process() {
    for (const char* variant : {"non-daemon", "daemon", "daemon-file"}) {
      const auto run = started(variant, with(endless, {{"interrupts", "2"}, {"interrupt-after", "10 s"}}));
      QTRY_VERIFY(!child_processes::listed().empty());
      run->request_stop();
      QVERIFY(run->wait(30s));
      QCOMPARE(run->outcome().ending, Ending::stopped);
      QCOMPARE(child_processes::listed(), std::string());
    }
  }

  void a_run_that_is_dropped_leaves_no_process() {
    const auto run = started("daemon", endless);
    QTRY_VERIFY(!child_processes::listed().empty());
  }

 private:
  std::ptrdiff_t descriptors_ = 0;
};

QTEST_GUILESS_MAIN(TestChildren)
#include "tst_children.moc"
