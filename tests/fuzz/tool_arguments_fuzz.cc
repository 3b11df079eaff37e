// Arguments as a model writes them, against a schema like those of the tools: judged, never a crash, and the judgement
// is text that can be shown.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/utf8.h"
#include "domain/message.h"
#include "llm/bounded_json.h"
#include "schema/validator.h"

namespace {

const char* const parameters = R"({
  "type": "object",
  "properties": {
    "path": {"type": "string", "minLength": 1, "maxLength": 64},
    "first": {"type": "integer", "minimum": 1},
    "kinds": {"type": "array", "items": {"enum": ["file", "folder"]}, "maxItems": 3, "uniqueItems": true},
    "filter": {"oneOf": [{"type": "null"}, {"type": "object", "required": ["name"], "additionalProperties": false,
                          "properties": {"name": {"type": "string", "pattern": "^[a-z]+$"}}}]}
  },
  "required": ["path"],
  "additionalProperties": false
})";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static hearth::schema::Validator validator(hearth::json::parse(parameters));
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto arguments = hearth::llm::parse_bounded(text);
  if (!arguments) return 0;
  const auto violations = validator.validate(*arguments);
  if (violations.empty()) hearth::check(arguments->is_object() && (*arguments)["path"].is_string());
  hearth::check(hearth::is_valid_utf8(describe(violations)));
  const hearth::Block block = hearth::Block::make_tool_use("c", "t", std::string(text));
  hearth::check(!arguments->is_object() || !hearth::is_valid_utf8(text) || block.arguments == *arguments);
  return 0;
}
