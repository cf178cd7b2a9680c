#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "schedule/identities.h"
#include "schedule/step.h"

namespace course {

struct Entry;

/// The steps that made a schedule fail, and one sentence that names them by number, counted from 1; empty if nothing
/// stands out.
struct Culprits {
  std::vector<std::size_t> steps;  ///< in order, counted from 0
  std::string because;
};

/// What a thread wrote over without having seen it: read (1), written by another thread (2), written (3).
Culprits find_lost_update(const std::vector<schedule::Step>& steps, const schedule::Identities& identities);

/// Who took what `waiting` threads wait for.
Culprits find_holders(const std::vector<schedule::Step>& steps, const std::vector<schedule::Step>& waiting,
                      const schedule::Identities& identities);

/// Who goes on and on at the end of a schedule that does not end, and at which lines: one sentence.
std::string find_circle(const std::vector<schedule::Step>& steps, const schedule::Identities& identities,
                        const Entry& entry);

}  // namespace course
