#include <QTest>

#include "ui/slider_scale.h"

using namespace std::chrono_literals;
using ui::SliderScale;

class TestSliderScale : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_value_of_a_small_range_has_its_position();
  void ends_are_the_ends_of_the_range();
  void values_strictly_grow();
  void every_position_leads_back_to_itself();
  void a_wide_range_changes_small_and_great_values_by_a_like_share();
  void a_wide_range_from_zero_has_zero();
  void a_wide_range_below_zero_is_even();
  void a_value_between_two_positions_takes_the_nearer();
  void a_single_value_has_one_position();
};

namespace {

const std::vector<course::Parameter>& examples() {
  static const std::vector<course::Parameter> parameters{
      course::integer("threads", "Threads", 1, 64, 4),
      course::integer("increments", "Increments", 1, 1'000'000, 1000),
      course::duration("gap", "Gap", 0us, 1s, 1ms),
      course::real("share", "Share", 0.0, 1.0, 0.5),
      course::integer("offset", "Offset", -10'000, 10'000, 0),
  };
  return parameters;
}

}  // namespace

void TestSliderScale::every_value_of_a_small_range_has_its_position() {
  const SliderScale scale(course::integer("threads", "Threads", 1, 64, 4));
  QCOMPARE(scale.last(), 63);
  for (int value = 1; value <= 64; ++value) QCOMPARE(scale.value(scale.position(value)), value);
}

void TestSliderScale::ends_are_the_ends_of_the_range() {
  for (const course::Parameter& parameter : examples()) {
    const SliderScale scale(parameter);
    QCOMPARE(scale.value(0), parameter.least);
    QCOMPARE(scale.value(scale.last()), parameter.greatest);
    QCOMPARE(scale.value(-5), parameter.least);
    QCOMPARE(scale.value(scale.last() + 5), parameter.greatest);
  }
}

void TestSliderScale::values_strictly_grow() {
  for (const course::Parameter& parameter : examples()) {
    const SliderScale scale(parameter);
    for (int position = 1; position <= scale.last(); ++position) {
      QVERIFY(scale.value(position) > scale.value(position - 1));
    }
  }
}

void TestSliderScale::every_position_leads_back_to_itself() {
  for (const course::Parameter& parameter : examples()) {
    const SliderScale scale(parameter);
    for (int position = 0; position <= scale.last(); ++position) {
      QCOMPARE(scale.position(scale.value(position)), position);
    }
  }
}

void TestSliderScale::a_wide_range_changes_small_and_great_values_by_a_like_share() {
  const SliderScale scale(course::integer("increments", "Increments", 1, 1'000'000, 1000));
  QVERIFY(scale.last() < 200);
  const int thousand = scale.position(1000);
  QVERIFY(thousand > scale.last() / 4 && thousand < scale.last() * 3 / 4);
  QCOMPARE(scale.value(1), 2);
}

void TestSliderScale::a_wide_range_from_zero_has_zero() {
  const SliderScale scale(course::duration("gap", "Gap", 0us, 1s, 1ms));
  QCOMPARE(scale.value(0), 0);
  QVERIFY(scale.value(1) > 0);
}

void TestSliderScale::a_wide_range_below_zero_is_even() {
  const SliderScale scale(course::integer("offset", "Offset", -10'000, 10'000, 0));
  QCOMPARE(scale.value(1) - scale.value(0), scale.value(2) - scale.value(1));
}

void TestSliderScale::a_value_between_two_positions_takes_the_nearer() {
  const SliderScale scale(course::integer("increments", "Increments", 1, 1'000'000, 1000));
  const int position = scale.position(1'000'000 - 1);
  QCOMPARE(position, scale.last());
}

void TestSliderScale::a_single_value_has_one_position() {
  const SliderScale scale(course::integer("only", "Only", 3, 3, 3));
  QCOMPARE(scale.last(), 0);
  QCOMPARE(scale.value(0), 3);
}

QTEST_APPLESS_MAIN(TestSliderScale)
#include "tst_slider_scale.moc"
