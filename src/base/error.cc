#include "base/error.h"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

namespace hearth {

namespace {

Code code_of_errno(int error_number) {
  switch (error_number) {
    case ENOENT:
    case ENOTDIR:
      return Code::not_found;
    case EACCES:
    case EPERM:
    case EROFS:
    case ELOOP:
    case EXDEV:
      return Code::denied;
    case EEXIST:
    case ENOTEMPTY:
    case EISDIR:
    case ETXTBSY:
      return Code::conflict;
    case ENOSPC:
    case EDQUOT:
    case EMFILE:
    case ENFILE:
    case EAGAIN:
    case EBUSY:
    case ENOMEM:
    case ECONNREFUSED:
      return Code::unavailable;
    case ETIMEDOUT:
      return Code::timeout;
    case EINVAL:
    case ENAMETOOLONG:
    case EFBIG:
      return Code::invalid_argument;
    case ENOSYS:
    case EOPNOTSUPP:
      return Code::unsupported;
    default:
      return Code::internal;
  }
}

}  // namespace

std::string_view to_string(Code code) {
  switch (code) {
    case Code::invalid_argument:
      return "invalid_argument";
    case Code::not_found:
      return "not_found";
    case Code::denied:
      return "denied";
    case Code::conflict:
      return "conflict";
    case Code::unavailable:
      return "unavailable";
    case Code::timeout:
      return "timeout";
    case Code::internal:
      return "internal";
    case Code::unsupported:
      return "unsupported";
  }
  return "internal";
}

int http_status(Code code) {
  switch (code) {
    case Code::invalid_argument:
      return 400;
    case Code::not_found:
      return 404;
    case Code::denied:
      return 403;
    case Code::conflict:
      return 409;
    case Code::unavailable:
      return 503;
    case Code::timeout:
      return 504;
    case Code::internal:
      return 500;
    case Code::unsupported:
      return 501;
  }
  return 500;
}

int exit_status(Code code) {
  switch (code) {
    case Code::invalid_argument:
      return 2;
    case Code::denied:
      return 3;
    case Code::not_found:
    case Code::conflict:
    case Code::unavailable:
    case Code::timeout:
    case Code::internal:
    case Code::unsupported:
      return 1;
  }
  return 1;
}

void Error::add_context(std::string_view doing) {
  what_ = fmt::format("{}: {}", doing, what_);
}

void throw_errno(std::string_view doing) {
  throw_errno(doing, errno);
}

void throw_errno(std::string_view doing, int error_number) {
  throw Error(code_of_errno(error_number), fmt::format("{}: {}", doing, std::generic_category().message(error_number)));
}

}  // namespace hearth
