#include <QtTest>
#include <stdexcept>

#include "threading/error_text.h"
#include "threading/errors.h"

using threading::error_text;

class TestErrorText : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void an_exception_says_what_it_says() {
    QCOMPARE(error_text(std::make_exception_ptr(std::runtime_error("no luck"))), std::string("no luck"));
  }
  void a_system_exit_is_named() {
    QCOMPARE(error_text(std::make_exception_ptr(threading::SystemExit{})), std::string("SystemExit"));
  }
  void anything_else_gets_a_sentence() {
    QCOMPARE(error_text(std::make_exception_ptr(42)), std::string("an error that is no std::exception"));
  }
  void only_a_system_exit_is_one() {
    QVERIFY(threading::is_system_exit(std::make_exception_ptr(threading::SystemExit{})));
    QVERIFY(!threading::is_system_exit(std::make_exception_ptr(std::runtime_error("no luck"))));
    QVERIFY(!threading::is_system_exit(nullptr));
  }
  void no_error_says_nothing() { QCOMPARE(error_text(nullptr), std::string()); }
};

QTEST_APPLESS_MAIN(TestErrorText)
#include "tst_error_text.moc"
