#include "threading/stack_size.h"

#include <pthread.h>

#include <atomic>

#include "threading/errors.h"

namespace threading {
namespace {

constexpr std::ptrdiff_t least = std::ptrdiff_t{32} * 1024;

std::atomic<std::ptrdiff_t> size_of_stacks{0};

bool system_accepts(std::ptrdiff_t bytes) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  const bool accepts = pthread_attr_setstacksize(&attributes, static_cast<std::size_t>(bytes)) == 0;
  pthread_attr_destroy(&attributes);
  return accepts;
}

}  // namespace

std::ptrdiff_t stack_size() { return size_of_stacks; }

std::ptrdiff_t stack_size(std::ptrdiff_t bytes) {
  if (bytes != 0 && (bytes < least || !system_accepts(bytes))) {
    throw ValueError("size not valid: a stack has at least 32 KiB, 0 means the system's default");
  }
  return size_of_stacks.exchange(bytes);
}

}  // namespace threading
