#include <QtTest>
#include <exception>
#include <string>
#include <type_traits>

#include "threading/errors.h"

using namespace threading;

namespace {

template <class Error>
std::string sentence(const Error& error) {
  const std::exception& exception = error;
  return exception.what();
}

}  // namespace

class TestErrors : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void pythons_errors_are_exceptions_with_a_sentence() {
    QCOMPARE(sentence(RuntimeError("a")), "a");
    QCOMPARE(sentence(ValueError("b")), "b");
    QCOMPARE(sentence(OverflowError("c")), "c");
    QCOMPARE(sentence(Full()), "the queue is full");
    QCOMPARE(sentence(Empty()), "the queue is empty");
    QCOMPARE(sentence(TypeError("d")), "d");
    QCOMPARE(sentence(BrokenBarrierError("e")), "e");
    QCOMPARE(sentence(CancelledError()), "the future was cancelled");
    QCOMPARE(sentence(TimeoutError("f")), "f");
    QCOMPARE(sentence(InvalidStateError("g")), "g");
    QCOMPARE(sentence(BrokenThreadPool("h")), "h");
  }

  void what_ends_a_thread_passes_a_handler_of_exceptions() {
    QVERIFY(!(std::is_base_of_v<std::exception, TakenDown>));
    QVERIFY(!(std::is_base_of_v<std::exception, SystemExit>));
  }
};

QTEST_APPLESS_MAIN(TestErrors)
#include "tst_errors.moc"
