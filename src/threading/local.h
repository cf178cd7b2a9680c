#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "threading/context.h"
#include "threading/monitor.h"

namespace threading {

/// Python: threading.local. One name, one value for each thread: made at the thread's first use, by the initializer if
/// there is one, and destroyed when the thread ends or with the local itself, whichever is first.
///
/// Thread-safety: every method, from any thread, each on its own value. The destructor when nobody uses it any more.
/// Complexity:    O(1) and a monitor entry per access.
template <class T>
class local {
 public:
  /// Values begin as T{}.
  local() : local([] { return T{}; }) {}
  /// Values begin as `initializer(arguments...)`, called once in each thread that uses the local.
  template <class Initializer, class... Arguments>
  requires std::is_invocable_r_v<T, const Initializer&, const Arguments&...>
  explicit local(Initializer initializer, Arguments... arguments)
      : make_([initializer = std::move(initializer), arguments = std::make_tuple(std::move(arguments)...)] {
          return std::make_shared<T>(std::apply(initializer, arguments));
        }) {}
  local(const local&) = delete;
  local& operator=(const local&) = delete;

  /// The calling thread's value.
  T& get() {
    Context& self = Context::current();
    std::shared_ptr<T> value = values_->find(self.serial());
    if (value == nullptr) {
      value = make_();
      values_->insert(self.serial(), value);
      // By serial, and only while the local exists: neither an address nor a dead local is ever asked.
      self.at_end([values = std::weak_ptr(values_), serial = self.serial()] {
        if (const auto alive = values.lock()) alive->erase(serial);
      });
    }
    return *value;
  }
  T& operator*() { return get(); }
  T* operator->() { return &get(); }

  /// Whether the calling thread has a value already.
  bool has_value() const { return values_->find(Context::current().serial()) != nullptr; }

 private:
  class Values {
   public:
    std::shared_ptr<T> find(std::uint64_t thread) {
      std::shared_ptr<T> value;
      monitor_.note([&](Turn&) {
        if (const auto found = values_.find(thread); found != values_.end()) value = found->second;
      });
      return value;
    }
    void insert(std::uint64_t thread, std::shared_ptr<T> value) {
      monitor_.note([&](Turn&) { values_.emplace(thread, std::move(value)); });
    }
    void erase(std::uint64_t thread) {
      std::shared_ptr<T> last;  // destroyed outside the monitor: its destructor may use the library
      monitor_.note([&](Turn&) {
        if (const auto found = values_.find(thread); found != values_.end()) {
          last = std::move(found->second);
          values_.erase(found);
        }
      });
    }

   private:
    Monitor monitor_;
    std::unordered_map<std::uint64_t, std::shared_ptr<T>> values_;  // guarded by monitor_
  };

  std::function<std::shared_ptr<T>()> make_;
  std::shared_ptr<Values> values_ = std::make_shared<Values>();
};

}  // namespace threading
