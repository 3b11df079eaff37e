// The desk of one chat() call: the tool results that this run already has, and the calls it still wants. A step asks
// for what it needs, in the same order every time; what was asked before is answered from the request, so that the
// steps need no state of their own. Results are found by what was asked, not by who asked: two steps share one read. A
// write starts a new epoch, because a file read before it may differ now. One thread; nothing fails.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "domain/json.h"
#include "domain/message.h"
#include "domain/tool.h"

namespace hearth::llm::reflex {

struct Reply {
  bool is_error = false;
  std::string text;
  json structured;
};

bool changes_files(std::string_view tool);

class Desk {
 public:
  // `turn`: the messages after the last one of the user.
  Desk(std::span<const Message> turn, const std::vector<ToolSpec>& tools, UnixMillis now);
  // Nothing yet: the call is noted down and the caller must return; it is called again with the result.
  const Reply* ask(const std::string& tool, const json& arguments);
  std::vector<Block> take_calls() { return std::move(calls_); }
  UnixMillis now() const { return now_; }

  // What the user gave along with the messages, by name; nothing inside for an image.
  std::map<std::string, std::optional<std::string>, std::less<>> attached;

  // What the steps before this one answered, for "save it to notes.md".
  std::string earlier;

 private:
  static std::string key(int epoch, std::string_view tool, const json& arguments);

  std::map<std::string, Reply> replies_;
  std::set<std::string> wanted_;
  std::set<std::string> offered_;
  std::vector<Block> calls_;
  Reply unavailable_;
  std::size_t made_ = 0;
  int epoch_ = 0;
  UnixMillis now_;
};

}  // namespace hearth::llm::reflex
