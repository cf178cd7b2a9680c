#include "course/process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>
#include <utility>

#include "threading/errors.h"

namespace course {
namespace {

[[noreturn]] void refuse(const std::string& what, int error) {
  throw threading::RuntimeError(what + ": " + std::generic_category().message(error));
}

/// What the system is to do in the new process before its program begins.
class Preparation {
 public:
  Preparation(const std::string& folder, int output) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, output, STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str());
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setpgroup(&attributes_, 0);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    posix_spawnattr_setsigmask(&attributes_, &signals);
    sigaddset(&signals, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes_, &signals);
  }
  ~Preparation() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&actions_);
  }
  Preparation(const Preparation&) = delete;
  Preparation& operator=(const Preparation&) = delete;

  const posix_spawn_file_actions_t* actions() const { return &actions_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace

Process::Folder::Folder() {
  std::string name = std::filesystem::temp_directory_path() / "threadlab-XXXXXX";
  if (mkdtemp(name.data()) == nullptr) refuse("cannot make a folder for a process", errno);
  path = name;
}

Process::Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path, ignored);
}

void Process::Descriptor::reset(int number) {
  if (number_ >= 0) close(number_);
  number_ = number;
}

Process::Process(const std::vector<std::string>& command) {
  int ends[2] = {-1, -1};
  if (pipe2(ends, O_CLOEXEC) != 0) refuse("cannot make a pipe for a process", errno);
  output_.reset(ends[0]);
  Descriptor input;
  input.reset(ends[1]);
  spawn(command, input.number());
  handle_.reset(static_cast<int>(syscall(SYS_pidfd_open, pid_, 0)));
  if (handle_.number() < 0) {
    const int error = errno;
    kill(pid_, SIGKILL);
    reap();
    refuse("cannot watch a process", error);
  }
}

Process::~Process() {
  if (reaped_) return;
  send(SIGKILL);
  reap();
}

void Process::spawn(const std::vector<std::string>& command, int output) {
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  const Preparation preparation(folder_.path, output);
  const int error =
      posix_spawn(&pid_, words.front(), preparation.actions(), preparation.attributes(), words.data(), environ);
  if (error != 0) refuse("cannot start a process of " + command.front(), error);
}

bool Process::send(int signal) const {
  return syscall(SYS_pidfd_send_signal, handle_.number(), signal, nullptr, 0) == 0;
}

Process::End Process::follow(const std::function<void(std::string)>& heard) {
  std::array<pollfd, 2> watched{{{output_.number(), POLLIN, 0}, {handle_.number(), POLLIN, 0}}};
  for (;;) {
    if (poll(watched.data(), watched.size(), -1) < 0) continue;  // a signal came
    // What it wrote before its end is there when the end is.
    if (watched[0].revents != 0) {
      if (!read_some(heard)) watched[0].fd = -1;
    } else if (watched[1].revents != 0) {
      break;
    }
  }
  if (!unfinished_.empty()) heard(std::exchange(unfinished_, {}));
  const int status = reap();
  const auto lived = std::chrono::steady_clock::now() - began_;
  if (WIFSIGNALED(status)) return {128 + WTERMSIG(status), true, lived};
  return {WEXITSTATUS(status), false, lived};
}

/// Returns false once nothing more will come.
bool Process::read_some(const std::function<void(std::string)>& heard) {
  std::array<char, 4096> part{};
  const ssize_t count = read(output_.number(), part.data(), part.size());
  if (count < 0) return errno == EINTR;
  for (const char letter : std::string_view(part.data(), static_cast<std::size_t>(count))) {
    if (letter == '\n') {
      heard(std::exchange(unfinished_, {}));
    } else {
      unfinished_ += letter;
    }
  }
  return count > 0;
}

int Process::reap() {
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  reaped_ = true;
  return status;
}

std::string own_program() {
  const char* named = std::getenv("THREADLAB_PROGRAM");
  return named != nullptr ? named : std::filesystem::read_symlink("/proc/self/exe").string();
}

}  // namespace course
