#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace threading {

namespace item_words {

template <class T>
concept Optional = std::same_as<T, std::optional<typename T::value_type>>;

template <class T>
concept Tuple = requires {
  std::tuple_size<T>::value;
};

template <class T>
concept Sayable = requires(const T& item) {
  { in_words(item) } -> std::convertible_to<std::string>;
};

/// With as much of the text as a view has room for.
std::string quoted(std::string_view text);
std::string number(double value);

}  // namespace item_words

/// An item of a queue, for a list of items: 4, true, 2.5, 'a', "text", none, (1, "text"); a type of one's own as a
/// function `std::string in_words(const Type&)` beside it says; "item" where nothing is known.
template <class T>
std::string item_in_words(const T& item) {
  if constexpr (item_words::Sayable<T>) {
    return in_words(item);
  } else if constexpr (std::is_same_v<T, bool>) {
    return item ? "true" : "false";
  } else if constexpr (std::is_same_v<T, char>) {
    return std::string("'") + item + "'";
  } else if constexpr (std::is_integral_v<T>) {
    return std::to_string(item);
  } else if constexpr (std::is_enum_v<T>) {
    return std::to_string(static_cast<std::underlying_type_t<T>>(item));
  } else if constexpr (std::is_floating_point_v<T>) {
    return item_words::number(static_cast<double>(item));
  } else if constexpr (std::is_pointer_v<T> && std::is_convertible_v<T, std::string_view>) {
    return item == nullptr ? "none" : item_words::quoted(item);
  } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    return item_words::quoted(item);
  } else if constexpr (item_words::Optional<T>) {
    return item ? item_in_words(*item) : "none";
  } else if constexpr (item_words::Tuple<T>) {
    std::string text;
    const auto add = [&](const auto& part) { text += (text.empty() ? "" : ", ") + item_in_words(part); };
    std::apply([&](const auto&... parts) { (add(parts), ...); }, item);
    return "(" + text + ")";
  } else {
    return "item";
  }
}

}  // namespace threading
