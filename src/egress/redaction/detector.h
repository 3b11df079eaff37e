// Finds private data in a text: the detectors' results, sorted and made disjoint. Pure; any thread; fails only for want
// of memory. Takes time linear in the text.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "egress/redaction/rules.h"

namespace hearth::egress {

struct Finding {
  std::size_t begin = 0;
  std::size_t end = 0;
  DataClass data_class = DataClass::secret;
  std::string_view what;  // "GitHub token"; lives as long as the rules
};

// Of every class that is not allowed, from left to right. Where findings overlap, one stands for all of them: its span
// covers them, and it is of the class with the strictest action.
std::vector<Finding> find(std::string_view text, const Rules& rules);

// Joins what overlaps, as find does.
void make_disjoint(std::vector<Finding>& findings, const Rules& rules);

// Whether a value is a secret because of the name it is kept under, as "password" in JSON.
bool is_secret_under(std::string_view key, std::string_view value);

}  // namespace hearth::egress
