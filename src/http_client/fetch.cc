#include "http_client/fetch.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

#include "base/check.h"
#include "base/error.h"
#include "base/stop.h"
#include "http_client/permission.h"

namespace hearth::http_client {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds longest_wait{60'000};
constexpr std::size_t most_header_bytes = 256 * 1024;

struct GlobalCurl {
  GlobalCurl() { check(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK); }
};

struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct MultiDeleter {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

std::string_view trim(std::string_view text) {
  std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

// One request and its answer. The C callbacks keep exceptions here until curl has returned.
class Transfer {
 public:
  Transfer(const Request& request, const Receiver& receiver, EgressPermit& permit);
  ~Transfer() { curl_multi_remove_handle(multi_.get(), easy_.get()); }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  Response run(const std::stop_token& stop);

 private:
  template <class T>
  void set(CURLoption option, T value) {
    check(curl_easy_setopt(easy_.get(), option, value) == CURLE_OK);
  }
  void set_address();
  void set_pins();
  void set_isolation();
  void set_method_and_body();
  void set_headers();
  void set_timeouts();
  void set_callbacks();

  void append(std::unique_ptr<curl_slist, ListDeleter>& list, const std::string& line);

  // Waits for something to happen; throws Error(timeout) when the answer has been silent for too long.
  void wait();
  CURLcode result();
  [[noreturn]] void fail(CURLcode code);
  void throw_if_revoked();

  static std::size_t header_callback(char* bytes, std::size_t size, std::size_t count, void* self);
  static std::size_t body_callback(char* bytes, std::size_t size, std::size_t count, void* self);
  static curl_socket_t open_socket(void* self, curlsocktype purpose, curl_sockaddr* address);
  static int count_bytes(CURL*, curl_infotype kind, char*, std::size_t size, void* self);
  // Runs f; false when it threw, with the exception kept for later.
  template <class F>
  bool guarded(F&& f) noexcept;
  void on_header_line(std::string_view line);
  void on_body(std::string_view bytes);

  const Request& request_;
  const Receiver& receiver_;
  EgressPermit& permit_;
  std::unique_ptr<CURL, EasyDeleter> easy_;
  std::unique_ptr<CURLM, MultiDeleter> multi_;
  std::unique_ptr<curl_slist, ListDeleter> headers_;
  std::unique_ptr<curl_slist, ListDeleter> pins_;
  char error_text_[CURL_ERROR_SIZE] = {};

  Response response_;
  std::size_t header_bytes_ = 0;
  std::size_t body_bytes_ = 0;
  bool head_is_complete_ = false;
  bool address_refused_ = false;
  Clock::time_point last_byte_ = Clock::now();
  std::exception_ptr thrown_;
};

Transfer::Transfer(const Request& request, const Receiver& receiver, EgressPermit& permit)
    : request_(request), receiver_(receiver), permit_(permit) {
  static const GlobalCurl global;
  require_permitted(request, permit);
  easy_.reset(curl_easy_init());
  multi_.reset(curl_multi_init());
  if (!easy_ || !multi_) throw Error(Code::unavailable, "preparing a request: out of memory");
  set_address();
  set_pins();
  set_isolation();
  set_method_and_body();
  set_headers();
  set_timeouts();
  set_callbacks();
  check(curl_multi_add_handle(multi_.get(), easy_.get()) == CURLM_OK);
}

void Transfer::set_address() {
  set(CURLOPT_URL, request_.url.c_str());
  set(CURLOPT_PATH_AS_IS, 1L);
  if (!request_.unix_socket.empty()) set(CURLOPT_UNIX_SOCKET_PATH, request_.unix_socket.c_str());
}

void Transfer::append(std::unique_ptr<curl_slist, ListDeleter>& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw Error(Code::unavailable, "preparing a request: out of memory");
  (void)list.release();
  list.reset(longer);
}

// The name was looked up and its addresses were checked when the permit was given; nobody looks it up again. An address
// needs no pin, and curl takes none for it.
void Transfer::set_pins() {
  if (permit_.is_local() || IpAddress::from_text(permit_.host())) return;
  append(pins_, pins_of(permit_));
  set(CURLOPT_RESOLVE, pins_.get());
}

// Nothing but the request decides where the bytes go: no proxy, redirect, file or variable of the environment.
void Transfer::set_isolation() {
  set(CURLOPT_PROTOCOLS_STR, permit_.is_local() ? "http" : "http,https");
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_PROXY, "");
  set(CURLOPT_NOPROXY, "*");
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_FRESH_CONNECT, 1L);
}

void Transfer::set_method_and_body() {
  if (request_.method == "HEAD") {
    set(CURLOPT_NOBODY, 1L);
    return;
  }
  if (!request_.body.empty() || request_.method == "POST" || request_.method == "PUT") {
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    set(CURLOPT_POSTFIELDS, request_.body.c_str());
  }
  set(CURLOPT_CUSTOMREQUEST, request_.method.c_str());
}

void Transfer::set_headers() {
  // A name with nothing after its colon takes a header away that curl would add by itself.
  std::vector<std::string> lines = {"Expect:"};
  bool has_content_type = false;
  for (const auto& [name, value] : request_.headers) {
    if ((name + value).find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos) {
      throw Error(Code::invalid_argument, fmt::format("preparing a request: the header {} holds a line break", name));
    }
    has_content_type = has_content_type || lower_case(name) == "content-type";
    lines.push_back(value.empty() ? name + ";" : name + ": " + value);
  }
  if (!has_content_type) lines.emplace_back("Content-Type:");
  for (const std::string& line : lines) append(headers_, line);
  set(CURLOPT_HTTPHEADER, headers_.get());
}

void Transfer::set_timeouts() {
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request_.timeouts.connect.count()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(request_.timeouts.total.count()));
}

void Transfer::set_callbacks() {
  set(CURLOPT_ERRORBUFFER, error_text_);
  set(CURLOPT_HEADERFUNCTION, &Transfer::header_callback);
  set(CURLOPT_HEADERDATA, this);
  set(CURLOPT_WRITEFUNCTION, &Transfer::body_callback);
  set(CURLOPT_WRITEDATA, this);
  set(CURLOPT_OPENSOCKETFUNCTION, &Transfer::open_socket);
  set(CURLOPT_OPENSOCKETDATA, this);
  set(CURLOPT_DEBUGFUNCTION, &Transfer::count_bytes);
  set(CURLOPT_DEBUGDATA, this);
  set(CURLOPT_VERBOSE, permit_.is_local() ? 0L : 1L);
}

template <class F>
bool Transfer::guarded(F&& f) noexcept {
  try {
    f();
    return true;
  } catch (...) {  // a C library stands between here and whoever can handle it
    thrown_ = std::current_exception();
    return false;
  }
}

std::size_t Transfer::header_callback(char* bytes, std::size_t size, std::size_t count, void* self) {
  auto* transfer = static_cast<Transfer*>(self);
  std::size_t length = size * count;
  return transfer->guarded([&] { transfer->on_header_line({bytes, length}); }) ? length : 0;
}

std::size_t Transfer::body_callback(char* bytes, std::size_t size, std::size_t count, void* self) {
  auto* transfer = static_cast<Transfer*>(self);
  std::size_t length = size * count;
  bool taken = transfer->guarded([&] { transfer->on_body({bytes, length}); });
  return taken ? length : length + 1;  // any other number stops the transfer, even when length is 0
}

// The last word on where a connection goes: the address itself, whatever led to it.
curl_socket_t Transfer::open_socket(void* self, curlsocktype, curl_sockaddr* address) {
  auto* transfer = static_cast<Transfer*>(self);
  if (!is_permitted(transfer->request_, transfer->permit_, address->addr, address->addrlen)) {
    transfer->address_refused_ = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// What curl would print in its verbose mode says how much went through.
int Transfer::count_bytes(CURL*, curl_infotype kind, char*, std::size_t size, void* self) {
  EgressPermit& permit = static_cast<Transfer*>(self)->permit_;
  if (kind == CURLINFO_HEADER_OUT || kind == CURLINFO_DATA_OUT) permit.count(size, 0);
  if (kind == CURLINFO_HEADER_IN || kind == CURLINFO_DATA_IN) permit.count(0, size);
  return 0;
}

void Transfer::on_header_line(std::string_view line) {
  last_byte_ = Clock::now();
  if (head_is_complete_) return;  // trailers
  header_bytes_ += line.size();
  if (header_bytes_ > most_header_bytes) throw Error(Code::unavailable, "reading an answer: its header is too large");
  if (line.starts_with("HTTP/")) {
    response_ = Response{};
    std::string_view status = trim(line.substr(std::min(line.find(' '), line.size())));
    std::from_chars(status.data(), status.data() + status.size(), response_.status);
    return;
  }
  line = trim(line);
  if (!line.empty()) {
    std::size_t colon = std::min(line.find(':'), line.size());
    std::string_view value = colon < line.size() ? line.substr(colon + 1) : std::string_view();
    response_.headers.emplace_back(lower_case(line.substr(0, colon)), trim(value));
    return;
  }
  if (response_.status < 200) return;  // 100 Continue: the real answer follows
  head_is_complete_ = true;
  if (receiver_.on_head) receiver_.on_head(response_);
}

void Transfer::on_body(std::string_view bytes) {
  last_byte_ = Clock::now();
  body_bytes_ += bytes.size();
  if (body_bytes_ > request_.max_body_bytes) {
    throw Error(Code::unavailable, fmt::format("reading the answer of {}: it is larger than the limit of {} bytes",
                                               request_.url, request_.max_body_bytes));
  }
  receiver_.on_bytes(bytes);
}

void Transfer::wait() {
  milliseconds wait = longest_wait;
  if (request_.timeouts.idle.count() > 0) {
    auto silent = std::chrono::duration_cast<milliseconds>(Clock::now() - last_byte_);
    if (silent >= request_.timeouts.idle) {
      throw Error(Code::timeout, fmt::format("waiting for {}: no answer for {} ms: it may be busy or stuck",
                                             request_.url, request_.timeouts.idle.count()));
    }
    wait = std::min(wait, request_.timeouts.idle - silent + milliseconds(1));
  }
  curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(wait.count()), nullptr);
}

Response Transfer::run(const std::stop_token& stop) {
  std::stop_callback wake(stop, [this] { curl_multi_wakeup(multi_.get()); });
  std::stop_callback wake_to_cut(permit_.revoked(), [this] { curl_multi_wakeup(multi_.get()); });
  for (int running = 1;;) {
    throw_if_stopped(stop);
    throw_if_revoked();
    if (curl_multi_perform(multi_.get(), &running) != CURLM_OK) fail(CURLE_FAILED_INIT);
    if (running == 0) break;
    wait();
  }
  CURLcode code = result();
  if (thrown_) std::rethrow_exception(thrown_);
  if (code != CURLE_OK) fail(code);
  permit_.finish(EgressTraffic::Outcome::done);
  return std::move(response_);
}

void Transfer::throw_if_revoked() {
  if (!permit_.revoked().stop_requested()) return;
  permit_.finish(EgressTraffic::Outcome::cut);
  throw Error(Code::denied, fmt::format("talking to {}: the connection was cut, because the network rules no longer "
                                        "allow it: `hearth network` shows them",
                                        permit_.host()));
}

CURLcode Transfer::result() {
  int left = 0;
  while (CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg == CURLMSG_DONE) return message->data.result;
  }
  return CURLE_FAILED_INIT;
}

void Transfer::fail(CURLcode code) {
  std::string where = request_.unix_socket.empty() ? request_.url : request_.unix_socket;
  std::string_view why = error_text_[0] != '\0' ? error_text_ : curl_easy_strerror(code);
  if (address_refused_) {
    throw Error(Code::denied, fmt::format("connecting to {}: that is not where this connection may go", where));
  }
  if (code == CURLE_OPERATION_TIMEDOUT) throw Error(Code::timeout, fmt::format("waiting for {}: {}", where, why));
  if (code == CURLE_COULDNT_CONNECT) {
    throw Error(Code::unavailable, fmt::format("connecting to {}: nobody answers there: {}", where, why));
  }
  throw Error(Code::unavailable, fmt::format("talking to {}: {}", where, why));
}

}  // namespace

std::string_view Response::header(std::string_view lower_case_name) const {
  for (const auto& [name, value] : headers) {
    if (name == lower_case_name) return value;
  }
  return {};
}

Response stream(const Request& request, const Receiver& receiver, EgressPermit permit, std::stop_token stop) {
  return Transfer(request, receiver, permit).run(stop);
}

Response fetch(const Request& request, EgressPermit permit, std::stop_token stop) {
  std::string body;
  Receiver receiver{.on_head = {}, .on_bytes = [&](std::string_view bytes) { body += bytes; }};
  Response response = stream(request, receiver, std::move(permit), stop);
  response.body = std::move(body);
  return response;
}

}  // namespace hearth::http_client
