#include "llm/chat_failure.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <initializer_list>

#include "base/utf8.h"
#include "llm/bounded_json.h"

namespace hearth::llm {

namespace {

constexpr std::size_t longest_quote = 400;

// What a server says about an error, whatever its dialect.
struct ServerError {
  int status = 0;
  std::string message;
  std::string kind;  // its "type", "code" and "error_type" words, joined by spaces
  std::int64_t prompt_tokens = 0, context_tokens = 0;
};

void add_word(std::string& words, const json& object, const char* key) {
  auto found = object.find(key);
  if (found == object.end() || !found->is_string()) return;
  words += found->get_ref<const std::string&>();
  words += ' ';
}

std::int64_t number_of(const json& object, const char* key) {
  auto found = object.find(key);
  return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

ServerError read_error(const json& error) {
  ServerError result;
  if (error.is_string()) result.message = error.get<std::string>();
  if (!error.is_object()) return result;
  auto message = error.find("message");
  if (message != error.end() && message->is_string()) result.message = message->get<std::string>();
  add_word(result.kind, error, "type");
  add_word(result.kind, error, "code");
  result.status = static_cast<int>(number_of(error, "code"));
  result.prompt_tokens = number_of(error, "n_prompt_tokens");
  result.context_tokens = number_of(error, "n_ctx");
  auto metadata = error.find("metadata");
  if (metadata != error.end() && metadata->is_object()) add_word(result.kind, *metadata, "error_type");
  return result;
}

ServerError read_body(int status, std::string_view body) {
  ServerError result;
  std::optional<json> value = parse_bounded(body);
  if (value && value->is_object()) {
    auto error = value->find("error");
    result = read_error(error == value->end() ? *value : *error);
  } else {
    result.message = std::string(body);
  }
  result.status = status;
  return result;
}

std::string quoted(const ServerError& error) {
  std::string text = escape_for_display(utf8_prefix(error.message, longest_quote));
  return text.empty() ? fmt::format("status {}", error.status) : fmt::format("\"{}\"", text);
}

bool mentions(std::string_view text, std::initializer_list<std::string_view> words) {
  for (std::string_view word : words) {
    if (text.find(word) != std::string_view::npos) return true;
  }
  return false;
}

bool is_overflow(const ServerError& error) {
  return mentions(error.kind, {"context_length_exceeded", "exceed_context_size", "token_limit_exceeded"}) ||
         mentions(error.message,
                  {"maximum context length", "context length exceeded", "exceeds the available context"});
}

ChatFailure overflow(const Target& target, const ServerError& error) {
  std::string sizes;
  if (error.context_tokens > 0) sizes = fmt::format(" ({} tokens of {})", error.prompt_tokens, error.context_tokens);
  return {Code::invalid_argument,
          fmt::format("asking {}: the conversation is longer than the model can read{}: start a new session, ask about "
                      "a smaller part, or start the server with a larger context",
                      target.model, sizes),
          Retry::never,
          {}};
}

ChatFailure never(Code code, std::string message) {
  return {code, std::move(message), Retry::never, {}};
}

ChatFailure classify(const Target& target, const ServerError& error) {
  if (is_overflow(error)) return overflow(target, error);
  if (error.status == 401 || mentions(error.kind, {"invalid_api_key", "authentication"})) {
    return never(Code::denied,
                 fmt::format("asking {} at {}: the server does not accept the key ({}): set the key that this server "
                             "expects, or remove it where none is needed",
                             target.model, target.base_url, quoted(error)));
  }
  if (mentions(error.kind, {"insufficient_quota", "payment_required"}) || error.status == 402) {
    return never(Code::unavailable, fmt::format("asking {} at {}: the account has no credit left ({}): add credit or "
                                                "choose another model",
                                                target.model, target.base_url, quoted(error)));
  }
  if (error.status == 403) {
    return never(Code::denied,
                 fmt::format("asking {} at {}: the server refuses: {}: check what the key may be used for",
                             target.model, target.base_url, quoted(error)));
  }
  if (error.status == 404 || mentions(error.kind, {"model_not_found", "not_found_error"})) {
    return never(
        Code::not_found,
        fmt::format("asking {} at {}: the server does not have it ({}): `hearth models list` shows what it has; "
                    "the address must end where the server's API begins, mostly in /v1",
                    target.model, target.base_url, quoted(error)));
  }
  if (error.status == 429) {
    return {Code::unavailable,
            fmt::format("asking {} at {}: too many requests ({}): wait a little and try again", target.model,
                        target.base_url, quoted(error)),
            Retry::may_help,
            {}};
  }
  bool our_fault =
      (error.status >= 400 && error.status < 500 && error.status != 408) || mentions(error.kind, {"invalid_request"});
  if (our_fault) {
    return never(Code::invalid_argument,
                 fmt::format("asking {} at {}: the server did not understand the request: {}: look into the server's "
                             "log, or choose another model",
                             target.model, target.base_url, quoted(error)));
  }
  return {Code::unavailable,
          fmt::format("asking {} at {}: the server failed: {}: try again, or look into the server's log", target.model,
                      target.base_url, quoted(error)),
          Retry::may_help,
          {}};
}

std::optional<double> number_from(std::string_view text) {
  double value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace

ChatFailure failure_from_status(const Target& target, int status, std::string_view body) {
  return classify(target, read_body(status, body));
}

ChatFailure failure_from_object(const Target& target, const json& error) {
  return classify(target, read_error(error));
}

ChatFailure failure_from_transport(const Target& target, Code code, std::string_view what) {
  if (code == Code::denied || code == Code::invalid_argument || code == Code::unsupported ||
      code == Code::timeout) {  // who was silent for so long would be so again
    return never(code, fmt::format("asking {} at {}: {}", target.model, target.base_url, what));
  }
  return {code,
          fmt::format("asking {} at {}: {}: start the model server there, or set the address of the one that runs",
                      target.model, target.base_url, what),
          Retry::may_help,
          {}};
}

std::optional<std::chrono::milliseconds> retry_wait(std::string_view retry_after_ms, std::string_view retry_after) {
  std::optional<double> wait_ms = number_from(retry_after_ms);
  if (!wait_ms) {
    wait_ms = number_from(retry_after);
    if (wait_ms) *wait_ms *= 1000;
  }
  if (!wait_ms || *wait_ms < 0 || *wait_ms > 60'000) return std::nullopt;
  return std::chrono::milliseconds(static_cast<std::int64_t>(*wait_ms));
}

}  // namespace hearth::llm
