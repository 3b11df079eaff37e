// The words that people and programs put before a secret, in many languages, and which values after them are secrets.
// Pure; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace hearth::egress {

enum class SecretKind {
  password,  // chosen by a person: may be short and made of words
  token,     // drawn by a machine
  key,       // as token, but the word has other uses: the value must be long
  header,    // as token, after the name of a scheme
};

struct SecretWord {
  std::size_t length = 0;
  SecretKind kind = SecretKind::password;
};

// The word for a secret that begins at `at`; the longest if there are several.
std::optional<SecretWord> secret_word_at(std::string_view text, std::size_t at);

// What stands between word and value: whether the end of an identifier leaves it the name of a secret, as the
// "_prod" of "password_prod" does and the "_file" of "password_file" does not.
bool keeps_meaning(std::string_view tail);

// Whether a key of this name opens nothing: a public key, the key of a cache or of a table.
bool opens_nothing(std::string_view before_key);

enum class Quoting {
  quoted,
  strict,  // no quotes, but the line is KEY=value and nothing else
  bare,    // ends at the next space; may be code or prose
};

bool is_secret_value(SecretKind kind, std::string_view value, Quoting quoting);

// A value that stands for one that is filled in elsewhere: ${PASSWORD}, <your key>, changeme, ****.
bool is_stand_in(std::string_view value);

// Drawn by a machine: random characters, or a UUID.
bool is_generated(std::string_view value);

}  // namespace hearth::egress
