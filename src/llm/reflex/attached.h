// A message of the user taken apart: its own words, which say what to do, and the files given along, which never do.
// Pure; any thread.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/message.h"
#include "llm/reflex/resolve.h"

namespace hearth::llm::reflex {

std::string words_of_user(const Message& message);

std::vector<FileReference> files_attached(const Message& message);

// The text of every file that was given along, by its name; the last one of a name counts, and an image has no text.
std::map<std::string, std::optional<std::string>, std::less<>> attached_texts(std::span<const Message> messages);

}  // namespace hearth::llm::reflex
