#include "schedule/crew.h"

#include <sched.h>

#include <algorithm>
#include <utility>

namespace schedule {

/// Keeps the thread that makes it, and all that this one starts, on the core where it is.
class Crew::Pin {
 public:
  Pin() {
    sched_getaffinity(0, sizeof(before_), &before_);
    cpu_set_t here;
    CPU_ZERO(&here);
    CPU_SET(static_cast<std::size_t>(std::max(0, sched_getcpu())), &here);
    sched_setaffinity(0, sizeof(here), &here);
  }
  ~Pin() { sched_setaffinity(0, sizeof(before_), &before_); }
  Pin(const Pin&) = delete;
  Pin& operator=(const Pin&) = delete;

 private:
  cpu_set_t before_{};
};

Crew::Crew(Placement placement) : pin_(placement == Placement::one_core ? std::make_unique<Pin>() : nullptr) {}

Crew::~Crew() {
  for (const auto& member : members_) {
    member->dismissed_ = true;
    member->gate.open();
    member->thread_.join();
  }
}

Crew::Member& Crew::hire(std::function<void(Member&)> work) {
  const auto idle = std::find_if(members_.begin(), members_.end(), [](const auto& member) { return member->idle_; });
  Member* member = nullptr;
  if (idle != members_.end()) {
    member = idle->get();
  } else {
    member = members_.emplace_back(std::make_unique<Member>()).get();
    member->thread_ = std::thread(serve, std::ref(*member));
  }
  member->idle_ = false;
  member->work_ = std::move(work);
  return *member;
}

void Crew::serve(Member& member) {
  for (;;) {
    member.gate.wait();
    if (member.dismissed_) return;
    const auto work = std::exchange(member.work_, nullptr);
    work(member);
  }
}

}  // namespace schedule
