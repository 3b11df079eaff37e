// fs_write: a whole file.
#include <fmt/format.h>

#include "base/utf8.h"
#include "tools/builtin.h"
#include "tools/lines.h"
#include "tools/text_change.h"

namespace hearth::tools {

namespace {

const ToolSpec write_spec = {"fs_write",
                             "Creates a text file in the workspace with the given content, making the folders above "
                             "it, or replaces the whole content "
                             "of an existing one. To change a part of a file use fs_edit.",
                             json::parse(R"({
      "type": "object",
      "properties": {
        "path": {"type": "string", "minLength": 1, "description": "The file, relative to the workspace"},
        "content": {"type": "string", "description": "The whole text of the file"}
      },
      "required": ["path", "content"],
      "additionalProperties": false
    })"),
                             Effect::write,
                             {"path"}};

class FsWrite : public Tool {
 public:
  explicit FsWrite(workspace::Workspace& workspace) : workspace_(workspace) {}
  const ToolSpec& spec() const override { return write_spec; }

  ToolResult call(const std::string& call_id, const json& arguments, std::stop_token) override {
    auto content = arguments.at("content").get<std::string>();
    workspace::Written written = workspace_.write(call_id, arguments.at("path").get<std::string>(), content, {});
    ToolResult result;
    result.text = fmt::format("{} {} ({}).", written.created ? "Created" : "Replaced", escape_for_display(written.path),
                              counted(content.size(), "byte", "bytes"));
    result.structured = {
        {"path", to_valid_utf8(written.path)}, {"created", written.created}, {"bytes", content.size()}};
    result.change = text_change(written.before, content);
    return result;
  }

 private:
  workspace::Workspace& workspace_;
};

}  // namespace

std::unique_ptr<Tool> make_fs_write(workspace::Workspace& workspace) {
  return std::make_unique<FsWrite>(workspace);
}

}  // namespace hearth::tools
