// Paths of the API from parts that a person typed. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hearth::cli {

// Percent-encodes everything but unreserved characters (RFC 3986, section 2.3).
std::string encode_component(std::string_view text);
// "search?q=two%20words&limit=5"; empty values are left out.
std::string with_query(std::string_view path, const std::vector<std::pair<std::string_view, std::string>>& query);

}  // namespace hearth::cli
