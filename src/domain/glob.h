// Glob patterns over '/'-separated relative paths, for finding files and for grants.
#pragma once

#include <string_view>

namespace hearth {

// '?' matches one byte but '/', '*' any run without '/', '**' any run ("**/" also nothing), '[a-z]' and '[!a-z]' one
// byte, '{a,b}' either alternative, '\' takes the next byte as it is. The whole path must match. Linear in practice:
// backtracking is bounded to the last star of each kind.
bool glob_matches(std::string_view pattern, std::string_view path);

}  // namespace hearth
