#include "threading/subject.h"

#include <utility>

#include "threading/context.h"
#include "threading/errors.h"

namespace threading {

Subject::Subject(trace::ObjectKind kind, std::string name, std::int64_t limit, std::int64_t value)
    : kind_(kind), nothing_(false), name_(std::move(name)), limit_(limit), value_(value) {
  Context& creator = Context::current();
  if (creator.runtime() != nullptr) creator.runtime()->introduce(creator, *this);
  if (!creator.watched()) return;
  introduce(creator);
  enroll(creator);
}

void Subject::refuse_outsider() const {
  const std::string who = name_.empty() ? std::string(trace::name(kind_)) : "'" + name_ + "'";
  throw RuntimeError(who + " belongs to a controlled run: only the threads of that run may use it");
}

void Subject::introduce(Context& thread) {
  path_ = thread.next_object_path();
  if (name_.empty()) name_ = std::string(trace::name(kind_)) + " " + std::to_string(thread.objects_made());
}

trace::ObjectId Subject::enroll(Context& thread) {
  if (path_.empty()) introduce(thread);
  trace::Recorder& recorder = thread.channel()->recorder();
  const trace::ObjectId id =
      recorder.add_object({.id = {}, .kind = kind_, .name = name_, .path = path_, .limit = limit_, .value = value_});
  enrolled_.store(recorder.serial() << 32U | id.value, std::memory_order_relaxed);
  sequence_ = 0;
  return id;
}

trace::ObjectId Subject::known_id(const Context& thread) const {
  if (!thread.watched()) return {};
  const std::uint64_t enrolled = enrolled_.load(std::memory_order_relaxed);
  if (enrolled >> 32U != thread.channel()->recorder().serial()) return {};
  return {static_cast<std::uint32_t>(enrolled)};
}

trace::ObjectId Subject::id(Context& thread) {
  if (!thread.watched() || nothing_) return {};
  const trace::ObjectId known = known_id(thread);
  return known ? known : enroll(thread);
}

void Subject::tell_contents(Context& thread, std::vector<std::string> items) {
  const trace::ObjectId object = id(thread);
  thread.channel()->recorder().add_contents({object, sequence_ + 1, std::move(items)});
}

void Subject::record(Context& thread, trace::EventKind kind, std::int64_t value, trace::ThreadId peer,
                     trace::Source source, trace::Patience patience) {
  if (!thread.watched()) return;
  const trace::ObjectId object = id(thread);
  thread.record({.value = value,
                 .peer = peer,
                 .object = object,
                 .sequence = nothing_ ? 0 : ++sequence_,
                 .source = trace::intern(source),
                 .kind = kind,
                 .patience = patience});
}

}  // namespace threading
