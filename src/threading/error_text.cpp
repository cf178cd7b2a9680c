#include "threading/error_text.h"

#include "threading/errors.h"

namespace threading {

std::string error_text(const std::exception_ptr& error) {
  if (error == nullptr) return {};
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& exception) {
    return exception.what();
  } catch (const SystemExit&) {
    return "SystemExit";
  } catch (...) {
    return "an error that is no std::exception";
  }
}

bool is_system_exit(const std::exception_ptr& error) {
  if (error == nullptr) return false;
  try {
    std::rethrow_exception(error);
  } catch (const SystemExit&) {
    return true;
  } catch (...) {
    return false;
  }
}

}  // namespace threading
