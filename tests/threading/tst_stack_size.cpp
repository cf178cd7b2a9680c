#include <pthread.h>

#include <QtTest>
#include <cstddef>
#include <limits>

#include "threading/stack_size.h"
#include "threading/thread.h"

using namespace threading;

namespace {

// The system uses smaller stacks of ended threads again; those of 64 MiB and more it gives back.
constexpr std::ptrdiff_t mebibyte = 1'048'576;

std::size_t size_of_own_stack() {
  pthread_attr_t attributes;
  std::size_t size = 0;
  pthread_getattr_np(pthread_self(), &attributes);
  pthread_attr_getstacksize(&attributes, &size);
  pthread_attr_destroy(&attributes);
  return size;
}

std::size_t size_of_stack_in_a_new_thread() {
  std::size_t size = 0;
  Thread thread([&] { size = size_of_own_stack(); });
  thread.start();
  thread.join();
  return size;
}

}  // namespace

class TestStackSize : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void cleanup() { stack_size(0); }

  void is_the_systems_at_first() { QCOMPARE(stack_size(), 0); }

  void setting_it_returns_what_it_was() {
    QCOMPARE(stack_size(4 * mebibyte), 0);
    QCOMPARE(stack_size(8 * mebibyte), 4 * mebibyte);
    QCOMPARE(stack_size(), 8 * mebibyte);
    QCOMPARE(stack_size(0), 8 * mebibyte);
    QCOMPARE(stack_size(), 0);
  }

  void applies_to_threads_that_are_started_later() {
    const std::size_t usual = size_of_stack_in_a_new_thread();
    stack_size(64 * mebibyte);
    QCOMPARE(size_of_stack_in_a_new_thread(), std::size_t{64 * mebibyte});
    stack_size(128 * mebibyte);
    QCOMPARE(size_of_stack_in_a_new_thread(), std::size_t{128 * mebibyte});
    stack_size(0);
    QCOMPARE(size_of_stack_in_a_new_thread(), usual);
  }

  void applies_at_start_not_when_the_thread_is_made() {
    std::size_t size = 0;
    Thread thread([&] { size = size_of_own_stack(); });
    stack_size(64 * mebibyte);
    thread.start();
    thread.join();
    QCOMPARE(size, std::size_t{64 * mebibyte});
  }

  void less_than_32_kib_raises_value_error_and_changes_nothing() {
    stack_size(mebibyte);
    QVERIFY_THROWS_EXCEPTION(ValueError, stack_size(32 * 1024 - 1));
    QVERIFY_THROWS_EXCEPTION(ValueError, stack_size(1));
    QVERIFY_THROWS_EXCEPTION(ValueError, stack_size(-1));
    QCOMPARE(stack_size(), mebibyte);
  }

  void exactly_32_kib_are_accepted() {
    stack_size(32'768);
    QCOMPARE(stack_size(), 32'768);
  }

  void a_thread_whose_stack_the_system_cannot_make_raises_runtime_error_and_may_be_started_later() {
    Thread thread([] {});
    stack_size(std::numeric_limits<std::ptrdiff_t>::max() / 2);
    QVERIFY_THROWS_EXCEPTION(RuntimeError, thread.start());
    QVERIFY(!thread.is_alive());
    QCOMPARE(active_count(), std::size_t{1});
    stack_size(0);
    thread.start();
    thread.join();
  }
};

QTEST_APPLESS_MAIN(TestStackSize)
#include "tst_stack_size.moc"
