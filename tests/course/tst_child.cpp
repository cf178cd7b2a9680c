#include <QTest>

#include "course/child.h"
#include "course/child_process.h"
#include "course/lesson_fixture.h"
#include "threading/errors.h"

using course::Child;

using namespace std::chrono_literals;

/// The other side is in tst_child_process; what Ctrl+C does to a process shows in the tests of lessons.
class TestChild : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { QVERIFY(!child().interrupted_within(0s)); }

  void it_has_the_parameters_of_the_run_and_its_number() {
    QCOMPARE(child().integer("count"), 3);
    QCOMPARE(child().choice("order"), std::string("last"));
    QCOMPARE(child().number(), 2);
    QVERIFY(child().age() >= 1h);
  }

  void there_is_neither_an_interface_nor_a_run() {
    QVERIFY_THROWS_EXCEPTION(threading::RuntimeError, child().post([] {}));
    QVERIFY_THROWS_EXCEPTION(threading::RuntimeError, child().show_progress(1, 2));
    QVERIFY_THROWS_EXCEPTION(threading::RuntimeError, child().start_child("child", 1));
  }

  void it_computes_with_its_own_cpu_time() {
    const auto began = std::chrono::steady_clock::now();
    child().compute(5ms);
    QVERIFY(std::chrono::steady_clock::now() - began >= 5ms);
  }

 private:
  static Child& child() {
    static const LessonFixture lesson([](course::Stage&) {});
    static Child& made =
        *new Child(*new course::Settings(lesson.settings()), 1, 2, std::chrono::steady_clock::now() - 1h);
    return made;
  }
};

QTEST_APPLESS_MAIN(TestChild)
#include "tst_child.moc"
