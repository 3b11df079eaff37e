#include "http_client/sse_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include "base/error.h"

namespace hearth::http_client {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

SseParser::SseParser(OnEvent on_event, std::size_t max_event_bytes)
    : on_event_(std::move(on_event)), max_event_bytes_(max_event_bytes) {}

void SseParser::feed(std::string_view bytes) {
  skip_byte_order_mark(bytes);
  std::size_t line_feed = 0;  // the next one; looked for again only when it has been passed
  for (std::size_t begin = 0; begin < bytes.size();) {
    if (std::exchange(after_return_, false) && bytes[begin] == '\n') {
      ++begin;
      continue;
    }
    if (begin == 0 || line_feed < begin) line_feed = std::min(bytes.find('\n', begin), bytes.size());
    std::string_view rest = bytes.substr(begin, line_feed - begin);
    std::size_t carriage_return = rest.find('\r');
    after_return_ = carriage_return != std::string_view::npos;
    std::size_t end = after_return_ ? begin + carriage_return : line_feed;
    take_piece(bytes.substr(begin, end - begin));
    if (end == bytes.size()) return;
    end_line();
    begin = end + 1;
  }
}

void SseParser::finish() {
  if (!line_.empty()) end_line();
  dispatch();
}

void SseParser::skip_byte_order_mark(std::string_view& bytes) {
  while (mark_bytes_ < byte_order_mark.size() && !bytes.empty()) {
    if (bytes.front() != byte_order_mark[mark_bytes_]) {
      line_ = byte_order_mark.substr(0, mark_bytes_);  // it only looked like one
      mark_bytes_ = byte_order_mark.size();
      return;
    }
    ++mark_bytes_;
    bytes.remove_prefix(1);
  }
}

void SseParser::take_piece(std::string_view piece) {
  require_room(piece.size());
  line_ += piece;
}

void SseParser::end_line() {
  std::string line = std::exchange(line_, {});
  take_line(line);
  line.clear();
  line_ = std::move(line);  // keeps the memory for the next line
}

void SseParser::take_line(std::string_view line) {
  if (line.empty()) {
    dispatch();
    return;
  }
  std::size_t colon = line.find(':');
  if (colon == 0) return;  // a comment
  if (colon == std::string_view::npos) {
    take_field(line, {});
    return;
  }
  std::string_view value = line.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  take_field(line.substr(0, colon), value);
}

void SseParser::take_field(std::string_view name, std::string_view value) {
  if (name == "data") {
    if (has_data_) event_.data += '\n';
    event_.data += value;
    has_data_ = true;
  } else if (name == "event") {
    event_.event = value;
  } else if (name == "id") {
    if (value.find('\0') == std::string_view::npos) event_.id = value;
  } else if (name == "retry") {
    std::int64_t milliseconds = 0;
    auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), milliseconds);
    bool is_number = error == std::errc() && end == value.data() + value.size() && milliseconds >= 0;
    if (is_number) retry_ = std::chrono::milliseconds(milliseconds);
  }
}

void SseParser::dispatch() {
  if (std::exchange(has_data_, false)) on_event_(event_);
  event_.event.clear();
  event_.data.clear();
}

void SseParser::require_room(std::size_t more) const {
  if (more <= max_event_bytes_ && line_.size() + event_.data.size() <= max_event_bytes_ - more) return;
  throw Error(Code::unavailable,
              fmt::format("reading events: one is larger than the limit of {} bytes", max_event_bytes_));
}

}  // namespace hearth::http_client
