#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "threading/queue.h"

namespace threading {

/// Python: queue.LifoQueue. A Queue, in every other respect, whose get() takes the item that was put last.
template <class T>
class LifoQueue : public Queue<T> {
 public:
  explicit LifoQueue(int maxsize = 0, std::string name = {})
      : Queue<T>(trace::ObjectKind::lifo_queue, maxsize, std::move(name)) {}

 protected:
  void store(T&& item) override { items_.push_back(std::move(item)); }
  T take() override {
    T item = std::move(items_.back());
    items_.pop_back();
    return item;
  }
  int size() const override { return static_cast<int>(items_.size()); }
  void show(std::size_t most, FunctionRef<void(const T&)> see) const override {
    for (std::size_t i = 0; i < std::min(most, items_.size()); ++i) see(items_[items_.size() - 1 - i]);
  }

 private:
  std::vector<T> items_;
};

}  // namespace threading
