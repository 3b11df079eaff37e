// Times as questions name them: "yesterday", "last week", "three weeks ago", "in May", "on 7 May 2023", "in 2024".
#pragma once

#include <string_view>
#include <vector>

#include "base/clock.h"
#include "memory/recall/words.h"

namespace hearth::memory::recall {

struct TimeSpan {
  UnixMillis from = 0;   // included
  UnixMillis until = 0;  // excluded
};

// Every span that the words may mean, seen from `now`, in the machine's time zone. "In May" of no year means the last
// six of them; other expressions mean one. None: the words name no time.
std::vector<TimeSpan> times_named(const std::vector<Word>& words, UnixMillis now);

}  // namespace hearth::memory::recall
