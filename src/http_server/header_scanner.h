// Finds the end of a request's header block in bytes that arrive in pieces, and refuses at the first bad byte what a
// lenient reader might take differently from a strict one: bare CR or LF, control characters, folded lines, space
// before a colon, empty lines in front, versions other than HTTP/1.1 (a proxy takes CONNECT with HTTP/1.0 too). Each
// byte is looked at once. Pure; one thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "http_server/limits.h"
#include "http_server/request.h"

namespace hearth::http_server {

class HeaderScanner {
 public:
  // The limits must outlive the scanner.
  HeaderScanner(const Limits& limits, Targets targets) : limits_(&limits), targets_(targets) {}

  // `bytes` is everything received of this request so far. Looks at what is new since the last call.
  std::optional<Refusal> scan(std::string_view bytes);
  // Length of the block with its closing empty line; 0 until that has been seen.
  std::size_t block_length() const { return block_length_; }

 private:
  std::optional<Refusal> end_line(std::string_view line);

  const Limits* limits_;
  Targets targets_;
  std::size_t position_ = 0;
  std::size_t line_begin_ = 0;
  std::size_t lines_ = 0;
  std::size_t block_length_ = 0;
};

}  // namespace hearth::http_server
