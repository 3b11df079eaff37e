// The JSON value type used where a tree is needed. For answers made of many rows use base/json_writer.h.
//
// Its templates are compiled once, in json.cc: most of what a file that uses them cost to compile was another copy.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace hearth {

using json = nlohmann::json;

namespace json_parts {
using Text = nlohmann::detail::iterator_input_adapter<const char*>;
using StringText = nlohmann::detail::iterator_input_adapter<std::string::const_iterator>;
using Tree = nlohmann::detail::json_sax_dom_parser<json>;
}  // namespace json_parts

}  // namespace hearth

extern template class nlohmann::basic_json<>;
extern template class nlohmann::detail::serializer<hearth::json>;
extern template class nlohmann::detail::json_sax_dom_parser<hearth::json>;
extern template class nlohmann::detail::lexer<hearth::json, hearth::json_parts::Text>;
extern template class nlohmann::detail::lexer<hearth::json, hearth::json_parts::StringText>;
extern template class nlohmann::detail::parser<hearth::json, hearth::json_parts::Text>;
extern template class nlohmann::detail::parser<hearth::json, hearth::json_parts::StringText>;
extern template bool nlohmann::detail::parser<hearth::json, hearth::json_parts::Text>::sax_parse_internal(
    hearth::json_parts::Tree* tree);
extern template bool nlohmann::detail::parser<hearth::json, hearth::json_parts::StringText>::sax_parse_internal(
    hearth::json_parts::Tree* tree);
