#include "llm/reflex/attached.h"

#include <utility>

namespace hearth::llm::reflex {

namespace {

std::string name_of(const Block& block) {
  return block.attachment.value("name", std::string());
}

// Models are given a line with the name first.
std::optional<std::string> text_of(const Block& block) {
  if (block.attachment.value("media_type", std::string()).starts_with("image/")) return std::nullopt;
  return block.text.substr(block.text.find('\n') + 1);
}

}  // namespace

std::string words_of_user(const Message& message) {
  Message own = message;
  std::erase_if(own.blocks, [](const Block& block) { return !block.attachment.is_null(); });
  return plain_text(own);
}

std::vector<FileReference> files_attached(const Message& message) {
  std::vector<FileReference> files;
  for (const Block& block : message.blocks) {
    if (!block.attachment.is_null()) files.push_back({FileReference::Kind::attached, name_of(block)});
  }
  return files;
}

std::map<std::string, std::optional<std::string>, std::less<>> attached_texts(std::span<const Message> messages) {
  std::map<std::string, std::optional<std::string>, std::less<>> texts;
  for (const Message& message : messages) {
    for (const Block& block : message.blocks) {
      if (!block.attachment.is_null()) texts[name_of(block)] = text_of(block);
    }
  }
  return texts;
}

}  // namespace hearth::llm::reflex
