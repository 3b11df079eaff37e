// fs_delete: one file, or an empty folder.
#include <fmt/format.h>

#include "base/utf8.h"
#include "tools/builtin.h"

namespace hearth::tools {

namespace {

const ToolSpec delete_spec = {"fs_delete",
                              "Deletes one file, or one empty folder, of the workspace. It cannot be brought back.",
                              json::parse(R"({
      "type": "object",
      "properties": {
        "path": {"type": "string", "minLength": 1, "description": "The file or empty folder, relative to the workspace"}
      },
      "required": ["path"],
      "additionalProperties": false
    })"),
                              Effect::destructive,
                              {"path"}};

class FsDelete : public Tool {
 public:
  explicit FsDelete(workspace::Workspace& workspace) : workspace_(workspace) {}
  const ToolSpec& spec() const override { return delete_spec; }

  ToolResult call(const std::string& call_id, const json& arguments, std::stop_token) override {
    std::string path = workspace_.remove(call_id, arguments.at("path").get<std::string>());
    ToolResult result;
    result.text = fmt::format("Deleted {}.", escape_for_display(path));
    result.structured = {{"path", to_valid_utf8(path)}};
    return result;
  }

 private:
  workspace::Workspace& workspace_;
};

}  // namespace

std::unique_ptr<Tool> make_fs_delete(workspace::Workspace& workspace) {
  return std::make_unique<FsDelete>(workspace);
}

}  // namespace hearth::tools
