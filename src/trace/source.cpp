#include "trace/source.h"

#include <array>
#include <atomic>
#include <mutex>
#include <string_view>

namespace trace {
namespace {

constexpr std::size_t file_limit = 256;

/// Append-only: an entry below `count` never changes, so readers need no lock.
struct FileTable {
  std::array<std::string, file_limit> names;
  std::atomic<std::uint32_t> count{1};  // entry 0 is nowhere
  std::mutex growing;
};

FileTable& files() {
  static FileTable table;
  return table;
}

std::uint32_t index_of(std::string_view file) {
  FileTable& table = files();
  const std::lock_guard guard(table.growing);
  const std::uint32_t count = table.count.load(std::memory_order_relaxed);
  for (std::uint32_t i = 1; i < count; ++i) {
    if (table.names[i] == file) return i;
  }
  if (count == file_limit) return 0;
  table.names[count] = file;
  table.count.store(count + 1, std::memory_order_release);
  return count;
}

}  // namespace

const std::string& SourceId::file() const {
  const std::uint32_t index = value >> 16U;
  FileTable& table = files();
  return table.names[index < table.count.load(std::memory_order_acquire) ? index : 0];
}

SourceId intern(Source source) {
  thread_local const char* last_file = nullptr;
  thread_local std::uint32_t last_index = 0;
  if (source.file != last_file) {
    last_index = index_of(source.file);
    last_file = source.file;
  }
  if (last_index == 0 || source.line == 0) return {};
  return {last_index << 16U | (source.line & 0xffffU)};
}

}  // namespace trace
