#include "llm/tool_call_assembler.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "llm/bounded_json.h"

namespace hearth::llm {

namespace {

bool is_whole_object(std::string_view arguments) {
  std::size_t last = arguments.find_last_not_of(" \t\r\n");
  if (last == std::string_view::npos || arguments[last] != '}') return false;  // spares the parse for most pieces
  std::optional<json> value = parse_bounded(arguments);
  return value && value->is_object();
}

std::string text_of(const json& object, const char* key) {
  auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string arguments_of(const json& function) {
  auto found = function.find("arguments");
  if (found == function.end() || found->is_null()) return {};
  if (found->is_string()) return found->get<std::string>();
  return found->dump();
}

bool is_legal_id(std::string_view id) {
  auto legal = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, legal);
}

std::string unique_id(std::string wanted, CallIds& ids) {
  if (is_legal_id(wanted) && ids.taken.insert(wanted).second) return wanted;
  for (std::size_t number = 1;; ++number) {
    std::string made = fmt::format("{}{}", ids.prefix, number);
    if (ids.taken.insert(made).second) return made;
  }
}

}  // namespace

ToolCallAssembler::Call ToolCallAssembler::read(const json& piece) {
  Call call;
  auto index = piece.find("index");
  if (index != piece.end() && index->is_number_integer()) call.index = index->get<int>();
  call.id = text_of(piece, "id");
  auto function = piece.find("function");
  if (function != piece.end() && function->is_object()) {
    call.name = text_of(*function, "name");
    call.arguments = arguments_of(*function);
  }
  return call;
}

// Whether a piece that points at an open call (same index, or none) is in truth the start of the next one.
bool ToolCallAssembler::begins_another(const Call& open, const Call& piece) {
  if (piece.id.empty() && piece.name.empty()) return false;
  bool new_id = !piece.id.empty() && !open.id.empty() && piece.id != open.id;
  bool new_name = !piece.name.empty() && !open.name.empty() && piece.name != open.name;
  if (is_whole_object(open.arguments)) {
    bool named_again = !piece.name.empty() && !open.name.empty() && !piece.arguments.empty();
    return new_id || new_name || named_again;
  }
  // Some servers give every piece another id: while arguments are under way, only another name tells calls apart.
  if (!open.arguments.empty()) return new_name;
  return new_name || (new_id && !piece.name.empty());
}

// The call that the piece points at: by index, else by id, else the last one. Nothing when it must be a new call.
ToolCallAssembler::Call* ToolCallAssembler::find_open(const Call& piece) {
  auto last_where = [&](auto matches) -> Call* {
    auto found = std::find_if(calls_.rbegin(), calls_.rend(), matches);
    return found == calls_.rend() ? nullptr : &*found;
  };
  auto same_id = [&](const Call& call) { return !piece.id.empty() && call.id == piece.id; };
  if (piece.index) {
    if (Call* call = last_where([&](const Call& open) { return open.index == piece.index; })) return call;
    if (Call* call = last_where([&](const Call& open) { return same_id(open) && !open.index; })) return call;
    if (!piece.id.empty() || !piece.name.empty() || calls_.empty()) return nullptr;
    return &calls_.back();
  }
  if (Call* call = last_where(same_id)) return call;
  if (calls_.empty()) return nullptr;
  bool other_id = !piece.id.empty() && !calls_.back().id.empty();
  return other_id ? nullptr : &calls_.back();
}

void ToolCallAssembler::extend(Call& open, Call piece) {
  if (!open.index) open.index = piece.index;
  if (open.id.empty()) open.id = std::move(piece.id);
  if (open.name.empty()) open.name = std::move(piece.name);
  open.arguments += piece.arguments;
}

void ToolCallAssembler::add(const json& piece) {
  if (!piece.is_object()) return;
  Call call = read(piece);
  if (!call.index && call.id.empty() && call.name.empty() && call.arguments.empty()) return;
  Call* open = find_open(call);
  if (open && !begins_another(*open, call)) {
    extend(*open, std::move(call));
  } else {
    calls_.push_back(std::move(call));
  }
}

std::vector<Block> ToolCallAssembler::take(StreamEnd end, CallIds ids) {
  std::vector<Block> blocks;
  for (Call& call : std::exchange(calls_, {})) {
    if (call.name.empty()) continue;
    if (end == StreamEnd::cut && !is_whole_object(call.arguments)) continue;
    bool readable = call.arguments.empty() || is_whole_object(call.arguments);
    Block block;
    block.kind = Block::Kind::tool_use;
    if (readable) {
      block = Block::make_tool_use({}, std::move(call.name), std::move(call.arguments));
    } else {
      block.name = std::move(call.name);
      block.arguments_raw = std::move(call.arguments);
    }
    block.call_id = unique_id(std::move(call.id), ids);
    blocks.push_back(std::move(block));
  }
  return blocks;
}

}  // namespace hearth::llm
