// The only file that includes Boost.Beast: it costs seconds to compile.
#include "http_server/request_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "http_server/chunk_line.h"
#include "http_server/header_scanner.h"
#include "http_server/target.h"

namespace hearth::http_server {

namespace {

namespace beast_http = boost::beast::http;
using BeastError = boost::beast::error_code;
using BeastView = boost::beast::string_view;

constexpr std::array<std::string_view, 7> known_methods = {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"};
constexpr std::size_t first_body_reservation = 1024 * 1024;

std::string_view view(BeastView text) {
  return {text.data(), text.size()};
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

// Writes what Beast finds straight into a Request.
class Parser : public beast_http::basic_parser<true> {
 public:
  Parser(Request& request, std::optional<Refusal>& refusal, const Limits& limits, Targets targets)
      : request_(request), refusal_(refusal), targets_(targets) {
    header_limit(static_cast<std::uint32_t>(limits.header_bytes + 1));
    body_limit(limits.body_bytes);
  }

  // A chunk's size line comes next.
  bool between_chunks() const { return chunked() && chunk_left_ == 0; }
  ChunkPlace chunk_place() const { return chunk_place_; }

 private:
  void on_request_impl(beast_http::verb, BeastView method, BeastView target, int, BeastError& error) override {
    request_.method = view(method);
    switch (targets_) {
      case Targets::any:
        request_.target = view(target);
        break;
      case Targets::own: {
        bool known = std::find(known_methods.begin(), known_methods.end(), view(method)) != known_methods.end();
        refusal_ = known ? http_server::parse_target(view(target), request_)
                         : std::optional(Refusal{501, "The method is not known."});
        break;
      }
    }
    if (refusal_) error = beast_http::error::bad_target;
  }

  void on_field_impl(beast_http::field, BeastView name, BeastView value, BeastError&) override {
    request_.headers.push_back({lower_case(view(name)), std::string(view(value))});
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>& length, BeastError&) override {
    if (length) request_.body.reserve(std::min<std::size_t>(*length, first_body_reservation));
  }

  std::size_t on_body_impl(BeastView bytes, BeastError&) override {
    request_.body += view(bytes);
    return bytes.size();
  }

  void on_chunk_header_impl(std::uint64_t size, BeastView, BeastError&) override {
    chunk_left_ = size;
    chunk_place_ = ChunkPlace::later;
  }

  std::size_t on_chunk_body_impl(std::uint64_t, BeastView bytes, BeastError&) override {
    request_.body += view(bytes);
    chunk_left_ -= bytes.size();
    return bytes.size();
  }

  // Beast has these hooks as well; there is nothing to do in them.
  void on_header_impl(BeastError&) override {}
  void on_finish_impl(BeastError&) override {}
  void on_response_impl(int, BeastView, int, BeastError&) override {}

  std::uint64_t chunk_left_ = 0;
  ChunkPlace chunk_place_ = ChunkPlace::first;
  Request& request_;
  std::optional<Refusal>& refusal_;
  Targets targets_;
};

Refusal refusal_of(const BeastError& error) {
  if (error == beast_http::error::body_limit) return {413, "The body is larger than the limit."};
  if (error == beast_http::error::header_limit) return {431, "The header is longer than the limit."};
  return {400, fmt::format("The request is malformed: {}.", error.message())};
}

// Headers that must not be given twice: each reader might believe a different one.
std::optional<Refusal> check_single(const Request& request) {
  constexpr std::array<std::string_view, 8> single = {
      "authorization", "content-length", "content-type",   "expect",
      "host",          "origin",         "sec-fetch-site", "transfer-encoding"};
  for (std::string_view name : single) {
    auto is_it = [&](const Header& header) { return header.name == name; };
    if (std::count_if(request.headers.begin(), request.headers.end(), is_it) > 1) {
      return Refusal{400, fmt::format("The header {} is given twice.", name)};
    }
  }
  return std::nullopt;
}

bool has_header(const Request& request, std::string_view name) {
  auto is_it = [&](const Header& header) { return header.name == name; };
  return std::any_of(request.headers.begin(), request.headers.end(), is_it);
}

std::optional<Refusal> check_framing(const Request& request) {
  if (std::optional<Refusal> refusal = check_single(request)) return refusal;
  if (has_header(request, "transfer-encoding")) {
    if (has_header(request, "content-length")) return Refusal{400, "Both Content-Length and Transfer-Encoding."};
    if (lower_case(request.header("transfer-encoding")) != "chunked") {
      return Refusal{501, "The only transfer coding understood is chunked."};
    }
  }
  if (has_header(request, "content-length")) {
    std::string_view length = request.header("content-length");
    bool digits = std::all_of(length.begin(), length.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (length.empty() || !digits) return Refusal{400, "Content-Length is not a number."};
  }
  if (has_header(request, "expect") && lower_case(request.header("expect")) != "100-continue") {
    return Refusal{417, "The only expectation understood is 100-continue."};
  }
  return std::nullopt;
}

}  // namespace

struct RequestReader::State {
  enum class Stage { header, body, complete, refused };

  State(const Limits& limits_in, Targets targets_in)
      : limits(limits_in), targets(targets_in), scanner(limits_in, targets_in) {
    parser.emplace(request, refusal, limits, targets);
  }

  void begin() {
    stage = Stage::header;
    request = Request{};
    scanner = HeaderScanner(limits, targets);
    parser.emplace(request, refusal, limits, targets);
  }
  std::string_view unread() const { return std::string_view(buffer).substr(consumed); }
  Progress refuse(Refusal why) {
    refusal = std::move(why);
    stage = Stage::refused;
    return Progress::refused;
  }
  Progress read_header();
  Progress read_body();

  const Limits& limits;
  Targets targets;
  std::string buffer;
  std::size_t consumed = 0;
  Stage stage = Stage::header;
  Request request;
  std::optional<Refusal> refusal;
  HeaderScanner scanner;
  std::optional<Parser> parser;
};

RequestReader::Progress RequestReader::State::read_header() {
  if (std::optional<Refusal> fault = scanner.scan(unread())) return refuse(std::move(*fault));
  if (scanner.block_length() == 0) return Progress::need_more;
  BeastError error;
  std::string_view block = unread().substr(0, scanner.block_length());
  consumed += parser->put(boost::asio::buffer(block.data(), block.size()), error);
  if (refusal) return refuse(std::move(*refusal));
  // A framing fault that Beast refuses too should be named by the rule it breaks.
  if (std::optional<Refusal> fault = check_framing(request)) return refuse(std::move(*fault));
  if (error) return refuse(refusal_of(error));
  if (!parser->is_header_done()) return refuse({400, "The header is malformed."});
  stage = Stage::body;
  return Progress::header_ready;
}

RequestReader::Progress RequestReader::State::read_body() {
  while (!parser->is_done()) {
    if (unread().empty()) return Progress::need_more;
    if (parser->between_chunks()) {
      ChunkLine line = check_chunk_line(unread(), parser->chunk_place());
      if (line == ChunkLine::incomplete) return Progress::need_more;
      if (line == ChunkLine::malformed) return refuse({400, "The chunks of the body are malformed."});
    }
    BeastError error;
    consumed += parser->put(boost::asio::buffer(unread().data(), unread().size()), error);
    if (error) return refuse(refusal_of(error));
  }
  stage = Stage::complete;
  return Progress::complete;
}

RequestReader::RequestReader(const Limits& limits, Targets targets)
    : state_(std::make_unique<State>(limits, targets)) {}
RequestReader::~RequestReader() = default;

void RequestReader::append(std::string_view bytes) {
  state_->buffer.erase(0, state_->consumed);
  state_->consumed = 0;
  state_->buffer += bytes;
}

RequestReader::Progress RequestReader::advance() {
  switch (state_->stage) {
    case State::Stage::header:
      return state_->read_header();
    case State::Stage::body:
      return state_->read_body();
    case State::Stage::complete:
      return Progress::complete;
    case State::Stage::refused:
      return Progress::refused;
  }
  return Progress::refused;
}

void RequestReader::next() {
  state_->begin();
}

Request& RequestReader::request() {
  return state_->request;
}
const Refusal& RequestReader::refusal() const {
  return *state_->refusal;
}
bool RequestReader::started() const {
  return state_->stage == State::Stage::body || !state_->unread().empty();
}
std::string_view RequestReader::unread() const {
  return state_->unread();
}
bool RequestReader::has_body() const {
  return state_->parser->chunked() || state_->parser->content_length().value_or(0) > 0;
}
bool RequestReader::keep_alive() const {
  return state_->parser->keep_alive();
}
bool RequestReader::expects_continue() const {
  return has_header(state_->request, "expect") && !state_->parser->is_done() && state_->unread().empty();
}

}  // namespace hearth::http_server
