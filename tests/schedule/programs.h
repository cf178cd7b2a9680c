#pragma once

#include <string>

#include "schedule/program.h"
#include "threading/condition.h"
#include "threading/lock.h"
#include "threading/shared.h"

/// The programs whose different executions are known by number.
namespace programs {

using schedule::Program;
using schedule::SetUp;
using threading::Lock;
using threading::Shared;

std::string numbered(const char* name, int number);

/// Each thread loads and stores one variable, `times` times.
SetUp racing(int threads, int times);

SetUp locked(int threads, int times);

void opposite_order(Program& program);

SetUp philosophers(int n);

/// The flag is tested outside of the lock.
void missed_wake_up(Program& program);

/// A buffer of one place between a producer of two items and two consumers.
enum class Waiting { in_a_loop, once, on_one_condition };
SetUp buffer(Waiting waiting);

SetUp readers(int n);

/// Each thread adds one, `times` times.
SetUp adding(int threads, int times);

/// Each thread adds one to the one counter, then to the other.
SetUp adding_to_two(int threads);

/// Flanagan, Godefroid: Dynamic partial-order reduction for model checking software, 2005, figure 11.
SetUp filesystem(int threads);

/// The same authors, figure 10.
SetUp indexer(int threads);

}  // namespace programs
