// Whatever a model server sends, in whatever pieces: the same message or failure, well-formed. The first byte is the
// size of a piece; its highest bit says that the connection broke in the end.
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <variant>

#include "base/check.h"
#include "domain/message.h"
#include "llm/openai_reply.h"

namespace {

using hearth::Block;
using hearth::ChatDelta;
using hearth::check;
using hearth::Message;
using namespace hearth::llm;

struct Heard {
  std::string text;  // what the consumer saw
  std::string outcome;
};

void check_message(const Message& message, const std::string& streamed) {
  check(message.role == hearth::Role::assistant);
  std::set<std::string> ids;
  std::string text;
  for (const Block& block : message.blocks) {
    if (block.kind == Block::Kind::tool_use) {
      check(!block.name.empty() && !block.call_id.empty() && block.call_id.size() <= 64);
      check(ids.insert(block.call_id).second);
      check(!block.arguments || block.arguments->is_object());
    } else {
      check(!block.text.empty());
      if (block.kind == Block::Kind::text) text = block.text;
    }
  }
  check(text == streamed);
}

Heard hear(std::string_view bytes, std::size_t piece, bool broken) {
  Heard heard;
  hearth::ChatSink sink = [&](const ChatDelta& delta) {
    check(!delta.text.empty());
    if (delta.kind == ChatDelta::Kind::text) heard.text += delta.text;
  };
  OpenAiReply reply({"http://127.0.0.1:1/v1", "m"}, {{"taken"}, "made_"}, sink);
  reply.head(200, {});
  for (std::size_t at = 0; at < bytes.size(); at += piece) reply.feed(bytes.substr(at, piece));
  if (broken) reply.broken({hearth::Code::unavailable, "it broke", Retry::may_help, {}});
  const ChatOutcome outcome = reply.finish();
  if (const auto* message = std::get_if<Message>(&outcome)) {
    check_message(*message, heard.text);
    heard.outcome = to_string(message->stop);
    for (const Block& block : message->blocks) {
      heard.outcome += to_json(block).dump(-1, ' ', false, hearth::json::error_handler_t::replace);
    }
  } else {
    check(heard.text.empty());
    heard.outcome = std::get<ChatFailure>(outcome).message;
  }
  return heard;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const bool broken = (data[0] & 0x80) != 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Heard whole = hear(bytes, size, broken);
  for (const std::size_t piece : {std::size_t{1}, (data[0] & 0x7F) + std::size_t{1}}) {
    const Heard cut = hear(bytes, piece, broken);
    check(cut.text == whole.text && cut.outcome == whole.outcome);
  }
  return 0;
}
