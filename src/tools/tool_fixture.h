// For tests only: a workspace in a temporary folder, and calls made as the agent makes them: arguments are checked
// against the tool's own schema first, and an Error is a failed result.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

#include "base/error.h"
#include "domain/tool.h"
#include "schema/validator.h"
#include "workspace/recording_sink.h"
#include "workspace/workspace.h"

namespace hearth::tools {

inline ToolResult call_checked(Tool& tool, const json& arguments, const std::stop_token& stop = {}) {
  std::string complaint = schema::describe(schema::Validator(tool.spec().parameters).validate(arguments));
  if (!complaint.empty()) return ToolResult::failure("schema: " + complaint);
  try {
    return tool.call("call", arguments, stop);
  } catch (const Error& error) {
    return ToolResult::failure(error.what());
  }
}

class ToolTest : public testing::Test {
 protected:
  using Make = std::unique_ptr<Tool> (*)(workspace::Workspace&);

  std::string in(const std::string& name) { return folder_ / ("ws/" + name); }
  void put(const std::string& name, const std::string& content) { workspace::put(in(name), content); }
  std::string get(const std::string& name) { return workspace::get(in(name)); }
  bool exists(const std::string& name) { return std::filesystem::exists(in(name)); }

  ToolResult call(Make make, const json& arguments, const std::stop_token& stop = {}) {
    return call_checked(*make(workspace_), arguments, stop);
  }
  json structured(Make make, const json& arguments) {
    ToolResult result = call(make, arguments);
    EXPECT_FALSE(result.is_error) << result.text;
    return result.structured;
  }
  // The text of a call that has to fail.
  std::string failure(Make make, const json& arguments) {
    ToolResult result = call(make, arguments);
    EXPECT_TRUE(result.is_error) << result.text;
    return result.text;
  }

  workspace::TemporaryFolder folder_;
  workspace::RecordingSink sink_;
  // Made before the workspace that opens it.
  bool made_ = std::filesystem::create_directories(folder_ / "ws");
  workspace::Workspace workspace_{folder_ / "ws", sink_, {}};
};

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace hearth::tools
