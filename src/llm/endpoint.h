// The address of a model server as the user writes it, and the requests made from it. Pure values; any thread.
#pragma once

#include <string>
#include <string_view>

#include "http_client/fetch.h"

namespace hearth::llm {

struct ModelServer {
  std::string base_url;  // "http://127.0.0.1:9931/v1", or "unix:/path/to/socket" for a server on a unix socket
  std::string api_key;   // empty: none is sent
};

// A request for base URL + path ("/models"), with the key.
http_client::Request request_to(const ModelServer& server, std::string_view path);

}  // namespace hearth::llm
