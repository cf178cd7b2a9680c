#include <QtTest>
#include <memory>
#include <string>

#include "threading/function_ref.h"

using threading::FunctionRef;

namespace {

int twice(int number) { return 2 * number; }

std::string call(FunctionRef<std::string(std::unique_ptr<std::string>)> function) {
  return function(std::make_unique<std::string>("moved"));
}

}  // namespace

class TestFunctionRef : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void calls_what_it_refers_to_without_copying_it() {
    int calls = 0;
    auto count = [&calls, own = 0]() mutable {
      ++calls;
      return ++own;
    };
    const FunctionRef<int()> reference = count;
    QCOMPARE(reference(), 1);
    QCOMPARE(reference(), 2);
    QCOMPARE(count(), 3);
    QCOMPARE(calls, 3);
  }

  void a_copy_refers_to_the_same() {
    int calls = 0;
    auto count = [&calls] { ++calls; };
    const FunctionRef<void()> reference = count;
    const FunctionRef<void()> copy = reference;
    copy();
    reference();
    QCOMPARE(calls, 2);
  }

  void functions_and_constant_callables_may_be_referred_to() {
    auto* const function = twice;
    QCOMPARE(FunctionRef<int(int)>(function)(4), 8);
    const auto thrice = [](int number) { return 3 * number; };
    QCOMPARE(FunctionRef<int(int)>(thrice)(4), 12);
  }

  void arguments_are_passed_on_by_moving() {
    QCOMPARE(call([](std::unique_ptr<std::string> text) { return *text; }), "moved");
  }
};

QTEST_APPLESS_MAIN(TestFunctionRef)
#include "tst_function_ref.moc"
