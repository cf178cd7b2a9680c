#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace model {

/// An append-only sequence whose views are immutable and cost O(1): they share the chunks. The writer fills cells that
/// no view reaches yet, so a view may be read in another thread while the writer goes on; how the view got there
/// (a queued signal, a mutex) orders the accesses.
///
/// Thread-safety: append(), drop_front() and view() in one thread; a View in any, one thread per copy of it.
/// Complexity:    append amortised O(1); view O(1), or O(chunks) in the first call after a chunk was added or dropped.
template <class T, std::size_t ChunkSize = 1024>
class ChunkedLog {
  using Chunk = std::array<T, ChunkSize>;
  using Chunks = std::vector<std::shared_ptr<const Chunk>>;

 public:
  /// Items are numbered from 0 for the life of the log; those below begin() were dropped.
  class View {
   public:
    std::size_t begin() const { return begin_; }
    std::size_t end() const { return end_; }
    std::size_t size() const { return end_ - begin_; }
    bool empty() const { return begin_ == end_; }
    /// Requires begin() <= index < end().
    const T& operator[](std::size_t index) const {
      return (*(*chunks_)[index / ChunkSize - first_chunk_])[index % ChunkSize];
    }
    const T& front() const { return (*this)[begin_]; }
    const T& back() const { return (*this)[end_ - 1]; }

    /// The first index for which `before(item)` is false; `before` is true for a prefix of the items. O(log size).
    template <class Before>
    std::size_t partition_point(Before before) const {
      std::size_t low = begin_;
      std::size_t high = end_;
      while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (before((*this)[middle])) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

   private:
    friend class ChunkedLog;
    std::shared_ptr<const Chunks> chunks_;
    std::size_t first_chunk_ = 0;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
  };

  void append(T item) {
    if (end_ == (first_chunk_ + chunks_.size()) * ChunkSize) {
      last_ = std::make_shared<Chunk>();
      chunks_.push_back(last_);
      shared_.reset();
    }
    (*last_)[end_ % ChunkSize] = std::move(item);
    ++end_;
  }

  /// Lets go of whole chunks from the front until at most `keep` items (rounded up to a chunk) are left.
  void drop_front(std::size_t keep) {
    while (chunks_.size() > 1 && end_ - (first_chunk_ + 1) * ChunkSize >= keep) {
      chunks_.erase(chunks_.begin());
      ++first_chunk_;
      shared_.reset();
    }
    begin_ = std::max(begin_, first_chunk_ * ChunkSize);
  }

  std::size_t size() const { return end_ - begin_; }
  bool empty() const { return begin_ == end_; }

  View view() const {
    if (!shared_) shared_ = std::make_shared<const Chunks>(chunks_);
    View view;
    view.chunks_ = shared_;
    view.first_chunk_ = first_chunk_;
    view.begin_ = begin_;
    view.end_ = end_;
    return view;
  }

 private:
  Chunks chunks_;
  std::shared_ptr<Chunk> last_;
  mutable std::shared_ptr<const Chunks> shared_;
  std::size_t first_chunk_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace model
