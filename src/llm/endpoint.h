// The address of a model server as the user writes it, and the requests made from it. Any thread.
#pragma once

#include <stop_token>
#include <string>
#include <string_view>

#include "domain/egress_permit.h"
#include "egress/gate.h"
#include "http_client/fetch.h"

namespace hearth::llm {

struct ModelServer {
  std::string base_url;          // "http://127.0.0.1:9931/v1", or "unix:/path/to/socket" for a server on a unix socket
  std::string api_key;           // empty: none is sent
  egress::Gate* gate = nullptr;  // set: the server is on another machine, and each connection is asked for
};

// "local" or "remote": the origin of its answers, and with a slash what the ids of its models begin with.
std::string_view provider_of(const ModelServer& server);
// "host:port" of a server on another machine; empty for one on this. Throws Error(invalid_argument) for what is no URL.
std::string destination_of(const ModelServer& server);
// A request for base URL + path ("/models"), with the key. Throws as destination_of does.
http_client::Request request_to(const ModelServer& server, std::string_view path);
// Leave for one connection to the server. `about` says who asks and what is sent; the rest is filled in. Throws as
// egress::Gate::open does.
EgressPermit leave_for(const ModelServer& server, egress::Outgoing about, std::stop_token stop);

}  // namespace hearth::llm
