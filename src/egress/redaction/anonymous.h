// Texts for somebody who helps: every class of private data is masked, whatever the user's settings allow to be sent,
// and so are texts that are known to be private. Pure; any thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "domain/json.h"
#include "egress/redaction/rules.h"

namespace hearth::egress {

// Texts and the words that stand for them, such as a folder and "<home>".
using KnownTexts = std::vector<std::pair<std::string, std::string>>;

// The value with every string in it masked; `rules` adds the user's own patterns. Numbers must not be long ones, which
// could be taken for telephone numbers.
json anonymous(json value, const Rules& rules, const KnownTexts& known);

}  // namespace hearth::egress
