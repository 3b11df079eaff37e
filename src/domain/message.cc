#include "domain/message.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/error.h"

namespace hearth {

namespace {

template <class Enum, std::size_t N>
using Names = std::array<std::pair<Enum, std::string_view>, N>;

constexpr Names<Role, 4> role_names{{
    {Role::system, "system"},
    {Role::user, "user"},
    {Role::assistant, "assistant"},
    {Role::tool, "tool"},
}};

constexpr Names<Stop, 11> stop_names{{
    {Stop::end_turn, "end_turn"},
    {Stop::max_tokens, "max_tokens"},
    {Stop::stop_sequence, "stop_sequence"},
    {Stop::tool_use, "tool_use"},
    {Stop::refusal, "refusal"},
    {Stop::content_filter, "content_filter"},
    {Stop::context_overflow, "context_overflow"},
    {Stop::malformed_tool_call, "malformed_tool_call"},
    {Stop::cancelled, "cancelled"},
    {Stop::interrupted, "interrupted"},
    {Stop::error, "error"},
}};

constexpr Names<Block::Kind, 4> kind_names{{
    {Block::Kind::text, "text"},
    {Block::Kind::thinking, "thinking"},
    {Block::Kind::tool_use, "tool_use"},
    {Block::Kind::tool_result, "tool_result"},
}};

// A text block as it is written when it has an attachment.
constexpr std::string_view attachment_type = "attachment";

template <class Enum, std::size_t N>
std::string_view name_of(const Names<Enum, N>& names, Enum value) {
  for (const auto& [member, name] : names) {
    if (member == value) return name;
  }
  return {};
}

template <class Enum, std::size_t N>
Enum value_of(const Names<Enum, N>& names, std::string_view word, std::string_view what) {
  for (const auto& [member, name] : names) {
    if (name == word) return member;
  }
  throw Error(Code::internal, fmt::format("reading a stored {}: \"{}\" is unknown", what, word));
}

std::string text_or_empty(const json& value, const char* key) {
  return value.value(key, std::string());
}

}  // namespace

std::string_view to_string(Role role) {
  return name_of(role_names, role);
}
std::string_view to_string(Stop stop) {
  return name_of(stop_names, stop);
}
Role role_from(std::string_view word) {
  return value_of(role_names, word, "role");
}
Stop stop_from(std::string_view word) {
  return value_of(stop_names, word, "stop reason");
}

Block Block::make_text(std::string text) {
  Block block;
  block.text = std::move(text);
  return block;
}

Block Block::make_tool_use(std::string call_id, std::string name, std::string arguments_raw) {
  Block block;
  block.kind = Kind::tool_use;
  block.call_id = std::move(call_id);
  block.name = std::move(name);
  json parsed = arguments_raw.empty() ? json::object() : json::parse(arguments_raw, nullptr, false);
  if (parsed.is_object()) block.arguments = std::move(parsed);
  block.arguments_raw = std::move(arguments_raw);
  return block;
}

namespace {

std::string joined_text(const Message& message, bool with_files) {
  std::string text;
  for (const Block& block : message.blocks) {
    if (block.kind != Block::Kind::text || block.text.empty()) continue;
    if (!with_files && !block.attachment.is_null()) continue;
    if (!text.empty()) text += '\n';
    text += block.text;
  }
  return text;
}

}  // namespace

std::string plain_text(const Message& message) {
  return joined_text(message, true);
}

std::string written_text(const Message& message) {
  return joined_text(message, false);
}

Message user_message(std::string text) {
  Message message;
  message.blocks.push_back(Block::make_text(std::move(text)));
  return message;
}

json to_json(const Block& block) {
  json value{{"type", name_of(kind_names, block.kind)}};
  switch (block.kind) {
    case Block::Kind::text:
      if (!block.attachment.is_null()) {
        value = block.attachment;
        value["type"] = attachment_type;
      }
      [[fallthrough]];
    case Block::Kind::thinking:
      value["text"] = block.text;
      break;
    case Block::Kind::tool_use:
      value["call_id"] = block.call_id;
      value["name"] = block.name;
      value["arguments_raw"] = block.arguments_raw;
      if (block.arguments) value["arguments"] = *block.arguments;
      break;
    case Block::Kind::tool_result:
      value["call_id"] = block.call_id;
      value["name"] = block.name;
      value["text"] = block.text;
      value["is_error"] = block.is_error;
      if (block.denied) value["denied"] = *block.denied;
      if (!block.structured.is_null()) value["structured"] = block.structured;
      break;
  }
  if (!block.provider.is_null()) value["provider"] = block.provider;
  return value;
}

Block block_from_json(const json& value) {
  Block block;
  std::string type = text_or_empty(value, "type");
  if (type == attachment_type) {
    block.attachment = value;
    block.attachment.erase("type");
    block.attachment.erase("text");
  } else {
    block.kind = value_of(kind_names, type, "block type");
  }
  block.text = text_or_empty(value, "text");
  block.call_id = text_or_empty(value, "call_id");
  block.name = text_or_empty(value, "name");
  block.arguments_raw = text_or_empty(value, "arguments_raw");
  if (value.contains("arguments")) block.arguments = value["arguments"];
  block.is_error = value.value("is_error", false);
  if (value.contains("denied")) block.denied = value["denied"];
  if (value.contains("structured")) block.structured = value["structured"];
  if (value.contains("provider")) block.provider = value["provider"];
  return block;
}

json to_json(const Usage& usage) {
  return {{"input", usage.input},
          {"input_cached", usage.input_cached},
          {"output", usage.output},
          {"output_reasoning", usage.output_reasoning},
          {"complete", usage.complete}};
}

Usage usage_from_json(const json& value) {
  Usage usage;
  usage.input = value.value("input", std::int64_t{0});
  usage.input_cached = value.value("input_cached", std::int64_t{0});
  usage.output = value.value("output", std::int64_t{0});
  usage.output_reasoning = value.value("output_reasoning", std::int64_t{0});
  usage.complete = value.value("complete", false);
  return usage;
}

}  // namespace hearth
