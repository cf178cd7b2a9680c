#pragma once

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include <QFile>
#include <QTest>

/// While it lives, the stack of a new thread is larger than what is left of the address space. A sanitizer needs more
/// address space than that: see QSKIP where it is used.
class NoRoomForThreads {
 public:
  NoRoomForThreads() {
    getrlimit(RLIMIT_AS, &before_);
    pthread_getattr_default_np(&attributesBefore_);
    pthread_attr_t large;
    pthread_attr_init(&large);
    pthread_attr_setstacksize(&large, stack);
    QCOMPARE(pthread_setattr_default_np(&large), 0);
    pthread_attr_destroy(&large);
    QFile pages(QStringLiteral("/proc/self/statm"));
    QVERIFY(pages.open(QIODevice::ReadOnly));
    const rlim_t used = pages.readAll().split(' ').front().toULongLong() * static_cast<rlim_t>(sysconf(_SC_PAGESIZE));
    const rlimit tight{used + stack / 2, before_.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_AS, &tight), 0);
  }
  ~NoRoomForThreads() {
    setrlimit(RLIMIT_AS, &before_);
    pthread_setattr_default_np(&attributesBefore_);
    pthread_attr_destroy(&attributesBefore_);
  }
  NoRoomForThreads(const NoRoomForThreads&) = delete;
  NoRoomForThreads& operator=(const NoRoomForThreads&) = delete;

 private:
  static constexpr std::size_t stack = std::size_t{1} << 30U;

  rlimit before_{};
  pthread_attr_t attributesBefore_{};
};
