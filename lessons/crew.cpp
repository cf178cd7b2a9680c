#include "lessons/crew.h"

#include <algorithm>
#include <thread>

#include "threading/session.h"

namespace lessons {

Crew::Crew(const std::string& name, std::int64_t size,
           const std::function<void(int)>& job, trace::Source source)
    : Crew() {
  for (int number = 1; number <= size; ++number) {
    const std::string own_name = size == 1 ? name : name + "-" + std::to_string(number);
    threads_.emplace_back(threading::Thread::Options{.name = own_name}, job, number);
  }
  for (threading::Thread& thread : threads_) thread.start(source);
}

Crew::~Crew() noexcept(false) {
  const auto alive = [](const threading::Thread& thread) { return thread.is_alive(); };
  if (std::none_of(threads_.begin(), threads_.end(), alive)) return;
  // An error ends the program before join(): what its threads share with it goes now.
  if (threading::Context::current().runtime() != nullptr) {
    join({});
    return;
  }
  if (threading::Session* session = threading::Context::current().session()) {
    session->take_down();
  }
  while (std::any_of(threads_.begin(), threads_.end(), alive))
    std::this_thread::yield();
}

void Crew::join(trace::Source source) {
  for (threading::Thread& thread : threads_) thread.join(source);
  threads_.clear();
}

std::size_t Crew::join(threading::Timeout timeout, trace::Source source) {
  const auto deadline = threading::Deadline::after(timeout);
  std::erase_if(threads_, [&](const threading::Thread& thread) {
    return thread.join(std::chrono::nanoseconds(deadline.remaining()), source);
  });
  return threads_.size();
}

}  // namespace lessons
