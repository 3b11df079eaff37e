// fs_move: a new name.
#include <fmt/format.h>

#include "base/utf8.h"
#include "tools/builtin.h"

namespace hearth::tools {

namespace {

const ToolSpec move_spec = {"fs_move",
                            "Renames or moves a file or a whole folder within the workspace, making the folders above "
                            "the new name. Never replaces "
                            "what is there already. The file keeps its history.",
                            json::parse(R"({
      "type": "object",
      "properties": {
        "from": {"type": "string", "minLength": 1, "description": "The present path, relative to the workspace"},
        "to": {"type": "string", "minLength": 1, "description": "The new path, with the new name at its end"}
      },
      "required": ["from", "to"],
      "additionalProperties": false
    })"),
                            Effect::write,
                            {"from", "to"}};

class FsMove : public Tool {
 public:
  explicit FsMove(workspace::Workspace& workspace) : workspace_(workspace) {}
  const ToolSpec& spec() const override { return move_spec; }

  ToolResult call(const std::string& call_id, const json& arguments, std::stop_token) override {
    workspace::Moved moved =
        workspace_.move(call_id, arguments.at("from").get<std::string>(), arguments.at("to").get<std::string>());
    ToolResult result;
    result.text = fmt::format("Moved {} to {}.", escape_for_display(moved.from), escape_for_display(moved.to));
    result.structured = {{"from", to_valid_utf8(moved.from)}, {"to", to_valid_utf8(moved.to)}};
    return result;
  }

 private:
  workspace::Workspace& workspace_;
};

}  // namespace

std::unique_ptr<Tool> make_fs_move(workspace::Workspace& workspace) {
  return std::make_unique<FsMove>(workspace);
}

}  // namespace hearth::tools
