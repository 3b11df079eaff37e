// English words without their endings, by the rules that M. F. Porter published in 1980 ("An algorithm for suffix
// stripping"): "connected" and "connections" become "connect". Any thread.
#pragma once

#include <string>

namespace hearth::search {

// Lower-case letters of ASCII only; words of one or two letters stay as they are.
void stem_english(std::string& word);

}  // namespace hearth::search
