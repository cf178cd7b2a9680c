#include <QElapsedTimer>
#include <QtTest>
#include <map>

#include "schedule/counting.h"
#include "schedule/random_program.h"

using namespace schedule;

namespace {

constexpr std::size_t too_many = 1'500;

/// What one way of searching finds of a program: its different executions, each with what the threads saw.
struct Found {
  std::map<std::uint64_t, std::vector<std::uint64_t>> outcomes;
  std::size_t executions = 0;
  std::size_t redundant = 0;
  bool deadlock = false;
  bool same_outcome = true;  // of executions with the same hash
  bool strayed = false;
  bool complete = true;

  std::string words() const {
    return std::to_string(executions) + " executions, " + std::to_string(outcomes.size()) + " different, " +
           std::to_string(redundant) + " redundant" + (deadlock ? ", deadlock" : "") +
           (same_outcome ? "" : ", same hash with different outcomes") + (strayed ? ", strayed" : "");
  }
};

class Laboratory {
 public:
  Found search(RandomProgram& program, Reduction reduction, const Policies& policies, std::size_t most = too_many) {
    Identities identities;
    ControlledRun run(identities, crew_, policies);
    TreeSearch search(reduction);
    Found found;
    do {
      const Execution& execution = run.execute(program.set_up(), search);
      found.strayed = found.strayed || search.strayed();
      if (execution.verdict == Verdict::abandoned) {
        ++found.redundant;
        continue;
      }
      ++found.executions;
      found.deadlock = found.deadlock || execution.verdict == Verdict::deadlocks;
      const auto [known, is_new] = found.outcomes.emplace(execution.hash, program.outcome());
      if (!is_new && known->second != program.outcome()) found.same_outcome = false;
      if (found.executions + found.redundant > most) found.complete = false;
    } while (found.complete && search.advance());
    return found;
  }

 private:
  Crew crew_{Crew::Placement::one_core};
};

bool agree(const Found& left, const Found& right) {
  return left.outcomes == right.outcomes && left.deadlock == right.deadlock;
}

Policies policies_for(std::uint64_t seed) {
  Policies policies{.at_failure = Policies::AtFailure::go_on, .at_partial_deadlock = Policies::AtFailure::go_on};
  if (seed % 3 == 1) policies.time_outs = Policies::unlimited;
  if (seed % 5 == 1) policies.time_outs = 0;
  if (seed % 4 == 1) policies.wake_ups = 1;
  if (seed % 2 == 1) policies.woken = Policies::Woken::any;
  if (seed % 7 == 1) policies.sleep = Policies::Sleep::lasts;
  return policies;
}

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  bool given = false;
  const auto number = qEnvironmentVariable(variable).toULongLong(&given);
  return given ? number : otherwise;
}

}  // namespace

class TestReduction : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  /// Most of them have too many schedules to meet others in a random program.
  void the_reductions_agree_on_what_threads_of_its_own_do_beside_one_that_writes() {
    constexpr std::size_t most = 10'000;
    const Policies policies{.at_failure = Policies::AtFailure::go_on};
    const random_program::Instruction writes{"x.fetch_add", [](auto& world) { return world.x.fetch_add(1); }};
    Laboratory laboratory;
    for (const random_program::Group& group : random_program::with_helpers()) {
      for (const random_program::Instruction& instruction : group) {
        RandomProgram program({&instruction, &writes});
        const Found some = laboratory.search(program, Reduction::none, policies, 500);
        const Found sleeping = laboratory.search(program, Reduction::sleep_sets, policies, most);
        const Found reduced = laboratory.search(program, Reduction::source_dpor, policies, most);
        const bool right = some.same_outcome && sleeping.complete && agree(sleeping, reduced) &&
                           reduced.executions == reduced.outcomes.size();
        if (!right) {
          qWarning("%s\ndepth first: %s\nsleep sets:  %s\nsource-DPOR: %s", instruction.name.c_str(),
                   some.words().c_str(), sleeping.words().c_str(), reduced.words().c_str());
        }
        QVERIFY(right);
      }
    }
  }

  /// THREADLAB_FUZZ_PROGRAMS and THREADLAB_FUZZ_SEED make it longer, or repeat one.
  void every_way_of_searching_finds_the_same_executions_of_random_programs() {
    const std::uint64_t programs = number_from("THREADLAB_FUZZ_PROGRAMS", sanitized ? 10 : 30);
    const std::uint64_t first = number_from("THREADLAB_FUZZ_SEED", 1);
    Laboratory laboratory;
    std::size_t executions = 0;
    std::size_t different = 0;
    std::size_t redundant = 0;
    std::size_t passed_over = 0;
    std::size_t sampled = 0;  // has more schedules than are run: there the two reductions are compared
    std::size_t deadlocks = 0;
    std::uint64_t compared = 0;
    std::uint64_t seed = first;
    for (; compared < programs; ++seed) {
      RandomProgram program(seed);
      const Policies policies = policies_for(seed);
      const Found plain = laboratory.search(program, Reduction::none, policies);
      const Found sleeping = laboratory.search(program, Reduction::sleep_sets, policies);
      if (!sleeping.complete) {
        ++passed_over;
        continue;
      }
      const Found reduced = laboratory.search(program, Reduction::source_dpor, policies);
      const bool right = plain.same_outcome && !plain.strayed && (!plain.complete || agree(plain, sleeping)) &&
                         agree(sleeping, reduced) && sleeping.executions == sleeping.outcomes.size() &&
                         reduced.executions == reduced.outcomes.size();
      if (!right) {
        qWarning("seed %llu\n%sdepth first: %s\nsleep sets:  %s\nsource-DPOR: %s",
                 static_cast<unsigned long long>(seed), program.text().c_str(), plain.words().c_str(),
                 sleeping.words().c_str(), reduced.words().c_str());
      }
      QVERIFY(right);
      ++compared;
      sampled += plain.complete ? 0 : 1;
      executions += plain.executions;
      different += reduced.executions;
      redundant += reduced.redundant;
      deadlocks += reduced.deadlock ? 1 : 0;
    }
    qInfo(
        "seeds %llu to %llu: %llu programs, %zu of them not depth first to the end, %zu with a deadlock, "
        "%zu executions, %zu different, %zu redundant; %zu larger ones passed over",
        static_cast<unsigned long long>(first), static_cast<unsigned long long>(seed - 1),
        static_cast<unsigned long long>(compared), sampled, deadlocks, executions, different, redundant, passed_over);
  }
};

QTEST_APPLESS_MAIN(TestReduction)
#include "tst_reduction.moc"
