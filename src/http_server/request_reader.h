// Bytes in, requests out: the whole HTTP/1.1 framing, without a socket. Parsing is Boost.Beast's; the rules that make
// it strict are ours (see header_scanner.h and target.h). Nothing reaches the caller before it is known to be sound.
//
//   reader.append(bytes);
//   switch (reader.advance()) { … }    // until need_more or refused; after complete, take the request and call next()
//
// Bytes after a request's end are kept as the start of the next one. One thread; never throws on any input.
#pragma once

#include <memory>
#include <string_view>

#include "http_server/limits.h"
#include "http_server/request.h"

namespace hearth::http_server {

class RequestReader {
 public:
  enum class Progress {
    need_more,     // append() and ask again
    header_ready,  // once per request: everything but the body is there
    complete,      // the request is whole
    refused,       // refusal() says why; the connection is of no more use
  };

  // The limits must outlive the reader.
  explicit RequestReader(const Limits& limits, Targets targets = Targets::own);
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  void append(std::string_view bytes);
  Progress advance();
  void next();

  Request& request();
  const Refusal& refusal() const;
  // Some bytes of a request that is not complete are here.
  bool started() const;
  // What came after the request's end, valid until the next append() or next().
  std::string_view unread() const;
  // From header_ready on.
  bool has_body() const;
  bool keep_alive() const;
  // The client waits for "100 Continue" before it sends the body.
  bool expects_continue() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace hearth::http_server
