#pragma once

#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "threading/function_ref.h"
#include "threading/session.h"
#include "threading/thread.h"
#include "trace/recorder.h"

/// Asks until `holds()` does; false after a generous time. For what no trace tells.
bool until(threading::FunctionRef<bool()> holds);

/// Runs `work` in a thread that the library did not make, and waits for its end.
void in_foreign_thread(threading::FunctionRef<void()> work);

/// A session, what was recorded of it, and waits for what the record tells.
/// Make it after the objects that its threads use: at its end it takes them down and waits for them.
class Watched {
 public:
  explicit Watched(threading::Session::Options options = {});
  ~Watched();
  Watched(const Watched&) = delete;
  Watched& operator=(const Watched&) = delete;

  const std::shared_ptr<threading::Session>& session() const { return session_; }
  trace::Recorder& recorder() const { return *recorder_; }

  /// A thread of the session, started.
  threading::Thread start(std::string name, std::function<void()> work);
  threading::Thread start(std::string name, std::function<void(std::stop_token)> work);

  /// Takes all threads down and waits until none is left.
  void end();

  bool until_blocked(const std::string& thread, const std::string& object);
  bool until_asleep(const std::string& thread);
  bool until_happened(trace::EventKind kind, const std::string& thread);

  /// Whether `thread` waits now, as far as it was recorded.
  bool is_waiting(trace::EventKind kind, const std::string& thread, const std::string& object);

  /// All that was recorded until now.
  const std::vector<trace::Event>& events();
  std::vector<trace::Event> events(trace::EventKind kind);
  /// Of one object, in the order in which it changed.
  std::vector<trace::Event> history(const std::string& object);
  std::vector<trace::EventKind> kinds(const std::string& object);

  // What was drained so far knows these names.
  std::string name(trace::ThreadId id) const;
  std::string name(trace::ObjectId id) const;
  std::string text(trace::TextId id) const;
  const std::map<trace::ObjectId, trace::ObjectName>& objects() const { return objects_; }

 private:
  const std::shared_ptr<trace::Recorder> recorder_;
  const std::shared_ptr<threading::Session> session_;
  std::vector<trace::Event> events_;
  std::map<trace::ThreadId, std::string> threads_;
  std::map<trace::ObjectId, trace::ObjectName> objects_;
  std::map<trace::TextId, std::string> texts_;
};
