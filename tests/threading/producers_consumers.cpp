#include "threading/producers_consumers.h"

#include <algorithm>

bool ProducersConsumers::every_item_came_once() const {
  std::vector<Item> all;
  for (const auto& mine : got_) all.insert(all.end(), mine.begin(), mine.end());
  std::sort(all.begin(), all.end());
  return all.size() == to_index(pairs * items_each_) && std::adjacent_find(all.begin(), all.end()) == all.end();
}

bool ProducersConsumers::each_producers_came_in_order() const {
  return std::all_of(got_.begin(), got_.end(), [](const auto& mine) {
    std::array<int, pairs> last{-1, -1, -1, -1};
    return std::all_of(mine.begin(), mine.end(), [&](const Item& item) {
      return std::exchange(last.at(to_index(item.first)), item.second) < item.second;
    });
  });
}
