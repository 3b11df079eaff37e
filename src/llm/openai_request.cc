#include "llm/openai_request.h"

#include <string_view>

#include "base/json_writer.h"
#include "llm/conversation_repair.h"

namespace hearth::llm {

namespace {

std::string dump(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

void write_plain(JsonWriter& out, std::string_view role, std::string_view text) {
  out.begin_object().key("role").string(role).key("content").string(text).end_object();
}

// Servers parse the arguments of earlier calls and refuse the request over one that is not an object.
void write_call(JsonWriter& out, const Block& call) {
  bool as_sent = call.arguments && !call.arguments_raw.empty();
  out.begin_object().key("id").string(call.call_id).key("type").string("function");
  out.key("function").begin_object().key("name").string(call.name);
  out.key("arguments").string(as_sent ? call.arguments_raw : call.arguments ? dump(*call.arguments) : "{}");
  out.end_object().end_object();
}

void write_assistant(JsonWriter& out, const Message& message) {
  out.begin_object().key("role").string("assistant");
  std::string text = plain_text(message);
  out.key("content");
  text.empty() ? out.null() : out.string(text);
  bool open = false;
  for (const Block& block : message.blocks) {
    if (block.kind != Block::Kind::tool_use) continue;
    if (!open) out.key("tool_calls").begin_array();
    open = true;
    write_call(out, block);
  }
  if (open) out.end_array();
  out.end_object();
}

void write_results(JsonWriter& out, const Message& message) {
  for (const Block& result : message.blocks) {
    out.begin_object().key("role").string("tool").key("tool_call_id").string(result.call_id);
    out.key("content").string(result.text.empty() ? "(no output)" : result.text).end_object();
  }
}

void write_message(JsonWriter& out, const Message& message) {
  switch (message.role) {
    case Role::system:
    case Role::user:
      write_plain(out, to_string(message.role), plain_text(message));
      break;
    case Role::assistant:
      write_assistant(out, message);
      break;
    case Role::tool:
      write_results(out, message);
      break;
  }
}

void write_tool(JsonWriter& out, const ToolSpec& tool) {
  out.begin_object().key("type").string("function").key("function").begin_object();
  out.key("name").string(tool.name).key("description").string(tool.description);
  out.key("parameters").raw(dump(tool.parameters)).end_object().end_object();
}

}  // namespace

std::string openai_request_body(const ChatRequest& request, const std::string& model) {
  JsonWriter out;
  out.begin_object().key("model").string(model).key("stream").boolean(true);
  out.key("stream_options").begin_object().key("include_usage").boolean(true).end_object();
  out.key("messages").begin_array();
  if (!request.system.empty()) write_plain(out, "system", request.system);
  for (const Message& message : repaired(request.messages)) write_message(out, message);
  out.end_array();
  if (!request.tools.empty()) {
    out.key("tools").begin_array();
    for (const ToolSpec& tool : request.tools) write_tool(out, tool);
    out.end_array();
  }
  out.end_object();
  return out.take();
}

}  // namespace hearth::llm
