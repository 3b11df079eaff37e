#include "http_server/chunk_line.h"

#include <algorithm>

namespace hearth::http_server {

namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::size_t most_digits = 16;

ChunkLine take_line_end(std::string_view& bytes) {
  std::string_view head = bytes.substr(0, line_end.size());
  if (head != line_end.substr(0, head.size())) return ChunkLine::malformed;
  if (head.size() < line_end.size()) return ChunkLine::incomplete;
  bytes.remove_prefix(line_end.size());
  return ChunkLine::sound;
}

}  // namespace

ChunkLine check_chunk_line(std::string_view bytes, ChunkPlace place) {
  if (place == ChunkPlace::later) {
    ChunkLine before = take_line_end(bytes);
    if (before != ChunkLine::sound) return before;
  }
  std::size_t digits = std::min(bytes.find_first_not_of("0123456789abcdefABCDEF"), bytes.size());
  if (digits > most_digits) return ChunkLine::malformed;
  if (digits == bytes.size()) return ChunkLine::incomplete;
  if (digits == 0) return ChunkLine::malformed;
  bool is_last = bytes.substr(0, digits).find_first_not_of('0') == std::string_view::npos;
  bytes.remove_prefix(digits);
  ChunkLine end = take_line_end(bytes);
  return end == ChunkLine::sound && is_last ? take_line_end(bytes) : end;
}

}  // namespace hearth::http_server
