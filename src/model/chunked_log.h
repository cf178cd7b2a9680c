#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace model {

/// An append-only sequence whose views are immutable and cost O(1): they share the chunks and the directory of chunks.
/// The writer fills cells that no view reaches yet, so a view may be read in another thread while the writer goes on;
/// how the view got there (a queued signal, a mutex) orders the accesses.
///
/// Thread-safety: append(), drop_front() and view() in one thread; a View in any, one thread per copy of it.
/// Complexity:    append amortised O(1); view O(1); drop_front O(chunks left) when it lets go of any.
template <class T, std::size_t ChunkSize = 1024>
class ChunkedLog {
  using Chunk = std::array<T, ChunkSize>;
  using Directory = std::vector<std::shared_ptr<Chunk>>;  // of fixed length; cells are filled from the front

 public:
  static constexpr std::size_t chunk_size = ChunkSize;

  /// Items are numbered from 0 for the life of the log; those below begin() were dropped.
  class View {
   public:
    std::size_t begin() const { return begin_; }
    std::size_t end() const { return end_; }
    std::size_t size() const { return end_ - begin_; }
    bool empty() const { return begin_ == end_; }
    /// Requires begin() <= index < end().
    const T& operator[](std::size_t index) const {
      return (*(*directory_)[index / ChunkSize - first_chunk_])[index % ChunkSize];
    }
    /// Requires !empty().
    const T& front() const { return (*this)[begin_]; }
    const T& back() const { return (*this)[end_ - 1]; }

    /// As many of the items from `index` on as lie together; at least one. Requires begin() <= index < end().
    std::span<const T> run(std::size_t index) const {
      const std::size_t chunk_end = (index / ChunkSize + 1) * ChunkSize;
      return {&(*this)[index], std::min(chunk_end, end_) - index};
    }

    /// The first index for which `before(item)` is false; `before` is true for a prefix of the items. O(log size).
    template <class Before>
    std::size_t partition_point(Before before) const {
      return between(begin_, end_, before);
    }

    /// The same, looked for from `start` on: O(log distance). Requires that `before` is true for all below `start`,
    /// and begin() <= start <= end().
    template <class Before>
    std::size_t partition_point_from(std::size_t start, Before before) const {
      std::size_t low = start;
      std::size_t step = 1;
      while (end_ - low >= step && before((*this)[low + step - 1])) {
        low += step;
        step *= 2;
      }
      return between(low, std::min(end_, low + step), before);
    }

   private:
    friend class ChunkedLog;

    template <class Before>
    std::size_t between(std::size_t low, std::size_t high, Before before) const {
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

    std::shared_ptr<const Directory> directory_;
    std::size_t first_chunk_ = 0;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
  };

  void append(T item) {
    if (end_ == (first_chunk_ + chunks_) * ChunkSize) add_chunk();
    (*last_)[end_ % ChunkSize] = std::move(item);
    ++end_;
  }

  /// Lets go of whole chunks from the front until at most `keep` items (rounded up to a chunk) are left. Views that
  /// reach the dropped items keep them.
  void drop_front(std::size_t keep) {
    const std::size_t kept_from = end_ - std::min(keep, end_);
    std::size_t dropped = std::max(kept_from / ChunkSize, first_chunk_) - first_chunk_;
    if (chunks_ > 0) dropped = std::min(dropped, chunks_ - 1);
    if (dropped == 0) return;
    move_directory(dropped, chunks_ - dropped + 1);
    first_chunk_ += dropped;
    chunks_ -= dropped;
    begin_ = first_chunk_ * ChunkSize;
  }

  std::size_t begin() const { return begin_; }
  std::size_t end() const { return end_; }
  std::size_t size() const { return end_ - begin_; }
  bool empty() const { return begin_ == end_; }

  View view() const {
    View view;
    view.directory_ = directory_;
    view.first_chunk_ = first_chunk_;
    view.begin_ = begin_;
    view.end_ = end_;
    return view;
  }

 private:
  void add_chunk() {
    if (!directory_ || chunks_ == directory_->size()) move_directory(0, std::max<std::size_t>(4, chunks_ * 2));
    last_ = std::make_shared<Chunk>();
    (*directory_)[chunks_] = last_;
    ++chunks_;
  }

  void move_directory(std::size_t skipped, std::size_t length) {
    auto moved = std::make_shared<Directory>(length);
    for (std::size_t i = skipped; i < chunks_; ++i) (*moved)[i - skipped] = (*directory_)[i];
    directory_ = std::move(moved);
  }

  std::shared_ptr<Directory> directory_;
  std::shared_ptr<Chunk> last_;
  std::size_t chunks_ = 0;
  std::size_t first_chunk_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace model
