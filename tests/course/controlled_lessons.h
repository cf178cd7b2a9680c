#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "course/catalogue.h"
#include "course/stage.h"
#include "course/stepper.h"
#include "threading/condition.h"
#include "threading/lock.h"
#include "threading/shared.h"
#include "threading/thread.h"
#include "threading/with.h"

/// Small lessons to be stepped and explored.
namespace lessons_under_control {

course::Entry entry(std::vector<course::Variant> variants, std::vector<course::Claim> claims,
                    course::Controlled controlled = {});
course::Entry one_variant(std::function<void(course::Stage&)> program, std::vector<course::Claim> claims,
                          course::Controlled controlled = {});
course::Settings settings(const course::Entry& entry);

template <class Job>
void in_two_threads(Job job) {
  threading::Thread one({.name = "one"}, job);
  threading::Thread two({.name = "two"}, job);
  one.start();
  two.start();
  one.join();
  two.join();
}

void increment(course::Stage& stage);
extern const std::uint32_t line_of_the_increment;
void increment_with_a_lock(course::Stage& stage);
void opposite_order(course::Stage& stage);
/// Waits for a notify, at most a second; `while` is missing.
void impatient(course::Stage& stage);
/// Two wait; one is notified.
void two_waiters(course::Stage& stage);
void raising(course::Stage& stage);

course::Claim nothing_lost();
/// Whether nothing is lost, without a lock and with one.
course::Entry counting();

}  // namespace lessons_under_control
