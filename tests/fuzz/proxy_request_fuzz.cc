// What a boxed program may send to its proxy: what is let through and sent on reads, to another strict reader, as one
// request for the host that was decided on.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/check.h"
#include "egress/host.h"
#include "egress/proxy_request.h"
#include "http_server/request_reader.h"

namespace {

using namespace hearth;
using http_server::RequestReader;

// The first request, if the bytes hold a whole one.
const http_server::Request* read(RequestReader& reader, std::string_view bytes) {
  reader.append(bytes);
  for (;;) {
    switch (reader.advance()) {
      case RequestReader::Progress::need_more:
      case RequestReader::Progress::refused:
        return nullptr;
      case RequestReader::Progress::header_ready:
        break;
      case RequestReader::Progress::complete:
        return &reader.request();
    }
  }
}

void check_forwarded(const egress::ProxyRequest& request, std::size_t body_size) {
  http_server::Limits limits{.header_bytes = 64 * 1024, .headers = 200};
  RequestReader reader(limits, http_server::Targets::any);
  const http_server::Request* again = read(reader, request.bytes);
  check(again != nullptr && reader.unread().empty());
  check(again->body.size() == body_size && again->target.starts_with('/'));
  auto count = [&](std::string_view name) {
    return std::ranges::count(again->headers, name, &http_server::Header::name);
  };
  check(count("host") == 1 && count("connection") == 1 && count("transfer-encoding") == 0 && count("upgrade") == 0);
  std::string host(again->header("host"));
  bool has_port = request.port != 80;
  egress::Host reached = has_port ? egress::parse_host_and_port(host).host : egress::parse_host(host);
  check(reached == request.host);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  http_server::Limits limits{.header_bytes = 8 * 1024, .headers = 50, .body_bytes = 8 * 1024};
  RequestReader reader(limits, http_server::Targets::any);
  const http_server::Request* request = read(reader, {reinterpret_cast<const char*>(data), size});
  if (!request) return 0;
  auto result = egress::read_proxy_request(*request);
  const auto* asked = std::get_if<egress::ProxyRequest>(&result);
  if (!asked) return 0;
  check(asked->port != 0 && !asked->host.text.empty());
  if (asked->kind == egress::ProxyRequest::Kind::forward) check_forwarded(*asked, request->body.size());
  return 0;
}
