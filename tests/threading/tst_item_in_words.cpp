#include <QtTest>
#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tuple>

#include "threading/item_in_words.h"

using threading::item_in_words;

namespace shop {

struct Order {
  int number;
};
std::string in_words(const Order& order) { return "order " + std::to_string(order.number); }

struct Parcel {};
enum class Size { small = 1, large = 2 };

}  // namespace shop

class TestItemInWords : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void numbers_are_said_as_they_are() {
    QCOMPARE(item_in_words(-4), std::string("-4"));
    QCOMPARE(item_in_words(std::uint64_t{18446744073709551615U}), std::string("18446744073709551615"));
    QCOMPARE(item_in_words(static_cast<unsigned char>(65)), std::string("65"));
    QCOMPARE(item_in_words(2.5), std::string("2.5"));
    QCOMPARE(item_in_words(shop::Size::large), std::string("2"));
  }

  void truth_and_text_are_told_from_numbers() {
    QCOMPARE(item_in_words(true), std::string("true"));
    QCOMPARE(item_in_words('a'), std::string("'a'"));
    QCOMPARE(item_in_words(std::string("a, b")), std::string("\"a, b\""));
    const char* const nothing = nullptr;
    QCOMPARE(item_in_words(nothing), std::string("none"));
    const char* const something = "x";
    QCOMPARE(item_in_words(something), std::string("\"x\""));
  }

  void a_long_text_ends_before_a_letter_is_cut() {
    QCOMPARE(item_in_words(std::string("twenty-three letters, b\u00e9ta")),
             std::string("\"twenty-three letters, b\u2026\""));
  }

  void an_item_of_several_parts_says_each() {
    QCOMPARE(item_in_words(std::pair(1, std::string("mail"))), std::string("(1, \"mail\")"));
    QCOMPARE(item_in_words(std::tuple(1, 'x', true)), std::string("(1, 'x', true)"));
    QCOMPARE(item_in_words(std::array{1, 2}), std::string("(1, 2)"));
    QCOMPARE(item_in_words(std::optional(std::pair(1, 2))), std::string("(1, 2)"));
    QCOMPARE(item_in_words(std::optional<int>()), std::string("none"));
  }

  void a_type_of_ones_own_says_itself() {
    QCOMPARE(item_in_words(shop::Order{7}), std::string("order 7"));
    QCOMPARE(item_in_words(std::optional(shop::Order{7})), std::string("order 7"));
  }

  void what_cannot_be_said_is_an_item() {
    QCOMPARE(item_in_words(shop::Parcel{}), std::string("item"));
    QCOMPARE(item_in_words(std::make_unique<int>(3)), std::string("item"));
    QCOMPARE(item_in_words(std::function<void()>()), std::string("item"));
    int pointed = 0;
    QCOMPARE(item_in_words(&pointed), std::string("item"));
  }
};

QTEST_APPLESS_MAIN(TestItemInWords)
#include "tst_item_in_words.moc"
