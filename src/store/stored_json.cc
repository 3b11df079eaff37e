#include "store/stored_json.h"

#include <fmt/format.h>

#include "base/error.h"

namespace hearth::store {

std::string json_text(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

json stored_json(std::string_view text, std::string_view what) {
  json value = json::parse(text, nullptr, false);
  if (value.is_discarded()) throw Error(Code::internal, fmt::format("reading a stored {}: it is no JSON", what));
  return value;
}

}  // namespace hearth::store
