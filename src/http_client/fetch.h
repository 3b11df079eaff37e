// HTTP/1.1 requests: to programs on this machine with a local permit, elsewhere with one that egress/ gave. Any thread;
// each call opens its own connection and blocks. A stop token ends it within a millisecond or so with Cancelled.
//
// A permit is good for one call. A local one is for plain HTTP to 127.0.0.0/8, ::1, "localhost" and unix sockets; any
// other for its host and port, at the addresses in it, with certificates checked. Both the URL and the address at
// connect time are held against it, and a permit that is revoked ends the call. Redirects are not followed; proxies,
// .netrc, cookies and the environment are ignored.
// Errors: unavailable (nobody answers, the connection broke off, the answer is too large), timeout, denied,
// invalid_argument. An answer of any status is an answer, not an error.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/egress_permit.h"

namespace hearth::http_client {

// 0 means no limit.
struct Timeouts {
  std::chrono::milliseconds connect{5'000};
  std::chrono::milliseconds total{0};
  std::chrono::milliseconds idle{60'000};  // without a byte of answer, the wait for the first one included
};

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method = "GET";
  std::string url = {};          // its host as the permit has it; over a unix socket http://localhost/…
  std::string unix_socket = {};  // a path; empty for TCP
  Headers headers = {};
  std::string body = {};
  Timeouts timeouts = {};
  std::size_t max_body_bytes = 64 * 1024 * 1024;  // of the answer; for stream() in sum
};

struct Response {
  int status = 0;
  Headers headers = {};  // names in lower case
  std::string body = {};

  // The value of the first header of that name; empty when there is none.
  std::string_view header(std::string_view lower_case_name) const;
};

// What stream() tells while the answer comes in, on the calling thread. What these throw leaves stream() unchanged.
struct Receiver {
  std::function<void(const Response& head)> on_head = {};  // once, before the first bytes; may be empty
  std::function<void(std::string_view bytes)> on_bytes;
};

Response fetch(const Request& request, EgressPermit permit, std::stop_token stop);
// The result has an empty body: on_bytes had it.
Response stream(const Request& request, const Receiver& receiver, EgressPermit permit, std::stop_token stop);

}  // namespace hearth::http_client
