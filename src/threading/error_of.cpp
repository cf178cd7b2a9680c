#include "threading/error_of.h"

#include <cxxabi.h>

#include "threading/errors.h"

namespace threading {

std::exception_ptr error_of(FunctionRef<void()> body) {
  try {
    body();
  } catch (const TakenDown&) {
    throw;
  } catch (const abi::__forced_unwind&) {
    throw;
  } catch (...) {
    return std::current_exception();
  }
  return nullptr;
}

}  // namespace threading
