#include <QtTest>
#include <stdexcept>

#include "threading/error_of.h"
#include "threading/error_text.h"
#include "threading/errors.h"

using namespace threading;

class TestErrorOf : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void what_throws_nothing_gives_null() {
    QVERIFY(error_of([] {}) == nullptr);
  }

  void whatever_is_thrown_comes_back() {
    QCOMPARE(error_text(error_of([] { throw std::runtime_error("broken"); })), "broken");
    QVERIFY(is_system_exit(error_of([] { throw SystemExit(); })));
    QVERIFY(error_of([] { throw 5; }) != nullptr);
  }

  void taken_down_passes() {
    QVERIFY_THROWS_EXCEPTION(TakenDown, static_cast<void>(error_of([] { throw TakenDown(); })));
  }
};

QTEST_APPLESS_MAIN(TestErrorOf)
#include "tst_error_of.moc"
