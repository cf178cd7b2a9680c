#pragma once

#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "threading/watched.h"

/// Four producers and four consumers at one queue of (producer, number), and what became of the items.
class ProducersConsumers {
 public:
  using Item = std::pair<int, int>;
  /// What nobody watches may take another way through a primitive.
  enum class Crew { watched, plain, mixed };

  template <class Queue>
  explicit ProducersConsumers(Queue& queue, Crew crew = Crew::mixed, int items_each = 2'000) : items_each_(items_each) {
    Watched watched;
    std::vector<threading::Thread> threads;
    const auto start = [&](bool seen, auto work) {
      if (seen) return threads.push_back(watched.start("seen", work));
      threads.emplace_back(work).start();
    };
    for (int producer = 0; producer < pairs; ++producer) {
      const bool seen = crew == Crew::watched || (crew == Crew::mixed && producer % 2 == 0);
      start(seen, [&queue, producer, items_each] {
        for (int number = 0; number < items_each; ++number) queue.put({producer, number});
      });
      start(seen, [&queue, &mine = got_.at(to_index(producer)), items_each] {
        for (int number = 0; number < items_each; ++number) mine.push_back(queue.get());
      });
    }
    for (const threading::Thread& thread : threads) thread.join();
  }

  bool every_item_came_once() const;
  /// At every consumer, the items of each producer.
  bool each_producers_came_in_order() const;

 private:
  static constexpr int pairs = 4;
  static std::size_t to_index(int number) { return static_cast<std::size_t>(number); }

  const int items_each_;
  std::array<std::vector<Item>, pairs> got_;
};
