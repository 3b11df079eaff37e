// Server-sent events out of a byte stream, the same whatever pieces it arrives in. Follows the HTML standard (lines end
// in LF, CR LF or CR; a byte order mark, comments and unknown fields are skipped; the id stays until the next one),
// except that finish() delivers a last event that lacks its empty line, as some model servers leave it out. Each byte
// is looked at a fixed number of times. One thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace hearth::http_client {

struct SseEvent {
  std::string id;     // the last one given, possibly with an earlier event
  std::string event;  // the type; empty means "message"
  std::string data;   // its lines joined by LF
};

class SseParser {
 public:
  using OnEvent = std::function<void(const SseEvent&)>;
  static constexpr std::size_t default_limit = 64 * 1024 * 1024;

  explicit SseParser(OnEvent on_event, std::size_t max_event_bytes = default_limit);

  // Calls on_event for each event that has become complete. Throws Error(unavailable) when one event is too large.
  void feed(std::string_view bytes);
  // The stream has ended.
  void finish();
  // How long the server wishes clients to wait before they connect again.
  std::optional<std::chrono::milliseconds> retry() const { return retry_; }

 private:
  void skip_byte_order_mark(std::string_view& bytes);
  void take_piece(std::string_view piece);
  void end_line();
  void take_line(std::string_view line);
  void take_field(std::string_view name, std::string_view value);
  void dispatch();
  void require_room(std::size_t more) const;

  OnEvent on_event_;
  std::size_t max_event_bytes_;
  std::size_t mark_bytes_ = 0;  // of the byte order mark seen so far
  bool after_return_ = false;   // the last byte was CR: an LF now belongs to it
  std::string line_;            // the line that is not complete yet
  bool has_data_ = false;
  SseEvent event_;
  std::optional<std::chrono::milliseconds> retry_;
};

}  // namespace hearth::http_client
