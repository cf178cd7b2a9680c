#pragma once

#include <cstddef>
#include <iterator>

namespace threading {

/// Iterates over a Range that makes its items one after another, as a generator does in Python. The Range says
/// advance(), exhausted() and current(), and stays where it is meanwhile.
template <class Range>
class InputIterator {
 public:
  using value_type = typename Range::value_type;
  using difference_type = std::ptrdiff_t;
  using iterator_concept = std::input_iterator_tag;

  explicit InputIterator(Range& range) : range_(&range) {}

  const value_type& operator*() const { return range_->current(); }
  const value_type* operator->() const { return &range_->current(); }
  InputIterator& operator++() {
    range_->advance();
    return *this;
  }
  void operator++(int) { range_->advance(); }
  bool operator==(std::default_sentinel_t) const { return range_->exhausted(); }

 private:
  Range* range_;
};

}  // namespace threading
