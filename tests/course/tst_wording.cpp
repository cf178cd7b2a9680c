#include <QTest>

#include "course/wording.h"

class TestWording : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void numbers_have_the_digits_that_matter() {
    QCOMPARE(course::significant(0.012345), std::string("0.0123"));
    QCOMPARE(course::significant(3.9), std::string("3.9"));
    QCOMPARE(course::significant(39.44), std::string("39.4"));
    QCOMPARE(course::significant(99.96), std::string("100"));
    QCOMPARE(course::significant(1949.6), std::string("1,950"));
    QCOMPARE(course::percent(0.394), std::string("39 %"));
    QCOMPARE(course::percent(0), std::string("0 %"));
    QCOMPARE(course::percent(0.001), std::string("less than 1 %"));
    QCOMPARE(course::percent(0.999), std::string("more than 99 %"));
    QCOMPARE(course::percent(1), std::string("100 %"));
    QCOMPARE(course::plural(1, "run"), std::string("1 run"));
    QCOMPARE(course::plural(1'204, "run"), std::string("1,204 runs"));
  }

  void a_unit_stands_behind_its_number() {
    QCOMPARE(course::with_unit(7'213, "ms"), std::string("7,213 ms"));
    QCOMPARE(course::with_unit(-1'000, ""), std::string("-1,000"));
  }

  void what_the_program_calls_something_is_quoted() { QCOMPARE(course::quoted("late by"), std::string("\"late by\"")); }

  void names_are_listed_as_one_says_them() {
    QCOMPARE(course::listed({}), std::string());
    QCOMPARE(course::listed({"a"}), std::string("a"));
    QCOMPARE(course::listed({"a", "b"}), std::string("a and b"));
    QCOMPARE(course::listed({"a", "b", "c"}, "or"), std::string("a, b or c"));
  }

  void a_slip_of_the_finger_finds_the_name_meant() {
    const std::vector<std::string> names{"first-thread", "race-condition", "lock", "rlock"};
    QCOMPARE(course::nearest("race", names), std::string("race-condition"));
    QCOMPARE(course::nearest("race-conditon", names), std::string("race-condition"));
    QCOMPARE(course::nearest("lokc", names), std::string());
    QCOMPARE(course::nearest("loc", names), std::string("lock"));
    QCOMPARE(course::nearest("block", names), std::string("lock"));
  }

  void what_is_far_from_everything_finds_nothing() {
    QCOMPARE(course::nearest("semaphore", {"lock", "event"}), std::string());
    QCOMPARE(course::nearest("", {"lock"}), std::string());
    QCOMPARE(course::nearest("lock", {}), std::string());
  }

  void a_refusal_names_what_there_is() {
    QCOMPARE(course::no_such("variant", "lck", {"plain", "lock"}),
             std::string("There is no variant \"lck\"; there are plain and lock. Did you mean \"lock\"?"));
    QCOMPARE(course::no_such("variant", "zzz", {"plain"}),
             std::string("There is no variant \"zzz\"; there is only plain."));
    QCOMPARE(course::no_such("variant", "zzz", {}), std::string("There is no variant \"zzz\"; there are none."));
  }
};

QTEST_APPLESS_MAIN(TestWording)
#include "tst_wording.moc"
