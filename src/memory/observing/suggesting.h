// Suggestions of what to keep, from what the user has said (statements.h). They are looked for when somebody looks at
// what is known, not while a conversation runs; up to where stands in the database, so that nothing is looked through
// twice. What the setting memory.suggestions says is done with them.
#pragma once

#include <stop_token>
#include <string_view>

#include "store/store.h"

namespace hearth::memory {

enum class Suggestions {
  ask,     // wait for the user
  accept,  // hold at once, but those from a session that others may have written in
  off,     // are not made
};
// As the setting memory.suggestions names them; `word` is one of its values.
Suggestions suggestions_from(std::string_view word);

// Afterwards every message acknowledged before the call was looked through. Any thread. Throws Error when the disk
// does, and Cancelled.
void complete_suggestions(store::Store& store, Suggestions what, const std::stop_token& stop);

}  // namespace hearth::memory
