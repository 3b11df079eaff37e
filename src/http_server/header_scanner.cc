#include "http_server/header_scanner.h"

#include <fmt/format.h>

namespace hearth::http_server {

namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::optional<Refusal> check_request_line(std::string_view line, Targets targets) {
  constexpr std::size_t version_length = 9;  // " HTTP/1.1"
  if (line.size() <= version_length) return Refusal{400, "The request line is malformed."};
  std::string_view version = line.substr(line.size() - version_length);
  bool is_version = version.starts_with(" HTTP/") && is_digit(version[6]) && version[7] == '.' && is_digit(version[8]);
  if (!is_version) return Refusal{400, "The request line is malformed."};
  bool may_be_old = targets == Targets::any && line.starts_with("CONNECT ");
  if (may_be_old && version == " HTTP/1.0") return std::nullopt;
  if (version != " HTTP/1.1") return Refusal{505, "Only HTTP/1.1 is spoken here."};
  return std::nullopt;
}

std::optional<Refusal> check_field_line(std::string_view line) {
  if (is_space(line.front())) return Refusal{400, "Folded header lines are refused."};
  std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return Refusal{400, "A header line has no name."};
  if (is_space(line[colon - 1])) return Refusal{400, "A header line has space before its colon."};
  return std::nullopt;
}

}  // namespace

std::optional<Refusal> HeaderScanner::end_line(std::string_view line) {
  if (lines_ == 0) return check_request_line(line, targets_);
  if (lines_ > limits_->headers) return Refusal{431, fmt::format("More than {} headers.", limits_->headers)};
  return check_field_line(line);
}

std::optional<Refusal> HeaderScanner::scan(std::string_view bytes) {
  for (; block_length_ == 0 && position_ < bytes.size(); ++position_) {
    auto byte = static_cast<unsigned char>(bytes[position_]);
    bool after_return = position_ > line_begin_ && bytes[position_ - 1] == '\r';
    if (position_ >= limits_->header_bytes) {
      return Refusal{431, fmt::format("The header is longer than {} bytes.", limits_->header_bytes)};
    }
    if (after_return != (byte == '\n')) return Refusal{400, "A line does not end in CR LF."};
    if ((byte < 0x20 && byte != '\t' && byte != '\r' && byte != '\n') || byte == 0x7f) {
      return Refusal{400, "The header has a control character."};
    }
    if (byte != '\n') continue;
    std::string_view line = bytes.substr(line_begin_, position_ - 1 - line_begin_);
    line_begin_ = position_ + 1;
    if (line.empty() && lines_ > 0) {
      block_length_ = position_ + 1;
      return std::nullopt;
    }
    if (std::optional<Refusal> refusal = end_line(line)) return refusal;
    ++lines_;
  }
  return std::nullopt;
}

}  // namespace hearth::http_server
