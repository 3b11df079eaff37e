#include "memory/observing/forget_tool.h"

#include <fmt/format.h>

#include "base/utf8.h"
#include "store/observations.h"

namespace hearth::memory {

namespace {

const ToolSpec spec_of_forget = {"memory_forget",
                                 "Deletes an observation for good, because the user asks for it. memory_search gives "
                                 "its number. To correct one, save "
                                 "the new sentence with \"supersedes\" instead.",
                                 json::parse(R"({
      "type": "object",
      "properties": {
        "id": {"type": "integer", "minimum": 1, "description": "The number of the observation"},
        "with_history": {"type": "boolean", "description": "Also what it replaced; false if left out"}
      },
      "required": ["id"],
      "additionalProperties": false
    })"),
                                 Effect::destructive,
                                 {}};

class MemoryForget : public Tool {
 public:
  MemoryForget(store::Store& store, const Asker& asker) : store_(store), asker_(asker) {}
  const ToolSpec& spec() const override { return spec_of_forget; }

  ToolResult call(const std::string&, const json& arguments, std::stop_token) override {
    ObservationId id{arguments.at("id").get<std::int64_t>()};
    bool with_history = arguments.value("with_history", false);
    store::Audience audience{.workspace = asker_.workspace, .session = asker_.session};
    ToolResult result;
    result.labels.is_private = true;
    store_.write([&](store::Write& write) {
      Observation gone = store::get_observation(write, audience, id);
      auto ids = store::forget_observation(write, audience, id,
                                           with_history ? store::Forget::with_predecessors : store::Forget::this_one);
      result.labels.untrusted = gone.untrusted;
      result.text = fmt::format("Forgotten: {}", gone.text);
      result.structured = {{"forgotten", json::array()}};
      for (ObservationId each : ids) result.structured["forgotten"].push_back(each.value);
    });
    return result;
  }

 private:
  store::Store& store_;
  const Asker asker_;
};

}  // namespace

std::unique_ptr<Tool> make_memory_forget(store::Store& store, const Asker& asker) {
  return std::make_unique<MemoryForget>(store, asker);
}

}  // namespace hearth::memory
