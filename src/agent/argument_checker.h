// Checks the arguments of tool calls against the tools' schemas. Compiled schemas are kept, since a tool's schema never
// changes. Owned by the registry; any thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/sync.h"
#include "domain/tool.h"
#include "schema/validator.h"

namespace hearth::agent {

class ArgumentChecker {
 public:
  // What is wrong with the arguments, for the model; nothing if they are right.
  std::optional<std::string> problem(const ToolSpec& tool, const json& arguments);

 private:
  Sync<std::map<std::string, std::shared_ptr<schema::Validator>>> validators_;
};

}  // namespace hearth::agent
