#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

/// What this process has, as Linux sees it.
namespace child_processes {

/// Their numbers, those included that have ended and were not reaped.
inline std::string listed() {
  std::string all;
  for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream file(thread.path() / "children");
    std::string numbers;
    if (std::getline(file, numbers)) all += numbers;
  }
  return all;
}

inline std::ptrdiff_t open_descriptors() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
}

}  // namespace child_processes
