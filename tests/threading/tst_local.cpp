#include <QtTest>
#include <atomic>
#include <cstddef>
#include <memory>
#include <string>

#include "threading/event.h"
#include "threading/local.h"
#include "threading/lock.h"
#include "threading/watched.h"
#include "threading/with.h"

using namespace threading;

namespace {

/// Counts the living ones.
struct Counted {
  explicit Counted(std::atomic<int>& counter) : alive(&counter) { ++*alive; }
  Counted(const Counted& other) : alive(other.alive) { ++*alive; }
  Counted& operator=(const Counted&) = default;
  ~Counted() { --*alive; }
  std::atomic<int>* alive;
};

}  // namespace

class TestLocal : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void each_thread_sees_its_own_value_and_none_at_first() {
    local<int> value;
    QVERIFY(!value.has_value());
    *value = 5;
    in_foreign_thread([&] {
      QVERIFY(!value.has_value());
      QCOMPARE(*value, 0);
      *value = 6;
      QVERIFY(value.has_value());
    });
    QCOMPARE(*value, 5);
  }

  void the_setters_value_survives_others() {
    local<std::string> value;
    *value = "main";
    Watched watched;
    for (int i = 0; i < 20; ++i) watched.start("worker", [&] { *value = "worker"; }).join();
    QCOMPARE(*value, "main");
    QCOMPARE(value->size(), std::size_t{4});
  }

  void a_value_is_destroyed_before_join_returns() {
    std::atomic<int> alive{0};
    local<Counted> value([&alive] { return Counted(alive); });
    Watched watched;
    const Thread thread = watched.start("worker", [&] { value.get(); });
    thread.join();
    QCOMPARE(alive.load(), 0);
  }

  void a_value_of_a_foreign_thread_is_destroyed_when_it_ends() {
    std::atomic<int> alive{0};
    local<Counted> value([&alive] { return Counted(alive); });
    in_foreign_thread([&] {
      value.get();
      QCOMPARE(alive.load(), 1);
    });
    QCOMPARE(alive.load(), 0);
  }

  void values_are_destroyed_with_the_local() {
    std::atomic<int> alive{0};
    auto value = std::make_unique<local<Counted>>([&alive] { return Counted(alive); });
    threading::Event used;
    threading::Event go;
    Watched watched;
    const Thread thread = watched.start("worker", [&] {
      value->get();
      used.set();
      go.wait();
    });
    used.wait();
    value->get();
    QCOMPARE(alive.load(), 2);
    value.reset();
    QCOMPARE(alive.load(), 0);
    go.set();
    thread.join();
  }

  void a_local_at_the_same_address_does_not_see_the_old_values() {
    alignas(local<int>) std::byte memory[sizeof(local<int>)];
    auto* value = std::construct_at(reinterpret_cast<local<int>*>(memory));
    **value = 5;
    std::destroy_at(value);
    value = std::construct_at(value);
    QVERIFY(!value->has_value());
    QCOMPARE(**value, 0);
    std::destroy_at(value);
  }

  void a_new_thread_never_sees_the_value_of_one_that_has_ended() {
    local<int> value;
    for (int i = 0; i < 50; ++i) {
      in_foreign_thread([&] {
        QVERIFY(!value.has_value());
        *value = 1;
      });
    }
  }

  void the_initializer_runs_once_per_thread_at_its_first_use_with_the_same_arguments() {
    std::atomic<int> calls{0};
    local<std::string> value(
        [&calls](const std::string& text, int times) {
          ++calls;
          std::string all;
          for (int i = 0; i < times; ++i) all += text;
          return all;
        },
        std::string("ab"), 2);
    QCOMPARE(calls.load(), 0);
    QCOMPARE(*value, "abab");
    *value = "changed";
    QCOMPARE(*value, "changed");
    QCOMPARE(calls.load(), 1);
    in_foreign_thread([&] {
      QCOMPARE(*value, "abab");
      QCOMPARE(*value, "abab");
    });
    QCOMPARE(calls.load(), 2);
  }

  void an_initializer_that_throws_leaves_no_value() {
    bool fail = true;
    local<int> value([&fail] {
      if (fail) throw ValueError("initializer");
      return 3;
    });
    QVERIFY_THROWS_EXCEPTION(ValueError, value.get());
    QVERIFY(!value.has_value());
    fail = false;
    QCOMPARE(*value, 3);
  }

  void a_values_destructor_may_use_the_library() {
    Lock lock;
    local<int> other;
    struct User {
      Lock* lock;
      local<int>* other;
      ~User() {
        if (lock == nullptr) return;
        const With with(*lock);
        **other = 1;
      }
      User(Lock* its_lock, local<int>* its_other) : lock(its_lock), other(its_other) {}
      User(User&& moved) noexcept : lock(std::exchange(moved.lock, nullptr)), other(moved.other) {}
    };
    local<User> value([&] { return User(&lock, &other); });
    Watched watched;
    watched.start("worker", [&] { value.get(); }).join();
    in_foreign_thread([&] { value.get(); });
    QVERIFY(!lock.locked());
    QVERIFY(!other.has_value());
  }
};

QTEST_APPLESS_MAIN(TestLocal)
#include "tst_local.moc"
