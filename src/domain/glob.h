// Glob patterns over '/'-separated relative paths, for finding files and for grants.
#pragma once

#include <string_view>

namespace hearth {

// '?' matches one byte but '/', '*' any run without '/', '**' any run, "**/" any number of whole folders, also none,
// '[a-z]' and '[!a-z]' one byte but '/', '{a,b}' either alternative, '\' takes the next byte as it is. A bracket or
// brace that is not closed means itself. The whole path must match. Takes at most the pattern's length times the
// path's; a pattern of more than 4096 bytes matches nothing.
bool glob_matches(std::string_view pattern, std::string_view path);

}  // namespace hearth
