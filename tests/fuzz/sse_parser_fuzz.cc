// Server-sent events are the same whatever pieces the bytes arrive in. The first byte is the size of a piece.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "http_client/sse_parser.h"

namespace {

using hearth::http_client::SseEvent;
using hearth::http_client::SseParser;

std::string parsed(std::string_view bytes, std::size_t piece) {
  std::string events;
  SseParser parser([&](const SseEvent& event) {
    events += std::to_string(event.data.size()) + '|' + event.id + '|' + event.event + '|' + event.data + '\0';
  });
  for (std::size_t at = 0; at < bytes.size(); at += piece) parser.feed(bytes.substr(at, piece));
  parser.finish();
  if (parser.retry()) events += std::to_string(parser.retry()->count());
  return events;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string whole = parsed(bytes, size);
  hearth::check(parsed(bytes, 1) == whole);
  hearth::check(parsed(bytes, data[0] + std::size_t{1}) == whole);
  return 0;
}
