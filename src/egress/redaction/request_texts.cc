#include "egress/redaction/request_texts.h"

#include <string>
#include <utility>
#include <vector>

namespace hearth::egress {

namespace {

// The shortest telephone numbers and cards are longer than counts, sizes and years, and times are told from them.
constexpr std::size_t shortest_number = 9;

class Visit {
 public:
  Visit(const TextVisitor& visitor, Place place) : visitor_(visitor), place_(place) {}

  void text(std::string& text) const { visitor_(place_, "", text); }

  // Whether it changed anything.
  bool tree(json& value, std::string_view key) const {
    if (value.is_string()) return visitor_(place_, key, value.get_ref<std::string&>());
    if (value.is_number()) return number(value, key);
    if (value.is_object()) return object(value);
    bool changed = false;
    if (value.is_array()) {
      for (json& each : value) changed |= tree(each, key);
    }
    return changed;
  }

 private:
  bool number(json& value, std::string_view key) const {
    std::string digits = value.dump();
    if (digits.size() < shortest_number || !visitor_(place_, key, digits)) return false;
    value = std::move(digits);
    return true;
  }

  bool object(json& value) const {
    bool changed = false;
    std::vector<std::pair<std::string, std::string>> renamed;
    for (auto& [key, member] : value.items()) {
      std::string name = key;
      if (visitor_(place_, "", name)) renamed.emplace_back(key, std::move(name));
      changed |= tree(member, key);
    }
    // All are taken out before any goes back: a new name may be the old one of another.
    std::vector<json> members;
    for (const auto& [key, name] : renamed) {
      members.push_back(std::move(value[key]));
      value.erase(key);
    }
    for (std::size_t i = 0; i < renamed.size(); ++i) value[std::move(renamed[i].second)] = std::move(members[i]);
    return changed || !renamed.empty();
  }

  const TextVisitor& visitor_;
  Place place_;
};

std::size_t count_keys(const json& value) {
  std::size_t count = value.is_object() ? value.size() : 0;
  if (value.is_structured()) {
    for (const json& each : value) count += count_keys(each);
  }
  return count;
}

// Of two members of one name the tree has only the last; the bytes have both.
bool repeats_keys(const std::string& raw, const json& tree) {
  std::size_t keys = 0;
  auto count = [&](int, json::parse_event_t event, json&) {
    if (event == json::parse_event_t::key) ++keys;
    return true;
  };
  return json::parse(raw, count, false).is_discarded() || keys != count_keys(tree);
}

void visit_arguments(Block& call, const Visit& visit) {
  if (!call.arguments) {
    visit.text(call.arguments_raw);
    return;
  }
  bool is_hidden = !call.arguments_raw.empty() && repeats_keys(call.arguments_raw, *call.arguments);
  if (visit.tree(*call.arguments, "") || is_hidden) {
    call.arguments_raw = call.arguments->dump(-1, ' ', false, json::error_handler_t::replace);
  }
}

void visit_block(Block& block, std::size_t message, const TextVisitor& visitor) {
  switch (block.kind) {
    case Block::Kind::text:
    case Block::Kind::thinking:
      Visit(visitor, {Part::text, message}).text(block.text);
      break;
    case Block::Kind::tool_use:
      visit_arguments(block, Visit(visitor, {Part::tool_arguments, message}));
      break;
    case Block::Kind::tool_result: {
      Visit visit(visitor, {Part::tool_result, message});
      visit.text(block.text);
      visit.tree(block.structured, "");
      break;
    }
  }
  Visit(visitor, {Part::provider, message}).tree(block.provider, "");
}

}  // namespace

void visit_texts(ChatRequest& request, const TextVisitor& visit) {
  Visit(visit, {Part::system, {}}).text(request.system);
  for (ToolSpec& tool : request.tools) {
    Visit here(visit, {Part::tool, {}});
    here.text(tool.description);
    here.tree(tool.parameters, "");
  }
  for (std::size_t i = 0; i < request.messages.size(); ++i) {
    Message& message = request.messages[i];
    for (Block& block : message.blocks) visit_block(block, i, visit);
    Visit(visit, {Part::provider, i}).text(message.stop_detail);
  }
}

std::string_view to_string(Part part) {
  switch (part) {
    case Part::system:
      return "system prompt";
    case Part::tool:
      return "tool description";
    case Part::text:
      return "text";
    case Part::tool_arguments:
      return "tool arguments";
    case Part::tool_result:
      return "tool result";
    case Part::provider:
      return "provider data";
  }
  return "text";
}

}  // namespace hearth::egress
