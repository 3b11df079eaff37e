// What a result code of SQLite means to the user: the code of the Error and what to do. Any thread.
#pragma once

#include <string_view>

#include "base/error.h"

namespace hearth::db {

struct Meaning {
  Code code;
  std::string_view advice;  // what happened and what to do, in plain words; empty where SQLite's own words are enough
  bool damaged = false;     // the file is no intact database
};

// `result` is an extended result code, `system_error` the errno that SQLite kept.
Meaning meaning_of(int result, int system_error);

}  // namespace hearth::db
