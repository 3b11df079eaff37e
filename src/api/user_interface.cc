#include "api/user_interface.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace hearth::api {

namespace {

using http_server::Request;
using http_server::Response;

std::string_view trimmed(std::string_view text) {
  std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Calls `each` with every item of a comma-separated header.
template <typename Each>
void each_item(std::string_view header, Each each) {
  while (!header.empty()) {
    std::size_t comma = std::min(header.find(','), header.size());
    each(trimmed(header.substr(0, comma)));
    header.remove_prefix(std::min(header.size(), comma + 1));
  }
}

bool accepts(std::string_view header, std::string_view coding) {
  bool found = false;
  each_item(header, [&](std::string_view item) {
    std::size_t semicolon = std::min(item.find(';'), item.size());
    if (trimmed(item.substr(0, semicolon)) != coding) return;
    std::string_view weight = trimmed(item.substr(std::min(item.size(), semicolon + 1)));
    found =
        weight != "q=0" && !(weight.starts_with("q=0.") && weight.find_first_not_of("0", 4) == std::string_view::npos);
  });
  return found;
}

struct Encoded {
  std::string_view coding;  // empty: as it is
  std::string_view bytes;
};

Encoded encoded_for(const Request& request, const UiFile& file) {
  std::string_view accepted = request.header("accept-encoding");
  if (!file.br.empty() && accepts(accepted, "br")) return {"br", file.br};
  if (!file.gzip.empty() && accepts(accepted, "gzip")) return {"gzip", file.gzip};
  return {"", file.identity};
}

bool client_has(const Request& request, std::string_view tag) {
  bool found = false;
  each_item(request.header("if-none-match"), [&](std::string_view item) {
    if (item.starts_with("W/")) item.remove_prefix(2);
    found = found || item == tag || item == "*";
  });
  return found;
}

Response response_with(const Request& request, const UiFile& file) {
  Encoded encoded = encoded_for(request, file);
  std::string tag = fmt::format("\"{}{}{}\"", file.hash, encoded.coding.empty() ? "" : "-", encoded.coding);
  Response response;
  response.content_type = file.content_type;
  response.headers = {{"ETag", tag},
                      {"Vary", "Accept-Encoding"},
                      {"Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache"}};
  if (client_has(request, tag)) {
    response.status = 304;
    return response;
  }
  if (!encoded.coding.empty()) response.headers.emplace_back("Content-Encoding", encoded.coding);
  response.body = encoded.bytes;
  return response;
}

}  // namespace

Response user_interface(std::span<const UiFile> files, const Request& request) {
  auto file = std::ranges::find(files, request.path, &UiFile::path);
  if (file == files.end()) return http_server::problem(404, fmt::format("there is nothing at {}", request.path));
  if (request.method != "GET") return http_server::problem(405, "the user interface is only read; use GET");
  return response_with(request, *file);
}

}  // namespace hearth::api
