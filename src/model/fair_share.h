#pragma once

#include <cstddef>
#include <vector>

namespace model {

/// The greatest size to cut each of `sizes` down to so that together they are at most `limit`: the biggest give first,
/// those below it keep all. O(n log n).
std::size_t fair_share(std::vector<std::size_t> sizes, std::size_t limit);

}  // namespace model
