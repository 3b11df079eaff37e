#include "egress/redaction/restore.h"

#include <utility>

#include "egress/redaction/placeholder.h"

namespace hearth::egress {

void Restorer::add(std::string placeholder, std::string original) {
  originals_.emplace(std::move(placeholder), std::move(original));
}

std::string Restorer::text(std::string_view masked) const {
  std::string out;
  std::size_t copied = 0;
  for (std::size_t at = masked.find("[["); at != std::string_view::npos; at = masked.find("[[", at)) {
    std::size_t length = placeholder_length(masked, at);
    auto original = length == 0 ? originals_.end() : originals_.find(std::string(masked.substr(at, length)));
    if (original == originals_.end()) {
      ++at;
      continue;
    }
    out.append(masked.substr(copied, at - copied)).append(original->second);
    at += length;
    copied = at;
  }
  out.append(masked.substr(copied));
  return out;
}

json Restorer::tree(const json& masked) const {
  if (masked.is_string()) return text(masked.get_ref<const std::string&>());
  if (!masked.is_structured()) return masked;
  json out = masked.is_object() ? json::object() : json::array();
  for (const auto& [key, value] : masked.items()) {
    if (masked.is_object()) {
      out[text(key)] = tree(value);
    } else {
      out.push_back(tree(value));
    }
  }
  return out;
}

void Restorer::restore_text(Message& answer) const {
  for (Block& block : answer.blocks) {
    if (block.kind == Block::Kind::text || block.kind == Block::Kind::thinking) block.text = text(block.text);
  }
}

void Restorer::restore_arguments(Block& call) const {
  if (call.kind != Block::Kind::tool_use || !call.arguments) return;
  json restored = tree(*call.arguments);
  if (restored == *call.arguments) return;  // keeps the bytes that the model sent
  call.arguments_raw = restored.dump(-1, ' ', false, json::error_handler_t::replace);
  call.arguments = std::move(restored);
}

RestoringSink::RestoringSink(const Restorer& restorer, ChatSink next) : restorer_(restorer), next_(std::move(next)) {}

void RestoringSink::write(const ChatDelta& delta) {
  if (delta.kind != kind_) finish();
  kind_ = delta.kind;
  held_.append(delta.text);
  std::size_t ready = open_placeholder(held_);
  std::string text = restorer_.text(std::string_view(held_).substr(0, ready));
  held_.erase(0, ready);
  if (!text.empty()) next_({kind_, text});
}

void RestoringSink::finish() {
  std::string text = std::exchange(held_, {});
  if (!text.empty()) next_({kind_, text});
}

}  // namespace hearth::egress
