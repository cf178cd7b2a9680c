#pragma once

#include <iostream>
#include <sstream>
#include <string>

/// What `work` writes on standard error, by std::cerr.
template <class Work>
std::string printed_by(Work work) {
  std::ostringstream text;
  std::streambuf* const before = std::cerr.rdbuf(text.rdbuf());
  work();
  std::cerr.rdbuf(before);
  return text.str();
}
