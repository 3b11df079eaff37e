// What is known of a piece of context: who may have written it, and whether it is the user's own. Labels only ever add
// up: a session carries those of everything it has held. Plain values; any thread.
#pragma once

namespace hearth {

struct Labels {
  bool untrusted = false;   // somebody else may have written it, and may have meant it for the model
  bool is_private = false;  // the user's own data: files, history, memory

  Labels& operator|=(const Labels& other) {
    untrusted = untrusted || other.untrusted;
    is_private = is_private || other.is_private;
    return *this;
  }
  friend bool operator==(const Labels&, const Labels&) = default;
};

}  // namespace hearth
