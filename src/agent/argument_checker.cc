#include "agent/argument_checker.h"

#include <fmt/format.h>

#include <vector>

namespace hearth::agent {

std::optional<std::string> ArgumentChecker::problem(const ToolSpec& tool, const json& arguments) {
  std::shared_ptr<const schema::Validator> validator = validators_.with([&](auto& validators) {
    auto& known = validators[tool.name];
    if (!known) known = std::make_shared<const schema::Validator>(tool.parameters);
    return known;
  });
  std::vector<schema::Violation> violations = validator->validate(arguments);
  if (violations.empty()) return std::nullopt;
  std::string text = fmt::format("The arguments of {} are wrong, so it was not called:", tool.name);
  for (const schema::Violation& violation : violations) {
    text += fmt::format("\n- {}: {}", violation.pointer.empty() ? "arguments" : violation.pointer, violation.message);
  }
  return text + "\nCall it again with arguments that match its schema.";
}

}  // namespace hearth::agent
