// The question put to a person before a call that needs approval, and what the answer means. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal/style.h"
#include "domain/json.h"
#include "domain/run.h"

namespace hearth::cli {

struct ApprovalAnswer {
  Approval decision = Approval::deny;
  std::string pattern;      // for always: a glob over the paths of later calls, or words of a command
  std::string reason = {};  // for deny: what the model is told
};

// What is asked about: data of an approval.requested event.
struct ApprovalRequest {
  std::string call_id;
  std::string tool;
  std::string effect;
  std::vector<std::string> paths;
  std::string command;             // the command line or program, if the call runs one
  std::vector<std::string> hosts;  // what it wants to reach, as host:port
  std::string reason;
  bool user_only = false;
  json arguments;
  // Whether consent given in advance answers it: --yes allows changes, and sending something away is none.
  bool is_answered_by_yes() const { return !user_only && effect != "send"; }
};
ApprovalRequest approval_request_from(const json& data);

// A pattern that covers these paths and nothing else.
std::string exact_pattern(const std::vector<std::string>& paths);
// A pattern that covers the command or the paths of this call and nothing else.
std::string pattern_for(const ApprovalRequest& request);
// What the call would do, several lines: the tool, every path, and the start of what it writes. At most `width`
// columns.
std::string describe_call(const ApprovalRequest& request, std::size_t width, const Style& style);
// One line without its end.
std::string approval_choices(const ApprovalRequest& request);
// "1" to "4", the words once, session, always, deny, "3 PATTERN" or "4 REASON"; nothing if it is none of these.
std::optional<ApprovalAnswer> approval_answer_from(std::string_view line, const ApprovalRequest& request);

}  // namespace hearth::cli
