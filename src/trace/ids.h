#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace trace {

/// A number that stands for one thing of one kind, so that a thread can never be taken for an object.
/// Dense, from 1, in the order of registration with one Recorder; 0 is "none".
template <class Tag>
struct Id {
  std::uint32_t value = 0;

  constexpr explicit operator bool() const { return value != 0; }
  constexpr auto operator<=>(const Id&) const = default;
};

using ThreadId = Id<struct ThreadTag>;
using ObjectId = Id<struct ObjectTag>;
using TextId = Id<struct TextTag>;

}  // namespace trace

template <class Tag>
struct std::hash<trace::Id<Tag>> {
  std::size_t operator()(trace::Id<Tag> id) const noexcept { return id.value; }
};
