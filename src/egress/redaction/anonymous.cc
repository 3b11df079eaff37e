#include "egress/redaction/anonymous.h"

#include <algorithm>

#include "egress/redaction/mask.h"

namespace hearth::egress {

namespace {

void replace_known(std::string& text, const KnownTexts& known) {
  for (const auto& [original, word] : known) {
    if (original.empty()) continue;
    for (std::size_t at = text.find(original); at != std::string::npos; at = text.find(original, at + word.size())) {
      text.replace(at, original.size(), word);
    }
  }
}

void replace_known(json& value, const KnownTexts& known) {
  if (value.is_string()) replace_known(value.get_ref<std::string&>(), known);
  if (!value.is_structured()) return;
  for (json& item : value) replace_known(item, known);
}

Rules strict(Rules rules) {
  for (const DataClassInfo& info : data_classes()) rules = rules.with(info.data_class, Action::mask);
  return rules;
}

}  // namespace

json anonymous(json value, const Rules& rules, const KnownTexts& known) {
  // The longest first: a folder in the home folder is known by its own word.
  KnownTexts by_length = known;
  std::ranges::stable_sort(by_length, {},
                           [](const auto& entry) { return -static_cast<std::ptrdiff_t>(entry.first.size()); });
  replace_known(value, by_length);
  Block block;
  block.kind = Block::Kind::tool_result;
  block.structured = std::move(value);
  Message message;
  message.blocks.push_back(std::move(block));
  ChatRequest request;
  request.messages.push_back(std::move(message));
  return std::move(mask(request, strict(rules)).request.messages[0].blocks[0].structured);
}

}  // namespace hearth::egress
