#pragma once

#include "trace/source.h"

namespace threading {

/// Python: `with lock:`. Acquires in the constructor, releases in the destructor, whatever ends the scope.
/// For Lock, RLock, Condition, Semaphore, BoundedSemaphore.
template <class Acquirable>
class [[nodiscard]] With {
 public:
  explicit With(Acquirable& acquirable, trace::Source source = trace::Source::here())
      : acquirable_(acquirable), source_(source) {
    acquirable_.acquire(source);
  }
  ~With() { acquirable_.release(source_); }
  With(const With&) = delete;
  With& operator=(const With&) = delete;

 private:
  Acquirable& acquirable_;
  const trace::Source source_;
};

}  // namespace threading
