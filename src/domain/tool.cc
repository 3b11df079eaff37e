#include "domain/tool.h"

#include <utility>

namespace hearth {

std::string_view to_string(Effect effect) {
  switch (effect) {
    case Effect::read:
      return "read";
    case Effect::write:
      return "write";
    case Effect::destructive:
      return "destructive";
    case Effect::execute:
      return "execute";
    case Effect::send:
      return "send";
  }
  return "destructive";
}

ToolResult ToolResult::failure(std::string text) {
  ToolResult result;
  result.text = std::move(text);
  result.is_error = true;
  return result;
}

}  // namespace hearth
