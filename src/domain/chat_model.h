// A chat model of any tier: the built-in one, a local server, a frontier API. One file per provider in llm/.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "domain/ids.h"
#include "domain/message.h"
#include "domain/network_rule.h"
#include "domain/tool.h"

namespace hearth {

struct ModelInfo {
  std::string id;           // "reflex", "local/qwen3:8b"
  std::string description;  // one line for lists
  bool leaves_machine = false;
  std::string destination = {};     // "host:port" of a model on another machine
  std::int64_t context_tokens = 0;  // how many a question and its answer may have together; 0: not known
};

struct ChatRequest {
  std::string system;
  std::vector<Message> messages;  // repaired: each tool_use is followed by exactly one tool_result
  std::vector<ToolSpec> tools;
  UnixMillis now = 0;      // the time of the request, for "today" and "yesterday"
  SessionId session = {};  // on whose behalf: for the record of what left the machine
  RunId run = {};
  Consent consent = Consent::none;  // to sending it to another machine, where the network mode asks
};

// What a model streams while it answers. Text and thinking arrive in order; a tool call is streamed once it is whole.
struct ChatDelta {
  enum class Kind { text, thinking };
  Kind kind = Kind::text;
  std::string_view text;  // valid during the call only
};
using ChatSink = std::function<void(const ChatDelta&)>;

class ChatModel {
 public:
  virtual ~ChatModel() = default;
  virtual const ModelInfo& info() const = 0;
  // The bytes that chat() would send for this request; empty for a model that sends nothing. Throws Error when it
  // cannot be written.
  virtual std::string request_body(const ChatRequest&) const { return {}; }
  // Answers with one assistant message. Throws Error when no usable answer came (the message says why and whether
  // trying again can help) and Cancelled within 100 ms of a stop. A stream cut off after text arrived is returned with
  // Stop::interrupted and without its incomplete tool calls. Called on the run's thread.
  virtual Message chat(const ChatRequest& request, const ChatSink& sink, std::stop_token stop) = 0;
};

// Finds models by id. Shared by all runs; any thread.
class ModelCatalog {
 public:
  virtual ~ModelCatalog() = default;
  // May ask a configured local server; an unreachable one adds no models but a line to `notes`.
  virtual std::vector<ModelInfo> list(std::vector<std::string>& notes, std::stop_token stop) = 0;
  // Throws Error(not_found) for an unknown id, naming the known ones.
  virtual std::unique_ptr<ChatModel> open(const std::string& id) = 0;
};

}  // namespace hearth
