#include <QTest>

#include "ui/pace_scale.h"

using namespace std::chrono_literals;
namespace pace_scale = ui::pace_scale;

class TestPaceScale : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void the_left_end_is_real_time();
  void the_right_end_is_two_seconds();
  void every_position_is_slower_than_the_one_before();
  void every_position_leads_back_to_itself();
  void words_say_how_slow_it_is();
};

void TestPaceScale::the_left_end_is_real_time() {
  QCOMPARE(pace_scale::pace(0).count(), 0);
  QCOMPARE(pace_scale::pace(1), 1ms);
}

void TestPaceScale::the_right_end_is_two_seconds() {
  QCOMPARE(pace_scale::pace(pace_scale::last), 2s);
  QCOMPARE(pace_scale::pace(pace_scale::last + 10), 2s);
}

void TestPaceScale::every_position_is_slower_than_the_one_before() {
  for (int position = 1; position <= pace_scale::last; ++position) {
    QVERIFY(pace_scale::pace(position) > pace_scale::pace(position - 1));
  }
}

void TestPaceScale::every_position_leads_back_to_itself() {
  for (int position = 0; position <= pace_scale::last; ++position) {
    QCOMPARE(pace_scale::position(pace_scale::pace(position)), position);
  }
}

void TestPaceScale::words_say_how_slow_it_is() {
  QCOMPARE(pace_scale::words(0ns), QStringLiteral("real time"));
  QCOMPARE(pace_scale::words(100ms), QStringLiteral("100 ms a step"));
  QCOMPARE(pace_scale::words(1500ms), QStringLiteral("1.5 s a step"));
}

QTEST_APPLESS_MAIN(TestPaceScale)
#include "tst_pace_scale.moc"
