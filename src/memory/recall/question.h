// What a question asks for, as far as its words say.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "memory/recall/time_expression.h"

namespace hearth::memory::recall {

struct Question {
  enum class Asks : std::uint8_t { something, who, when, where, how_many, how_much, how, why, yes_or_no };
  Asks asks = Asks::something;
  std::vector<TimeSpan> times;  // any of them is meant
  bool about_user = false;      // "I", "my"
  bool for_last = false;        // "latest", "last time", "now"
  bool for_first = false;       // "first", "originally"
  bool for_list = false;        // "which books", "what kinds of": several records may hold a part
  bool for_feeling = false;
  bool for_plan = false;
};

Question read_question(std::string_view text, UnixMillis now);

}  // namespace hearth::memory::recall
