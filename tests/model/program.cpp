#include "model/program.h"

#include <chrono>

#include "threading/session.h"
#include "trace/collector.h"

namespace tests {

SnapshotPointer watch(const Work& main, std::size_t pending_per_thread,
                      const std::function<bool(const model::Snapshot&)>& until) {
  const auto recorder = std::make_shared<trace::Recorder>(pending_per_thread);
  const auto session = std::make_shared<threading::Session>(threading::Session::Options{.recorder = recorder});
  model::History history;
  const auto sink = [&](const trace::Batch& batch) {
    history.apply(batch);
    if (until && until(*history.snapshot())) session->take_down();
    return true;
  };
  trace::Collector collector(*recorder, sink, std::chrono::milliseconds(1));
  threading::Thread thread({.name = "main", .session = session}, main);
  thread.start();
  thread.join();
  session->wait_until_empty();
  collector.stop();
  return history.snapshot();
}

void side_by_side(const std::vector<Work>& works) {
  std::vector<threading::Thread> threads;
  for (const Work& work : works) {
    threads.emplace_back(threading::Thread::Options{.name = "worker-" + std::to_string(threads.size() + 1)}, work);
  }
  for (threading::Thread& thread : threads) thread.start();
  for (const threading::Thread& thread : threads) thread.join();
}

void in_turn(const std::vector<Work>& works) {
  int number = 0;
  for (const Work& work : works) {
    threading::Thread thread({.name = "worker-" + std::to_string(++number)}, work);
    thread.start();
    thread.join();
  }
}

std::string sentences(const model::Snapshot& snapshot) {
  std::string all;
  for (const model::Finding& finding : snapshot.findings) all += finding.sentence + "\n";
  return all;
}

std::size_t count(const model::Snapshot& snapshot, model::FindingKind kind) {
  std::size_t number = 0;
  for (const model::Finding& finding : snapshot.findings) number += finding.kind == kind ? 1U : 0U;
  return number;
}

}  // namespace tests
