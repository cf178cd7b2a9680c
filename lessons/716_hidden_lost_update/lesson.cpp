#include "course/lesson.h"

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/lock.h"
#include "threading/shared.h"
#include "threading/with.h"

namespace lessons {
namespace {

constexpr int workers = 2;
constexpr int amount = 10;

/// An account whose every method holds its lock.
class Account {
 public:
  int balance(trace::Source source = trace::Source::here()) {
    const Holding holding(lock_, source);
    return balance_.load(source);
  }
  void set_balance(int balance, trace::Source source = trace::Source::here()) {
    const Holding holding(lock_, source);
    balance_.store(balance, source);
  }
  void deposit(int more, trace::Source source = trace::Source::here()) {
    const Holding holding(lock_, source);
    balance_.store(balance_.load(source) + more, source);
  }
  threading::Lock& lock() { return lock_; }

 private:
  using Holding = threading::With<threading::Lock>;

  threading::Lock lock_{"account's lock"};
  threading::Shared<int> balance_{0, "balance"};
};

//! [as-found]
void found(course::Stage& stage) {
  Account account;  // every method holds the account's lock
  Crew crew("worker", workers, [&](int) {
    const int seen = stage.local("seen", account.balance());
    account.set_balance(seen + amount);
  });
  crew.join();
  stage.gauge("result").set(account.balance());
}
//! [as-found]

//! [repaired]
void repaired(course::Stage& stage) {
  Account account;  // every method holds the account's lock
  threading::Lock guard{"guard"};
  Crew crew("worker", workers, [&](int) {
    //! <pay-in>
    const std::string& pay_in = stage.choice("pay-in");
    if (pay_in == "get-and-set") {
      //! [get-and-set]
      const int seen = stage.local("seen", account.balance());
      account.set_balance(seen + amount);
      //! [get-and-set]
    } else if (pay_in == "one-line") {
      //! [one-line]
      account.set_balance(account.balance() + amount);
      //! [one-line]
    } else if (pay_in == "same-lock") {
      //! [same-lock]
      const threading::With holding(account.lock());
      account.set_balance(account.balance() + amount);
      //! [same-lock]
    } else if (pay_in == "outer-lock") {
      //! [outer-lock]
      const threading::With holding(guard);
      account.set_balance(account.balance() + amount);
      //! [outer-lock]
    } else {
      //! [one-method]
      account.deposit(amount);
      //! [one-method]
    }
    //! <pay-in>
  });
  crew.join();
  stage.gauge("result").set(account.balance());
}
//! [repaired]

}  // namespace

course::Lesson hidden_lost_update() {
  const course::Slot pay_in{
      .id = "pay-in",
      .label = "How a worker pays in",
      .pieces = {{"get-and-set", "Get the balance, set the new one"},
                 {"one-line", "The same in one line"},
                 {"same-lock", "Hold the account's lock around both"},
                 {"outer-lock", "Hold another common lock around both"},
                 {"one-method", "Let one method of the account do it"}}};
  return course::as_challenge(
      {
          .goal = "Make the account end at less than 20.",
          .claim = "nothing-lost",
          .least_pre_emptions = 1,
          .hints =
              {
                  "Every method of the account is safe. The worker calls two of them.",
                  "When balance() returns, the lock has been given back.",
                  "Stop worker 1 after balance() has returned, and let worker 2 do all "
                  "of its work.",
              },
          .slots = {pay_in},
          .as_found = found,
          .repaired = repaired,
      },
      {
          .title = "Hidden lost update",
          .summary = "Every method takes the lock, and still an amount is lost.",
          .claims = {course::ends_with(
                         "nothing-lost", "Nothing is lost: the account ends at 20.",
                         "result",
                         [](const course::Facts&) { return workers * amount; }),
                     course::never_stuck()},
          .views = {"objects", "timeline", "output"},
      });
}

}  // namespace lessons
