#include "tools/tools.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "tools/history_fixture.h"

namespace hearth::tools {
namespace {

class ToolsTest : public HistoryTest {
 protected:
  ToolBox tools_ = make_tools(environment());
};

TEST_F(ToolsTest, TheTableIsSorted) {
  std::vector<std::string_view> names = tool_names();
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  EXPECT_EQ(std::set<std::string_view>(names.begin(), names.end()).size(), names.size());
}

TEST_F(ToolsTest, EveryToolIsCalledWhatTheTableSays) {
  std::vector<std::string_view> names = tool_names();
  ASSERT_EQ(tools_.size(), names.size());
  for (std::size_t i = 0; i < names.size(); ++i) EXPECT_EQ(tools_[i]->spec().name, names[i]);
}

TEST_F(ToolsTest, EverySpecIsWhole) {
  for (const auto& tool : tools_) {
    const ToolSpec& spec = tool->spec();
    EXPECT_GT(spec.description.size(), 40U) << spec.name;
    EXPECT_EQ(spec.parameters["type"], "object") << spec.name;
    EXPECT_EQ(spec.parameters["additionalProperties"], false) << spec.name;
    for (const auto& [name, property] : spec.parameters["properties"].items()) {
      EXPECT_TRUE(property.contains("description")) << spec.name << " " << name;
    }
    for (const std::string& argument : spec.path_arguments) {
      EXPECT_TRUE(spec.parameters["properties"].contains(argument)) << spec.name;
    }
    EXPECT_FALSE(schema::Validator(spec.parameters).validate({{"unheard_of", 1}}).empty()) << spec.name;
  }
}

TEST_F(ToolsTest, OnlyReadersSayTheyRead) {
  const std::map<std::string, Effect> others{{"code_run", Effect::execute}, {"fs_delete", Effect::destructive},
                                             {"fs_edit", Effect::write},    {"fs_move", Effect::write},
                                             {"fs_write", Effect::write},   {"git_commit", Effect::execute},
                                             {"shell_run", Effect::execute}};
  for (const auto& tool : tools_) {
    auto other = others.find(tool->spec().name);
    EXPECT_EQ(tool->spec().effect, other == others.end() ? Effect::read : other->second) << tool->spec().name;
  }
}

}  // namespace
}  // namespace hearth::tools
