#include <QTest>
#include <csignal>
#include <fstream>
#include <thread>

#include "child_processes.h"
#include "course/process.h"
#include "threading/errors.h"

using course::Process;

namespace {

std::vector<std::string> shell(const std::string& script) { return {"/bin/sh", "-c", script}; }

struct Heard {
  std::vector<std::string> lines;
  Process::End end;
};

Heard heard(Process& process) {
  Heard result;
  result.end = process.follow([&](const std::string& line) { result.lines.push_back(line); });
  return result;
}

}  // namespace

class TestProcess : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { descriptors_ = child_processes::open_descriptors(); }
  void cleanup() {
    QCOMPARE(child_processes::listed(), std::string());
    QCOMPARE(child_processes::open_descriptors(), descriptors_);
  }

  void lines_of_both_outputs_are_heard_and_the_exit_status() {
    Process process(shell("echo one; echo two >&2; printf three; exit 7"));
    const Heard result = heard(process);
    QCOMPARE(result.lines, (std::vector<std::string>{"one", "two", "three"}));
    QCOMPARE(result.end.status, 7);
    QVERIFY(!result.end.by_signal);
    QVERIFY(result.end.lived.count() > 0);
  }

  void a_line_is_heard_while_the_process_lives() {
    Process process(shell("echo ready; exec sleep 1000"));
    std::vector<std::string> lines;
    const Process::End end = process.follow([&](const std::string& line) {
      lines.push_back(line);
      QVERIFY(process.send(SIGKILL));
    });
    QCOMPARE(lines, std::vector<std::string>{"ready"});
    QCOMPARE(end.status, 128 + SIGKILL);
    QVERIFY(end.by_signal);
  }

  void a_signal_comes_from_another_thread() {
    Process process(shell("trap 'echo asked; exit 3' TERM; echo ready; while :; do :; done"));
    std::atomic<bool> ready{false};
    std::thread sender([&] {
      while (!ready) std::this_thread::yield();
      process.send(SIGTERM);
    });
    const Process::End end = process.follow([&](const std::string& line) { ready = ready || line == "ready"; });
    sender.join();
    QCOMPARE(end.status, 3);
  }

  void nobody_gets_a_signal_after_the_end() {
    Process process(shell("exit 0"));
    heard(process);
    QVERIFY(!process.send(SIGTERM));
  }

  void it_begins_with_nothing_to_read_and_no_descriptor_but_three() {
    Process process(shell("cat; ls /proc/self/fd | wc -l"));
    QCOMPARE(heard(process).lines, std::vector<std::string>{"4"});  // the fourth is that of ls itself
  }

  void its_folder_is_its_own_and_goes_with_it() {
    std::filesystem::path folder;
    {
      Process process(shell("echo text > file; pwd"));
      folder = process.folder();
      QCOMPARE(heard(process).lines, std::vector<std::string>{folder.string()});
      QVERIFY(std::filesystem::exists(folder / "file"));
    }
    QVERIFY(!std::filesystem::exists(folder));
  }

  void one_that_nobody_follows_is_killed_and_reaped() { const Process process(shell("exec sleep 1000")); }

  void what_it_started_itself_does_not_hold_up_its_end() {
    Process process(shell("sleep 1000 & echo $!"));
    const Heard result = heard(process);
    QCOMPARE(result.end.status, 0);
    ::kill(std::stoi(result.lines.at(0)), SIGKILL);
  }

  void a_program_that_there_is_not_raises_and_leaves_nothing() {
    QVERIFY_THROWS_EXCEPTION(threading::RuntimeError, Process({"/no/such/program"}));
  }

  void the_program_that_runs_is_named_unless_the_environment_names_another() {
    qputenv("THREADLAB_PROGRAM", "/another/one");
    QCOMPARE(course::own_program(), std::string("/another/one"));
    qunsetenv("THREADLAB_PROGRAM");
    QCOMPARE(course::own_program(), QCoreApplication::applicationFilePath().toStdString());
  }

 private:
  std::ptrdiff_t descriptors_ = 0;
};

QTEST_GUILESS_MAIN(TestProcess)
#include "tst_process.moc"
