#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace course {

/// A program that runs in a process of its own: in a group of its own, so that a Ctrl+C at the terminal is not meant
/// for it, with nothing to read, and in an empty folder of its own, which goes with the Process. It begins with SIGINT
/// blocked, so that none is lost, or ends it, before it has decided what to do about it.
///
/// Thread-safety: send() from any thread; follow() by one thread, once.
/// Raises:        threading::RuntimeError where the system starts no process.
class Process {
 public:
  struct End {
    int status = 0;          ///< as a shell says it: the exit status, or 128 and the signal's number
    bool by_signal = false;  ///< killed, and not ended by itself
    std::chrono::nanoseconds lived{};
  };

  /// `command`: the path of the program, and its arguments.
  explicit Process(const std::vector<std::string>& command);
  /// Kills it, unless its end was followed.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  const std::filesystem::path& folder() const { return folder_.path; }
  /// Returns whether there still was somebody to get the signal.
  bool send(int signal) const;
  /// Blocks until it has ended; send(SIGKILL) sees to that. Calls `heard` for each line that it writes to standard
  /// output or standard error.
  End follow(const std::function<void(std::string)>& heard);

 private:
  struct Folder {
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::filesystem::path path;
  };
  class Descriptor {
   public:
    Descriptor() = default;
    ~Descriptor() { reset(-1); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return number_; }
    void reset(int number);

   private:
    int number_ = -1;
  };

  void spawn(const std::vector<std::string>& command, int output);
  bool read_some(const std::function<void(std::string)>& heard);
  int reap();

  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  const Folder folder_;
  Descriptor output_;
  Descriptor handle_;  // of the process; unlike its number it never means another one
  pid_t pid_ = -1;
  bool reaped_ = false;
  std::string unfinished_;  // the line that has no end yet
};

/// The program that is running, so that it can be started once more. The variable THREADLAB_PROGRAM of the environment
/// names another one.
std::string own_program();

}  // namespace course
