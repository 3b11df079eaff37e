// HTTP requests out of any bytes: the same ones whatever the pieces, and never one whose framing is ambiguous.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "http_server/request_reader.h"

namespace {

using namespace hearth::http_server;

void check_request(const Request& request, const Limits& limits) {
  hearth::check(!request.method.empty() && request.target.starts_with('/'));
  hearth::check(request.body.size() <= limits.body_bytes && request.headers.size() <= limits.headers);
  const auto count = [&](std::string_view name) { return std::ranges::count(request.headers, name, &Header::name); };
  hearth::check(count("content-length") + count("transfer-encoding") <= 1);
  for (const std::string& segment : request.segments) hearth::check(segment != "..");
}

std::string read(std::string_view bytes, std::size_t piece) {
  const Limits limits{.header_bytes = 2048, .headers = 20, .body_bytes = 4096};
  RequestReader reader(limits);
  std::string requests;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    reader.append(bytes.substr(at, piece));
    for (bool go_on = true; go_on;) {
      switch (reader.advance()) {
        case RequestReader::Progress::need_more:
          go_on = false;
          break;
        case RequestReader::Progress::header_ready:
          break;
        case RequestReader::Progress::complete:
          check_request(reader.request(), limits);
          requests += reader.request().method + ' ' + reader.request().target + '\n' + reader.request().body + '\n';
          reader.next();
          break;
        case RequestReader::Progress::refused:
          return requests + std::to_string(reader.refusal().status);
      }
    }
  }
  return requests;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string whole = read(bytes, size);
  hearth::check(read(bytes, 1) == whole);
  hearth::check(read(bytes, data[0] + std::size_t{1}) == whole);
  return 0;
}
