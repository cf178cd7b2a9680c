#include <QTest>

#include "course/lesson_fixture.h"
#include "lessons/work.h"
#include "threading/monotonic.h"

using namespace std::chrono_literals;
using course::Stage;

class TestWork : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  /// Where the system is slow it may be more, never less.
  void many_times_take_as_long_as_said_on_average() {
    constexpr int times = 100;
    const LessonFixture lesson([](Stage& stage) {
      for (int i = 0; i < times; ++i) lessons::work_about(stage, 1ms);
    });
    QVERIFY(lesson.outcome().duration >= times * 1ms * 3 / 4);
  }

  void one_time_may_be_shorter() {
    const LessonFixture lesson([](Stage& stage) {
      int shorter = 0;
      for (int i = 0; i < 20; ++i) {
        const auto began = threading::monotonic();
        lessons::work_about(stage, 20ms);
        shorter += threading::monotonic() - began < 20ms ? 1 : 0;
      }
      stage.print(shorter > 0 ? "some were shorter" : "none was shorter");
    });
    QCOMPARE(lesson.outcome().output, std::vector<std::string>{"some were shorter"});
  }
};

QTEST_GUILESS_MAIN(TestWork)
#include "tst_work.moc"
