#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "course/controlled.h"

/// What the reports for programs have in common.
namespace course {

/// Two spaces deep, ends with a line break. Text that is not UTF-8 is shown with replacement characters.
inline std::string written(const nlohmann::ordered_json& json) {
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

inline nlohmann::ordered_json text_or_null(const std::string& text) {
  return text.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(text);
}

inline nlohmann::ordered_json json_of(const Environment& environment) {
  const auto budget = [](std::size_t times) {
    return times == Environment::unlimited ? nlohmann::ordered_json("unlimited") : nlohmann::ordered_json(times);
  };
  return {{"time_outs", budget(environment.time_outs)},
          {"wake_ups", budget(environment.wake_ups)},
          {"any_waiter", environment.any_waiter}};
}

}  // namespace course
