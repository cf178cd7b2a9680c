#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "threading/queue.h"

namespace threading {

/// Python: queue.PriorityQueue. A Queue, in every other respect, whose get() takes the smallest item; pairs and tuples
/// compare element by element. Equal items leave it in the order in which they leave Python's (heapq's).
///
/// Requires:   `Less` is a strict weak ordering and calls nothing of the queue. Items can be moved and assigned.
/// Raises:     what `Less` throws. Python then keeps an uncounted item, or loses one; here nothing has changed.
/// Complexity: put() and get() compare O(log size) times.
template <class T, class Less = std::less<T>>
class PriorityQueue : public Queue<T> {
 public:
  explicit PriorityQueue(int maxsize = 0, std::string name = {}, Less less = {})
      : Queue<T>(trace::ObjectKind::priority_queue, maxsize, std::move(name)), less_(std::move(less)) {}

 protected:
  // First every comparison, then every move: so a comparison that throws has changed nothing.

  void store(T&& item) override {
    std::size_t place = heap_.size();
    while (place > 0 && less_(item, heap_[parent(place)])) place = parent(place);
    heap_.push_back(std::move(item));
    for (std::size_t at = heap_.size() - 1; at != place; at = parent(at)) std::swap(heap_[at], heap_[parent(at)]);
  }
  T take() override {
    return take_from(heap_, [this](const T& one, const T& other) { return less_(one, other); });
  }
  int size() const override { return static_cast<int>(heap_.size()); }
  // As take() does, with places in the heap instead of items.
  void show(std::size_t most, FunctionRef<void(const T&)> see) const override {
    const auto before = [this](std::size_t one, std::size_t other) { return less_(heap_[one], heap_[other]); };
    std::vector<std::size_t> places(heap_.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    for (std::size_t seen = 0; seen < std::min(most, heap_.size()); ++seen) see(heap_[take_from(places, before)]);
  }

 private:
  static std::size_t parent(std::size_t index) { return (index - 1) / 2; }

  template <class Item, class Before>
  static Item take_from(std::vector<Item>& heap, const Before& before) {
    const std::size_t place = place_for_last(heap, before);
    Item carried = std::move(heap.back());
    heap.pop_back();
    if (heap.empty()) return carried;
    for (std::size_t at = place; at > 0; at = parent(at)) std::swap(carried, heap[at]);
    std::swap(carried, heap.front());
    return carried;
  }

  /// Where the last item belongs once the first has gone: down along the smaller children, then up as far as need be.
  template <class Item, class Before>
  static std::size_t place_for_last(const std::vector<Item>& heap, const Before& before) {
    const std::size_t last = heap.size() - 1;
    std::size_t place = 0;
    for (std::size_t child = 1; child < last; child = 2 * place + 1) {
      const bool right = child + 1 < last && !before(heap[child], heap[child + 1]);
      place = right ? child + 1 : child;
    }
    while (place > 0 && before(heap[last], heap[place])) place = parent(place);
    return place;
  }

  std::vector<T> heap_;
  Less less_;
};

}  // namespace threading
