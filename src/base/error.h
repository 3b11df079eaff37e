// The one error type. Throw it when an operation cannot go on; return std::optional when nothing is there; use a small
// named result type when the caller must handle two legal outcomes. A message says what was tried, what happened and
// what to do. Any thread. Cancellation is not an Error: see base/stop.h.
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>

namespace hearth {

enum class Code {
  invalid_argument,  // the request is wrong; sending it again will not help
  not_found,
  denied,       // policy, permission or the user said no
  conflict,     // it clashes with the present state
  unavailable,  // a resource is missing, busy or full; may work later
  timeout,
  internal,  // a fault of ours, or of the machine
  unsupported,
};

std::string_view to_string(Code code);
int http_status(Code code);
// Exit codes of the command line: 1 failed, 2 usage, 3 denied.
int exit_status(Code code);

class Error : public std::exception {
 public:
  Error(Code code, std::string message) : code_(code), what_(std::move(message)) {}
  Code code() const { return code_; }
  const char* what() const noexcept override { return what_.c_str(); }
  // Puts "doing: " in front of the message.
  void add_context(std::string_view doing);

 private:
  Code code_;
  std::string what_;
};

// Throws Error(code chosen from errno) with the message "doing: <text of errno>".
[[noreturn]] void throw_errno(std::string_view doing);
[[noreturn]] void throw_errno(std::string_view doing, int error_number);

// Runs f; an Error that leaves it gets the context.
template <class F>
decltype(auto) with_context(std::string_view doing, F&& f) {
  try {
    return std::forward<F>(f)();
  } catch (Error& error) {
    error.add_context(doing);
    throw;
  }
}

}  // namespace hearth
