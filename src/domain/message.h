// What a conversation is made of: messages of blocks, lossless for every provider. A provider that needs its own object
// back verbatim (signatures, encrypted reasoning) keeps it in Block::provider and replays it to the same Origin only.
// Plain values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/ids.h"
#include "domain/json.h"

namespace hearth {

enum class Role { system, user, assistant, tool };

enum class Stop {
  end_turn,
  max_tokens,
  stop_sequence,
  tool_use,
  refusal,
  content_filter,
  context_overflow,
  malformed_tool_call,
  cancelled,
  interrupted,  // the stream ended without its terminal marker
  error,
};

// Who produced a message; blocks are replayed verbatim only to the same origin.
struct Origin {
  std::string provider;  // "reflex", "local", …
  std::string model;
};

struct Block {
  enum class Kind { text, thinking, tool_use, tool_result };
  Kind kind = Kind::text;
  std::string text;               // text, thinking; the readable result of a tool
  std::string call_id;            // tool_use, tool_result
  std::string name;               // tool_use, tool_result: the tool
  std::string arguments_raw;      // tool_use: the exact bytes the model sent; "" means {}
  std::optional<json> arguments;  // tool_use: set only if the bytes are a JSON object; else the call is never executed
  bool is_error = false;          // tool_result
  std::optional<std::string> denied;  // tool_result: the call was not allowed; why, if the user said it
  json structured;                    // tool_result: the same result as data; null if there is none
  json attachment;  // text: what it is of, if the user gave it as a file: {attachment_id, name, media_type}
  json provider;    // the provider's own object, verbatim; null if there is none

  static Block make_text(std::string text);
  static Block make_tool_use(std::string call_id, std::string name, std::string arguments_raw);
};

// Counts of tokens; the classes exclude each other, so that cost is the sum of rate times count.
struct Usage {
  std::int64_t input = 0;
  std::int64_t input_cached = 0;
  std::int64_t output = 0;
  std::int64_t output_reasoning = 0;
  bool complete = false;  // the provider reported them
};

struct Message {
  MessageId id = {};  // as stored; 0 for one that is not
  Role role = Role::user;
  std::vector<Block> blocks;
  Origin origin;
  Stop stop = Stop::end_turn;
  std::string stop_detail;  // what the provider said about an unusual stop
  Usage usage;
};

std::string_view to_string(Role role);
std::string_view to_string(Stop stop);
// Throw Error(internal) on a word that to_string never gives.
Role role_from(std::string_view word);
Stop stop_from(std::string_view word);

// The text blocks of a message, joined by newlines: what is searched and shown in lists.
std::string plain_text(const Message& message);
// The same without what was given as files: what its author wrote.
std::string written_text(const Message& message);
// A user message of one text block.
Message user_message(std::string text);

json to_json(const Block& block);
Block block_from_json(const json& value);
json to_json(const Usage& usage);
Usage usage_from_json(const json& value);

}  // namespace hearth
