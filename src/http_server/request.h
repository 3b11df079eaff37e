// One HTTP request as a handler sees it: complete, well-formed, from an allowed Host and Origin. Plain data.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::http_server {

enum class Transport { unix_socket, tcp };

struct Header {
  std::string name;  // in lower case
  std::string value;
};

struct Request {
  std::string method;
  std::string target;                 // as sent, with the query
  std::string path;                   // percent-decoded, without the query; a proxy leaves it, and what follows, alone
  std::vector<std::string> segments;  // of the path, decoded: "/api/v1/runs" is {"api", "v1", "runs"}, "/" is {}
  std::map<std::string, std::string> query;
  std::vector<Header> headers;
  std::string body;
  Transport transport = Transport::tcp;

  // The value of the first header of that name (given in lower case); empty when there is none.
  std::string_view header(std::string_view lower_case_name) const {
    for (const Header& header : headers) {
      if (header.name == lower_case_name) return header.value;
    }
    return {};
  }
};

// What a request may be for: a path of this server, or, where the reader is a proxy's, anything: an absolute address,
// or a host and port to CONNECT to.
enum class Targets { own, any };

// Why a request is answered without reaching the handler.
struct Refusal {
  int status = 400;
  std::string detail;
};

}  // namespace hearth::http_server
