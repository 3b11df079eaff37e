// What a user wants done with private data in a text that leaves the machine: one action per class of data, and
// patterns of their own. Made from settings, then a plain value that is cheap to copy; any thread. Making one throws
// Error(invalid_argument) on an action or a pattern that cannot be understood.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "egress/redaction/pattern.h"

namespace hearth::egress {

// From the mildest to the strictest.
enum class Action {
  allow,  // not even looked for
  mask,   // a placeholder goes out instead
  ask,    // the user decides: as it is, masked, or not at all
  block,  // the request does not go out
};

enum class DataClass {
  secret,     // keys, tokens, passwords, private keys
  email,      // e-mail addresses
  phone,      // telephone numbers
  account,    // payment cards and IBANs
  home_path,  // home folders, and so user names
  pattern,    // what the user's own patterns describe
};

struct DataClassInfo {
  DataClass data_class;
  std::string_view name;     // "secret"
  std::string_view setting;  // the setting that holds its action
  std::string_view label;    // the word in its placeholders: "SECRET"
};
// In the order of the enum.
std::span<const DataClassInfo> data_classes();
const DataClassInfo& info(DataClass data_class);

std::string_view to_string(Action action);
// Throws Error(invalid_argument) on a word that to_string never gives.
Action action_from(std::string_view word);

class Rules {
 public:
  // Secrets and own patterns are masked, all else is allowed; there are no own patterns.
  Rules();
  // `text_of` gives the value of a setting by its name, such as "redaction.secrets".
  static Rules from_settings(const std::function<std::string(std::string_view)>& text_of);

  Action action(DataClass data_class) const { return actions_[static_cast<std::size_t>(data_class)]; }
  const std::vector<Pattern>& patterns() const { return *patterns_; }

  // The same rules with another action: what the user has decided about an `ask`.
  Rules with(DataClass data_class, Action action) const;
  // The same rules with other patterns, one a line: see parse_patterns.
  Rules with_patterns(std::string_view lines) const;

  // Whether both find the same in every text.
  friend bool operator==(const Rules& a, const Rules& b) {
    return a.actions_ == b.actions_ && *a.patterns_ == *b.patterns_;
  }

 private:
  std::array<Action, 6> actions_;
  std::shared_ptr<const std::vector<Pattern>> patterns_;  // shared: copies of rules must not compile them again
};

}  // namespace hearth::egress
