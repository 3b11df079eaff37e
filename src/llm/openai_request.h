// Writes the body of an OpenAI-compatible chat completion request. Pure; any thread.
#pragma once

#include <string>

#include "domain/chat_model.h"

namespace hearth::llm {

// Streaming, with usage at the end. The conversation is repaired first; thinking stays here.
std::string openai_request_body(const ChatRequest& request, const std::string& model);

}  // namespace hearth::llm
