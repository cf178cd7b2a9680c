#include "trace/chrome_trace.h"

#include <nlohmann/json.hpp>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace trace {
namespace {

using Json = nlohmann::json;

double microseconds(Time time) { return std::chrono::duration<double, std::micro>(time).count(); }

bool is_wait(EventKind kind) { return kind == EventKind::blocked || kind == EventKind::sleeping; }

bool changes_a_counter(EventKind kind) {
  return kind == EventKind::put || kind == EventKind::got || kind == EventKind::stored || kind == EventKind::modified ||
         kind == EventKind::measured;
}

bool carries_text(EventKind kind) { return kind == EventKind::printed || kind == EventKind::marked; }

const char* ending(std::int64_t value) {
  if (value > 0) return "satisfied";
  return value == 0 ? "timed out" : "taken down";
}

/// What ids are called: the latest name, or kind and number where there is none.
class Names {
 public:
  explicit Names(std::span<const NameRecord> records) {
    for (const NameRecord& record : records) std::visit([this](const auto& name) { learn(name); }, record);
  }

  const std::unordered_map<ThreadId, std::string>& threads() const { return threads_; }

  std::string of(ThreadId id) const { return find(threads_, id, "thread "); }
  std::string of(ObjectId id) const { return find(objects_, id, "object "); }
  std::string of(TextId id) const { return find(texts_, id, "text "); }

 private:
  template <class Id>
  static std::string find(const std::unordered_map<Id, std::string>& names, Id id, const char* kind) {
    const auto found = names.find(id);
    return found == names.end() ? kind + std::to_string(id.value) : found->second;
  }

  void learn(const ThreadName& thread) { threads_[thread.id] = thread.name; }
  void learn(const Text& text) { texts_[text.id] = text.text; }
  void learn(const Contents&) {}
  void learn(const ObjectName& object) {
    objects_[object.id] =
        object.name.empty() ? std::string(name(object.kind)) + " " + std::to_string(object.id.value) : object.name;
  }

  std::unordered_map<ThreadId, std::string> threads_;
  std::unordered_map<ObjectId, std::string> objects_;
  std::unordered_map<TextId, std::string> texts_;
};

class Writer {
 public:
  Writer(std::ostream& out, const Names& names) : out_(out), names_(names) {}

  void write(std::span<const Event> events) {
    out_ << "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[";
    write_thread_names();
    for (const Event& event : events) write(event);
    for (const auto& [thread, begin] : waiting_) write_wait(begin, events.back().time, "not ended");
    out_ << "\n]}\n";
  }

 private:
  void write_thread_names() {
    line({{"ph", "M"}, {"pid", 1}, {"name", "process_name"}, {"args", {{"name", "ThreadLab"}}}});
    for (const auto& [id, name] : names_.threads()) {
      line({{"ph", "M"}, {"pid", 1}, {"tid", id.value}, {"name", "thread_name"}, {"args", {{"name", name}}}});
    }
  }

  void write(const Event& event) {
    if (is_wait(event.kind)) {
      begin_wait(event);
      return;
    }
    if (event.kind == EventKind::resumed) end_wait(event);
    if (event.kind != EventKind::measured) write_instant(event);
    if (changes_a_counter(event.kind)) write_point(event);
    if (event.kind == EventKind::woke) wakers_[event.peer].push_back(event);
    if (event.kind == EventKind::resumed) write_arrows(event);
  }

  /// One that was woken and overtaken says again that it waits: still the same wait, unless it was notified, and now
  /// waits for the condition's lock.
  void begin_wait(const Event& event) {
    const auto [found, began] = waiting_.try_emplace(event.thread, event);
    if (began || found->second.object == event.object) return;
    write_wait(found->second, event.time, ending(1));
    found->second = event;
  }

  void end_wait(const Event& resumed) {
    const auto found = waiting_.find(resumed.thread);
    if (found == waiting_.end()) return;
    write_wait(found->second, resumed.time, ending(resumed.value));
    waiting_.erase(found);
  }

  void write_wait(const Event& begin, Time end, const char* how) {
    Json slice = at(begin, "X");
    slice["name"] = begin.object ? in_words(begin) : std::string(name(begin.kind));
    slice["dur"] = microseconds(end - begin.time);
    slice["args"]["ended"] = how;
    if (begin.peer) slice["args"]["holder"] = names_.of(begin.peer);
    line(slice);
  }

  void write_instant(const Event& event) {
    Json instant = at(event, "i");
    instant["name"] = in_words(event);
    instant["s"] = "t";
    if (event.peer) instant["args"]["peer"] = names_.of(event.peer);
    if (!carries_text(event.kind)) instant["args"]["value"] = event.value;
    line(instant);
  }

  void write_point(const Event& event) {
    line({{"ph", "C"},
          {"pid", 1},
          {"ts", microseconds(event.time)},
          {"name", names_.of(event.object)},
          {"args", {{"value", event.value}}}});
  }

  // Perfetto ties an arrow to the latest slice or instant of its thread, so these follow the instants at both ends.
  void write_arrows(const Event& resumed) {
    const auto found = wakers_.find(resumed.thread);
    if (found == wakers_.end()) return;
    for (const Event& woke : found->second) {
      ++arrows_;
      write_arrow_end(woke, "s");
      write_arrow_end(resumed, "f");
    }
    wakers_.erase(found);
  }

  void write_arrow_end(const Event& event, const char* phase) {
    Json arrow{{"ph", phase},
               {"pid", 1},
               {"tid", event.thread.value},
               {"ts", microseconds(event.time)},
               {"id", arrows_},
               {"name", "woke"},
               {"cat", "woke"}};
    if (*phase == 'f') arrow["bp"] = "e";
    line(arrow);
  }

  Json at(const Event& event, const char* phase) const {
    Json json{{"ph", phase}, {"pid", 1}, {"tid", event.thread.value}, {"ts", microseconds(event.time)}};
    json["args"] = Json::object();
    if (event.object) json["args"]["object"] = names_.of(event.object);
    if (event.source) json["args"]["line"] = event.source.file() + ":" + std::to_string(event.source.line());
    return json;
  }

  std::string in_words(const Event& event) const {
    const std::string verb(name(event.kind));
    if (carries_text(event.kind)) return verb + " " + names_.of(TextId{static_cast<std::uint32_t>(event.value)});
    return event.object ? verb + " " + names_.of(event.object) : verb;
  }

  void line(const Json& json) {
    out_ << (std::exchange(first_, false) ? "\n" : ",\n") << json.dump(-1, ' ', false, Json::error_handler_t::replace);
  }

  std::ostream& out_;
  const Names& names_;
  bool first_ = true;
  std::uint64_t arrows_ = 0;
  std::unordered_map<ThreadId, Event> waiting_;
  std::unordered_map<ThreadId, std::vector<Event>> wakers_;
};

}  // namespace

void write_chrome_trace(std::ostream& out, std::span<const Event> events, std::span<const NameRecord> names) {
  const Names known(names);
  Writer(out, known).write(events);
}

}  // namespace trace
