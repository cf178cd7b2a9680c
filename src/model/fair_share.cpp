#include "model/fair_share.h"

#include <algorithm>
#include <limits>

namespace model {

std::size_t fair_share(std::vector<std::size_t> sizes, std::size_t limit) {
  std::ranges::sort(sizes);
  std::size_t left = limit;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const std::size_t share = left / (sizes.size() - i);
    if (sizes[i] > share) return share;
    left -= sizes[i];
  }
  return std::numeric_limits<std::size_t>::max();
}

}  // namespace model
