// Every text of a chat request that reaches a provider, in one fixed order: the system prompt, the tools, the messages.
// Pure; any thread.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "domain/chat_model.h"

namespace hearth::egress {

enum class Part { system, tool, text, tool_arguments, tool_result, provider };

struct Place {
  Part part = Part::system;
  std::optional<std::size_t> message;  // its index in the request; none for the system prompt and the tools
};

// Is given the place, the name the text is kept under ("" if there is none) and the text, which it may change. Returns
// whether it did.
using TextVisitor = std::function<bool(const Place& place, std::string_view key, std::string& text)>;

// Of JSON, every string, every key and every long number is visited, unescaped; JSON stays JSON. A changed number
// becomes a string. The ids and names that tie calls, results and tools together are not visited.
void visit_texts(ChatRequest& request, const TextVisitor& visit);

std::string_view to_string(Part part);

}  // namespace hearth::egress
