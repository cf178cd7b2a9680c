#include <QtTest>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

#include "threading/error_text.h"
#include "threading/errors.h"
#include "threading/printed.h"
#include "threading/warning.h"

using namespace threading;

class TestWarning : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void cleanup() { set_warning_hook(nullptr); }

  void by_default_a_warning_goes_to_standard_error() {
    QCOMPARE(printed_by([] { warn("something is odd"); }), "something is odd\n");
    QCOMPARE(printed_by([] { warn("a callback failed", broken()); }), "a callback failed: broken\n");
  }

  void a_hook_is_told_instead() {
    std::vector<std::string> told;
    set_warning_hook([&](const std::string& what, const std::exception_ptr& error) {
      told.push_back(what + '/' + error_text(error));
    });
    QCOMPARE(printed_by([] {
               warn("first", broken());
               warn("second");
             }),
             "");
    QCOMPARE(told, (std::vector<std::string>{"first/broken", "second/"}));
  }

  void setting_a_hook_returns_the_one_before() {
    int calls = 0;
    QVERIFY(set_warning_hook([&](const std::string&, const std::exception_ptr&) { ++calls; }) == nullptr);
    const WarningHook before = set_warning_hook(nullptr);
    before("", nullptr);
    QCOMPARE(calls, 1);
  }

  void a_hook_that_fails_is_reported_and_the_warning_is_not_lost() {
    set_warning_hook([](const std::string&, const std::exception_ptr&) { throw std::runtime_error("hook"); });
    QCOMPARE(printed_by([] { warn("a callback failed", broken()); }),
             "a callback failed: broken\nException in the warning hook: hook\n");
  }

  void a_hook_may_be_taken_down() {
    set_warning_hook([](const std::string&, const std::exception_ptr&) { throw TakenDown(); });
    bool came_through = false;
    try {
      warn("something is odd");
    } catch (const TakenDown&) {
      came_through = true;
    }
    QVERIFY(came_through);
  }

 private:
  static std::exception_ptr broken() { return std::make_exception_ptr(std::runtime_error("broken")); }
};

QTEST_APPLESS_MAIN(TestWarning)
#include "tst_warning.moc"
