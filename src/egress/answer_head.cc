#include "egress/answer_head.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"

namespace hearth::egress {

namespace {

constexpr std::size_t largest_head = 256 * 1024;
constexpr std::string_view end_of_head = "\r\n\r\n";
constexpr std::array<std::string_view, 5> about_the_connection = {
    "connection:", "keep-alive:", "proxy-connection:", "proxy-authenticate:", "upgrade:"};

bool is_about_the_connection(std::string_view line) {
  auto begins = [&](std::string_view name) {
    return line.size() >= name.size() && std::ranges::equal(line.substr(0, name.size()), name, [](char a, char b) {
             return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
           });
  };
  return std::ranges::any_of(about_the_connection, begins);
}

// "HTTP/1.1 200 OK" → 200
int status_of(std::string_view line) {
  bool is_answer = line.size() >= 12 && line.starts_with("HTTP/1.") && line[8] == ' ';
  int status = 0;
  for (char c : is_answer ? line.substr(9, 3) : std::string_view("x")) {
    if (c < '0' || c > '9') throw Error(Code::unavailable, "reading an answer: it is no HTTP/1.1");
    status = 10 * status + (c - '0');
  }
  return status;
}

}  // namespace

std::string AnswerHead::pass(std::string_view bytes) {
  if (is_whole_) return std::string(bytes);
  waiting_ += bytes;
  while (!is_whole_ && take_head()) {
  }
  if (!is_whole_) {
    if (waiting_.size() > largest_head) throw Error(Code::unavailable, "reading an answer: its head is too large");
    return {};
  }
  return std::exchange(head_, {}) + std::exchange(waiting_, {});
}

// Takes one head off the front; false when there is no whole one.
bool AnswerHead::take_head() {
  std::size_t end = waiting_.find(end_of_head);
  if (end == std::string::npos) return false;
  std::string_view rest = std::string_view(waiting_).substr(0, end + 2);
  std::string_view first = rest.substr(0, rest.find("\r\n"));
  int status = status_of(first);
  if (status == 101) throw Error(Code::unavailable, "reading an answer: it changes the protocol");
  is_whole_ = status >= 200;
  head_.clear();
  while (!rest.empty()) {
    std::size_t line_end = rest.find("\r\n");
    std::string_view line = rest.substr(0, line_end);
    if (!is_about_the_connection(line)) head_ += fmt::format("{}\r\n", line);
    rest.remove_prefix(line_end + 2);
  }
  head_ += "Connection: close\r\n\r\n";
  waiting_.erase(0, end + end_of_head.size());
  return true;
}

}  // namespace hearth::egress
