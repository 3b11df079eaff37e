// Recognises orders for text that nobody has written yet: a poem, a reply, a script. Several intents leave them to the
// one that declines. Pure; any thread.
#pragma once

#include <string>

namespace hearth::llm::reflex {

bool asks_for_new_text(const std::string& clause_text);
// "Send an e-mail to …": a message to somebody, whatever it says.
bool asks_to_send(const std::string& clause_text);

}  // namespace hearth::llm::reflex
