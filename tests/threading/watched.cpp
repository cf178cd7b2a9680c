#include "threading/watched.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <thread>
#include <utility>
#include <variant>

namespace {

std::shared_ptr<threading::Session> make_session(threading::Session::Options options,
                                                 const std::shared_ptr<trace::Recorder>& recorder) {
  options.recorder = recorder;
  return std::make_shared<threading::Session>(std::move(options));
}

}  // namespace

bool until(threading::FunctionRef<bool()> holds) {
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > give_up) return false;
    std::this_thread::yield();
  }
  return true;
}

void in_foreign_thread(threading::FunctionRef<void()> work) { std::thread(work).join(); }

Watched::Watched(threading::Session::Options options)
    : recorder_(std::make_shared<trace::Recorder>()), session_(make_session(std::move(options), recorder_)) {}

Watched::~Watched() { end(); }

threading::Thread Watched::start(std::string name, std::function<void()> work) {
  threading::Thread thread({.name = std::move(name), .session = session_}, std::move(work));
  thread.start();
  return thread;
}

threading::Thread Watched::start(std::string name, std::function<void(std::stop_token)> work) {
  threading::Thread thread({.name = std::move(name), .session = session_}, std::move(work));
  thread.start();
  return thread;
}

void Watched::end() {
  session_->take_down();
  session_->wait_until_empty();
}

bool Watched::until_blocked(const std::string& thread, const std::string& object) {
  return until([&] { return is_waiting(trace::EventKind::blocked, thread, object); });
}

bool Watched::until_asleep(const std::string& thread) {
  return until([&] { return is_waiting(trace::EventKind::sleeping, thread, {}); });
}

bool Watched::until_happened(trace::EventKind kind, const std::string& thread) {
  return until([&] {
    const auto& all = events();
    return std::any_of(all.begin(), all.end(),
                       [&](const trace::Event& event) { return event.kind == kind && name(event.thread) == thread; });
  });
}

bool Watched::is_waiting(trace::EventKind kind, const std::string& thread, const std::string& object) {
  const trace::Event* last = nullptr;
  for (const trace::Event& event : events()) {
    const bool of_wait = event.kind == trace::EventKind::blocked || event.kind == trace::EventKind::sleeping ||
                         event.kind == trace::EventKind::resumed;
    if (of_wait && name(event.thread) == thread) last = &event;
  }
  return last != nullptr && last->kind == kind && name(last->object) == object;
}

const std::vector<trace::Event>& Watched::events() {
  trace::Batch batch = recorder_->drain();
  events_.insert(events_.end(), batch.events.begin(), batch.events.end());
  for (const trace::NameRecord& record : batch.names) {
    if (const auto* thread = std::get_if<trace::ThreadName>(&record)) threads_[thread->id] = thread->name;
    if (const auto* object = std::get_if<trace::ObjectName>(&record)) objects_[object->id] = *object;
    if (const auto* text = std::get_if<trace::Text>(&record)) texts_[text->id] = text->text;
  }
  return events_;
}

std::vector<trace::Event> Watched::events(trace::EventKind kind) {
  std::vector<trace::Event> chosen;
  const auto& all = events();
  std::copy_if(all.begin(), all.end(), std::back_inserter(chosen),
               [kind](const trace::Event& event) { return event.kind == kind; });
  return chosen;
}

std::vector<trace::Event> Watched::history(const std::string& object) {
  std::vector<trace::Event> chosen;
  for (const trace::Event& event : events()) {
    if (event.sequence != 0 && name(event.object) == object) chosen.push_back(event);
  }
  std::sort(chosen.begin(), chosen.end(),
            [](const trace::Event& a, const trace::Event& b) { return a.sequence < b.sequence; });
  return chosen;
}

std::vector<trace::EventKind> Watched::kinds(const std::string& object) {
  std::vector<trace::EventKind> kinds;
  for (const trace::Event& event : history(object)) kinds.push_back(event.kind);
  return kinds;
}

std::string Watched::name(trace::ThreadId id) const { return id ? threads_.at(id) : std::string(); }
std::string Watched::name(trace::ObjectId id) const { return id ? objects_.at(id).name : std::string(); }
std::string Watched::text(trace::TextId id) const { return id ? texts_.at(id) : std::string(); }
