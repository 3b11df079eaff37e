#include "domain/json.h"

template class nlohmann::basic_json<>;
template class nlohmann::detail::serializer<hearth::json>;
template class nlohmann::detail::json_sax_dom_parser<hearth::json>;
template class nlohmann::detail::lexer<hearth::json, hearth::json_parts::Text>;
template class nlohmann::detail::lexer<hearth::json, hearth::json_parts::StringText>;
template class nlohmann::detail::parser<hearth::json, hearth::json_parts::Text>;
template class nlohmann::detail::parser<hearth::json, hearth::json_parts::StringText>;
template bool nlohmann::detail::parser<hearth::json, hearth::json_parts::Text>::sax_parse_internal(
    hearth::json_parts::Tree* tree);
template bool nlohmann::detail::parser<hearth::json, hearth::json_parts::StringText>::sax_parse_internal(
    hearth::json_parts::Tree* tree);
