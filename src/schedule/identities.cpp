#include "schedule/identities.h"

#include <algorithm>

#include "schedule/hashing.h"
#include "threading/errors.h"

namespace schedule {

Identities::Identities() : objects_{{"", "", 0, trace::ObjectKind::thread, false}} { thread("main", "main"); }

ThreadIndex Identities::thread(const std::string& path, const std::string& name) {
  const auto known = by_path_.find(path);
  if (known != by_path_.end()) return known->second;
  if (threads_.size() == most_threads) {
    throw threading::RuntimeError("a controlled run has room for 63 threads: start fewer");
  }
  const auto index = static_cast<ThreadIndex>(threads_.size());
  threads_.push_back({path, name, hash_of(path)});
  made_by_.emplace_back();
  by_path_.emplace(path, index);
  return index;
}

std::optional<ThreadIndex> Identities::find_thread(const std::string& path) const {
  const auto known = by_path_.find(path);
  return known == by_path_.end() ? std::nullopt : std::optional(known->second);
}

ObjectNumber Identities::object(ThreadIndex maker, std::size_t count, trace::ObjectKind kind, const std::string& name) {
  std::vector<ObjectNumber>& made = made_by_[maker];
  const bool known = count < made.size();
  if (known && objects_[made[count]].kind == kind) return made[count];
  const auto number = known ? made[count] : static_cast<ObjectNumber>(objects_.size());
  const std::string path = threads_[maker].path + "#" + std::to_string(count);
  const std::string default_name = std::string(trace::name(kind)) + " " + std::to_string(count + 1);
  if (!known) {
    objects_.emplace_back();
    made.push_back(number);
  }
  objects_[number] = {path, name.empty() ? default_name : name, hash_of(path), kind, false};
  return number;
}

LabelNumber Identities::label(std::string_view text) {
  const auto known = std::find(labels_.begin(), labels_.end(), text);
  const auto number = static_cast<LabelNumber>(known - labels_.begin());
  if (known == labels_.end()) labels_.emplace_back(text);
  return number;
}

void Identities::mark_as_signal(ObjectNumber lock) {
  if (!learns_) return;
  objects_[lock].signal = true;
  knows_a_signal_ = true;
}

}  // namespace schedule
