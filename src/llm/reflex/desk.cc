#include "llm/reflex/desk.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <utility>

namespace hearth::llm::reflex {

namespace {

constexpr auto writers = std::to_array<std::string_view>({"fs_delete", "fs_edit", "fs_move", "fs_write", "shell_run"});

struct Asked {
  std::string tool;
  json arguments;
};

std::optional<json> arguments_of(const Block& block) {
  if (block.arguments) return block.arguments;
  json parsed = json::parse(block.arguments_raw.empty() ? "{}" : block.arguments_raw, nullptr, false);
  if (!parsed.is_object()) return std::nullopt;
  return parsed;
}

}  // namespace

bool changes_files(std::string_view tool) {
  for (std::string_view writer : writers) {
    if (writer == tool) return true;
  }
  return false;
}

Desk::Desk(std::span<const Message> turn, const std::vector<ToolSpec>& tools, UnixMillis now) : now_(now) {
  for (const ToolSpec& tool : tools) offered_.insert(tool.name);
  std::map<std::string, Asked> asked;
  int epoch = 0;
  for (const Message& message : turn) {
    for (const Block& block : message.blocks) {
      if (block.kind == Block::Kind::tool_use) {
        ++made_;
        std::optional<json> arguments = arguments_of(block);
        if (arguments) asked[block.call_id] = Asked{block.name, *std::move(arguments)};
      }
      auto call = block.kind == Block::Kind::tool_result ? asked.find(block.call_id) : asked.end();
      if (call == asked.end()) continue;
      replies_[key(epoch, call->second.tool, call->second.arguments)] =
          Reply{block.is_error, block.text, block.structured};
      if (changes_files(call->second.tool)) ++epoch;
    }
  }
}

std::string Desk::key(int epoch, std::string_view tool, const json& arguments) {
  return fmt::format("{} {} {}", epoch, tool, arguments.dump(-1, ' ', false, json::error_handler_t::replace));
}

const Reply* Desk::ask(const std::string& tool, const json& arguments) {
  if (!offered_.contains(tool)) {
    unavailable_ = Reply{true, fmt::format("the tool {} is not offered in this run", tool), nullptr};
    return &unavailable_;
  }
  std::string wanted = key(epoch_, tool, arguments);
  auto reply = replies_.find(wanted);
  if (reply != replies_.end()) {
    if (changes_files(tool)) ++epoch_;
    return &reply->second;
  }
  if (wanted_.insert(std::move(wanted)).second) {
    std::string raw = arguments.dump(-1, ' ', false, json::error_handler_t::replace);
    Block call = Block::make_tool_use(fmt::format("call-{}", made_ + calls_.size() + 1), tool, std::move(raw));
    call.arguments = arguments;
    calls_.push_back(std::move(call));
  }
  return nullptr;
}

}  // namespace hearth::llm::reflex
