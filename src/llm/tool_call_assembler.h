// Puts tool calls together from the pieces that OpenAI-compatible servers stream, which differ: an index or none, an id
// in every piece or only in the first, the name after the id, several calls under one index, arguments as text or as an
// object. Owned by one answer's OpenAiStream; one thread; never fails.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/json.h"
#include "domain/message.h"

namespace hearth::llm {

// Ids of calls must be unique in a conversation and fit into a URL. One that is not is replaced by prefix + number.
struct CallIds {
  std::set<std::string> taken;
  std::string prefix;
};

enum class StreamEnd {
  whole,  // the server said that the answer is complete
  cut,    // it did not, or it said that the answer was cut short
};

class ToolCallAssembler {
 public:
  // One element of `tool_calls`, or the old `function_call` as {"function": …}. Anything but an object is ignored.
  void add(const json& piece);
  bool empty() const { return calls_.empty(); }
  // The calls as blocks, in order of arrival. A call without a name is left out; after a cut, so is one whose arguments
  // are not a whole object, since it may be half of what the model meant.
  std::vector<Block> take(StreamEnd end, CallIds ids);

 private:
  struct Call {
    std::optional<int> index;
    std::string id;
    std::string name;
    std::string arguments;
  };
  static Call read(const json& piece);
  static bool begins_another(const Call& open, const Call& piece);
  Call* find_open(const Call& piece);
  static void extend(Call& open, Call piece);

  std::vector<Call> calls_;
};

}  // namespace hearth::llm
