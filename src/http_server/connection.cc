#include "http_server/connection.h"

#include <fmt/format.h>

#include <exception>
#include <optional>
#include <utility>

#include "base/log.h"
#include "base/stop.h"
#include "http_server/origin_guard.h"

namespace hearth::http_server {

namespace {

// Each write is one chunk, so that an event reaches the client as soon as it is there.
class ChunkedStream : public Stream {
 public:
  ChunkedStream(Wire& wire, const std::stop_token& stop) : wire_(wire), stop_(stop) {}

  bool write(std::string_view bytes) override {
    if (bytes.empty()) return alive_;
    alive_ = alive_ && wire_.send(fmt::format("{:x}\r\n", bytes.size()), bytes, "\r\n", stop_);
    return alive_;
  }
  bool finish() { return alive_ && wire_.send("0\r\n\r\n", {}, {}, stop_); }

 private:
  Wire& wire_;
  const std::stop_token& stop_;
  bool alive_ = true;
};

// The one place where what a handler throws becomes an answer. Nothing when f gives none or was cancelled.
template <class F>
std::optional<Response> answer_of(const Request& request, F&& f) {
  try {
    std::optional<Response> response = f();
    if (response) require_safe_headers(*response);
    return response;
  } catch (const Error& error) {
    return problem(error);
  } catch (const Cancelled&) {
    return std::nullopt;
  } catch (const std::exception& fault) {
    log::error("{} {}: {}", request.method, request.path, fault.what());
    return problem(500,
                   fmt::format("answering {} {}: a fault in Hearth: {}", request.method, request.path, fault.what()));
  }
}

// False when the body broke off: the client must then see a connection that ends without the last chunk.
bool write_body(const StreamBody& body, Stream& stream, const Request& request, const std::stop_token& stop) {
  try {
    body(stream, stop);
    return true;
  } catch (const Cancelled&) {
    return false;
  } catch (const std::exception& fault) {
    log::warn("{} {}: the stream broke off: {}", request.method, request.path, fault.what());
    return false;
  }
}

}  // namespace

Connection::Connection(int socket, Transport transport, const Surroundings& surroundings, std::function<void()> watch)
    : transport_(transport),
      around_(surroundings),
      watch_(std::move(watch)),
      wire_(socket, transport, surroundings.options.limits),
      reader_(surroundings.options.limits),
      deadline_(Wire::Clock::now() + surroundings.options.limits.header_timeout) {}

void Connection::run(std::stop_token stop) {
  while (!stop.stop_requested() && serve_one(stop) == Next::another_request) {
    reader_.next();
    phase_ = Phase::idle;
    deadline_ = Wire::Clock::now() + around_.options.limits.idle_timeout;
  }
}

Connection::Next Connection::serve_one(const std::stop_token& stop) {
  if (!read_request(stop)) return Next::close;
  around_.request_began();
  Next next = answer(stop);
  around_.request_ended();
  return next;
}

bool Connection::read_request(const std::stop_token& stop) {
  for (;;) {
    switch (reader_.advance()) {
      case RequestReader::Progress::need_more:
        if (!receive(stop)) return false;
        break;
      case RequestReader::Progress::header_ready:
        if (!admit(stop)) return false;
        break;
      case RequestReader::Progress::complete:
        return true;
      case RequestReader::Progress::refused:
        refuse(problem(reader_.refusal().status, reader_.refusal().detail), stop);
        return false;
    }
  }
}

bool Connection::receive(const std::stop_token& stop) {
  for (;;) {
    Wire::Received received = wire_.receive();
    Wire::Clock::time_point now = Wire::Clock::now();
    if (received.outcome == Wire::Received::Outcome::closed || stop.stop_requested()) return false;
    if (received.outcome == Wire::Received::Outcome::bytes) {
      bool is_first = phase_ == Phase::first || phase_ == Phase::idle;
      if (is_first) {
        phase_ = Phase::header;
        deadline_ = now + around_.options.limits.header_timeout;
      }
      reader_.append(received.bytes);
      if (now < deadline_) return true;
    }
    if (now < deadline_) continue;
    if (reader_.started()) refuse(problem(408, "The request did not arrive in time."), stop);
    return false;
  }
}

bool Connection::admit(const std::stop_token& stop) {
  phase_ = Phase::body;
  deadline_ = Wire::Clock::now() + around_.options.limits.body_timeout;
  Request& request = reader_.request();
  request.transport = transport_;
  Body body = reader_.has_body() ? Body::present : Body::absent;
  if (std::optional<Refusal> refusal = check_origin(request, body, around_.port)) {
    refuse(problem(refusal->status, refusal->detail), stop);
    return false;
  }
  if (around_.options.admit) {
    std::optional<Response> response = answer_of(request, [&] { return around_.options.admit(request); });
    if (response) {
      refuse(*response, stop);
      return false;
    }
  }
  if (!reader_.expects_continue()) return true;
  return wire_.send("HTTP/1.1 100 Continue\r\n\r\n", {}, {}, stop);
}

Connection::Next Connection::answer(const std::stop_token& stop) {
  const Request& request = reader_.request();
  std::optional<Response> response =
      answer_of(request, [&] { return std::optional<Response>(around_.handler(request, stop)); });
  if (!response) return Next::close;
  if (response->stream) {
    send_stream(*response, stop);
    return Next::close;
  }
  return send(*response, reader_.keep_alive() ? AfterAnswer::keep_alive : AfterAnswer::close, stop);
}

Connection::Next Connection::send(const Response& response, AfterAnswer after, const std::stop_token& stop) {
  head_.clear();
  append_head(head_, response, Framing::sized, after, around_.options.opener);
  bool head_only = reader_.request().method == "HEAD" || response.status == 204 || response.status == 304;
  if (!wire_.send(head_, head_only ? std::string_view() : response.body, {}, stop)) return Next::close;
  if (after == AfterAnswer::keep_alive) return Next::another_request;
  wire_.finish_sending();
  return Next::close;
}

void Connection::send_stream(const Response& response, const std::stop_token& stop) {
  head_.clear();
  append_head(head_, response, Framing::chunked, AfterAnswer::close, around_.options.opener);
  if (!wire_.send(head_, {}, {}, stop) || reader_.request().method == "HEAD") return;
  watch_();
  ChunkedStream stream(wire_, stop);
  if (write_body(response.stream, stream, reader_.request(), stop) && stream.finish()) wire_.finish_sending();
}

void Connection::refuse(const Response& response, const std::stop_token& stop) {
  (void)send(response, AfterAnswer::close, stop);
}

}  // namespace hearth::http_server
