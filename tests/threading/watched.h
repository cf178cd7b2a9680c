#pragma once

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "threading/session.h"
#include "threading/thread.h"
#include "trace/recorder.h"

/// Asks until `holds()` does; false after a generous time. For what no trace tells.
template <class Condition>
bool until(Condition holds) {
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > give_up) return false;
    std::this_thread::yield();
  }
  return true;
}

/// Runs `work` in a thread that the library did not make, and waits for its end.
template <class Work>
void in_foreign_thread(Work work) {
  std::thread(work).join();
}

/// A session, what was recorded of it, and waits for what the record tells.
/// Make it after the objects that its threads use: at its end it takes them down and waits for them.
class Watched {
 public:
  explicit Watched(threading::Session::Options options = {})
      : recorder_(std::make_shared<trace::Recorder>()), session_(make(std::move(options))) {}
  ~Watched() { end(); }
  Watched(const Watched&) = delete;
  Watched& operator=(const Watched&) = delete;

  const std::shared_ptr<threading::Session>& session() const { return session_; }
  trace::Recorder& recorder() const { return *recorder_; }

  /// A thread of the session, started.
  template <class Work>
  threading::Thread start(std::string name, Work work) {
    threading::Thread thread({.name = std::move(name), .session = session_}, std::move(work));
    thread.start();
    return thread;
  }

  /// Takes all threads down and waits until none is left.
  void end() {
    session_->take_down();
    session_->wait_until_empty();
  }

  bool until_blocked(const std::string& thread, const std::string& object) {
    return until([&] { return is_waiting(trace::EventKind::blocked, thread, object); });
  }
  bool until_asleep(const std::string& thread) {
    return until([&] { return is_waiting(trace::EventKind::sleeping, thread, {}); });
  }
  bool until_happened(trace::EventKind kind, const std::string& thread) {
    return until([&] {
      const auto& all = events();
      return std::any_of(all.begin(), all.end(),
                         [&](const trace::Event& event) { return event.kind == kind && name(event.thread) == thread; });
    });
  }

  /// Whether `thread` waits now, as far as it was recorded.
  bool is_waiting(trace::EventKind kind, const std::string& thread, const std::string& object) {
    const trace::Event* last = nullptr;
    for (const trace::Event& event : events()) {
      const bool of_wait = event.kind == trace::EventKind::blocked || event.kind == trace::EventKind::sleeping ||
                           event.kind == trace::EventKind::resumed;
      if (of_wait && name(event.thread) == thread) last = &event;
    }
    return last != nullptr && last->kind == kind && name(last->object) == object;
  }

  /// All that was recorded until now.
  const std::vector<trace::Event>& events() {
    trace::Batch batch = recorder_->drain();
    events_.insert(events_.end(), batch.events.begin(), batch.events.end());
    for (const trace::NameRecord& record : batch.names) {
      if (const auto* thread = std::get_if<trace::ThreadName>(&record)) threads_[thread->id] = thread->name;
      if (const auto* object = std::get_if<trace::ObjectName>(&record)) objects_[object->id] = *object;
      if (const auto* text = std::get_if<trace::Text>(&record)) texts_[text->id] = text->text;
    }
    return events_;
  }
  std::vector<trace::Event> events(trace::EventKind kind) {
    std::vector<trace::Event> chosen;
    const auto& all = events();
    std::copy_if(all.begin(), all.end(), std::back_inserter(chosen),
                 [kind](const trace::Event& event) { return event.kind == kind; });
    return chosen;
  }
  /// Of one object, in the order in which it changed.
  std::vector<trace::Event> history(const std::string& object) {
    std::vector<trace::Event> chosen;
    for (const trace::Event& event : events()) {
      if (event.sequence != 0 && name(event.object) == object) chosen.push_back(event);
    }
    std::sort(chosen.begin(), chosen.end(),
              [](const trace::Event& a, const trace::Event& b) { return a.sequence < b.sequence; });
    return chosen;
  }
  std::vector<trace::EventKind> kinds(const std::string& object) {
    std::vector<trace::EventKind> kinds;
    for (const trace::Event& event : history(object)) kinds.push_back(event.kind);
    return kinds;
  }

  // What was drained so far knows these names.
  std::string name(trace::ThreadId id) const { return id ? threads_.at(id) : std::string(); }
  std::string name(trace::ObjectId id) const { return id ? objects_.at(id).name : std::string(); }
  std::string text(trace::TextId id) const { return id ? texts_.at(id) : std::string(); }
  const std::map<trace::ObjectId, trace::ObjectName>& objects() const { return objects_; }

 private:
  std::shared_ptr<threading::Session> make(threading::Session::Options options) {
    options.recorder = recorder_;
    return std::make_shared<threading::Session>(std::move(options));
  }

  const std::shared_ptr<trace::Recorder> recorder_;
  const std::shared_ptr<threading::Session> session_;
  std::vector<trace::Event> events_;
  std::map<trace::ThreadId, std::string> threads_;
  std::map<trace::ObjectId, trace::ObjectName> objects_;
  std::map<trace::TextId, std::string> texts_;
};
