#include "lessons/crew.h"

#include <thread>

namespace lessons {

Crew::Crew(const std::string& name, std::int64_t size,
           const std::function<void(int)>& job)
    : Crew() {
  for (int number = 1; number <= size; ++number) {
    const std::string own_name = size == 1 ? name : name + "-" + std::to_string(number);
    threads_.emplace_back(threading::Thread::Options{.name = own_name}, job, number);
  }
  for (threading::Thread& thread : threads_) thread.start();
}

Crew::~Crew() {
  for (const threading::Thread& thread : threads_) {
    // A join would not wait any more: the thread that calls is being taken down as
    // well.
    while (thread.is_alive()) std::this_thread::yield();
  }
}

void Crew::join() {
  for (threading::Thread& thread : threads_) thread.join();
}

}  // namespace lessons
