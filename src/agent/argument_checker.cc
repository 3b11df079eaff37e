#include "agent/argument_checker.h"

#include <fmt/format.h>

#include <vector>

namespace hearth::agent {

std::optional<std::string> ArgumentChecker::problem(const ToolSpec& tool, const json& arguments) {
  std::shared_ptr<schema::Validator> validator = validators_.with([&](auto& validators) {
    auto& known = validators[tool.name];
    if (!known) known = std::make_shared<schema::Validator>(tool.parameters);
    return known;
  });
  std::vector<schema::Violation> violations = validator->validate(arguments);
  if (violations.empty()) return std::nullopt;
  return fmt::format(
      "The arguments of {} are wrong, so it was not called: {}. Call it again with arguments that match its schema.",
      tool.name, schema::describe(violations));
}

}  // namespace hearth::agent
