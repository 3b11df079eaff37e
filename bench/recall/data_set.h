// Conversations and questions with the turns that answer them, as JSON lines:
//   {"conversation","id","session","time","speaker","text"}   one turn; time as ISO 8601
//   {"conversation","question","evidence":[ids],"category"}
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "domain/ids.h"

namespace hearth::bench {

struct Turn {
  std::string name;  // its id in the file
  WorkspaceId conversation;
  SessionId session;
  UnixMillis at = 0;
  std::string speaker, text;
};

struct RecallQuestion {
  WorkspaceId conversation;
  std::string text, category;
  std::vector<std::size_t> evidence;  // places in DataSet::turns
};

struct DataSet {
  std::vector<Turn> turns;  // the first has the number 1 as a record
  std::vector<RecallQuestion> questions;
};

// A question whose evidence is empty, or names a turn that is not there, is left out; how many were, in `left_out`.
// Throws Error for a file that cannot be read, naming the line.
DataSet read_data_set(const std::string& data, const std::string& questions, std::size_t& left_out);

}  // namespace hearth::bench
