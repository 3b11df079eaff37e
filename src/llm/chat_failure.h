// Why a server gave no answer, in words for the user, and whether asking again can help. Pure values; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "domain/json.h"

namespace hearth::llm {

enum class Retry { never, may_help };

struct ChatFailure {
  Code code = Code::unavailable;
  std::string message;
  Retry retry = Retry::never;
  std::optional<std::chrono::milliseconds> wait;  // how long the server asked us to wait
};

// Where the question went, for messages.
struct Target {
  std::string base_url;  // "http://127.0.0.1:9931/v1"
  std::string model;     // as the server names it
};

// From an answer with an error status. Understands the error bodies of OpenAI, llama-server, Ollama and OpenRouter, and
// any other text.
ChatFailure failure_from_status(const Target& target, int status, std::string_view body);
// From the error object (or text) that a stream carries in place of an answer.
ChatFailure failure_from_object(const Target& target, const json& error);
// From a connection that could not be made or broke before anything arrived; `what` says how.
ChatFailure failure_from_transport(const Target& target, Code code, std::string_view what);

// `retry-after-ms` (milliseconds) or else `retry-after` (seconds) as sent; nothing when absent, not a number, or longer
// than a minute, since nobody waits that long for an answer.
std::optional<std::chrono::milliseconds> retry_wait(std::string_view retry_after_ms, std::string_view retry_after);

}  // namespace hearth::llm
