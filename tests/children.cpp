#include "headless.h"
#include "lessons/catalogue.h"

/// What lessons start in tests, where the running program is a test and not the one that knows their child processes.
int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  headless::child(lessons::catalogue(), std::get<command_line::Child>(command_line::parse(words)));
}
