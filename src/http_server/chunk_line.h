// The line between two chunks of a body, checked before Boost.Beast sees it: 1 to 16 hexadecimal digits and CR LF,
// nothing else, and no trailer fields after the last one. Beast 1.81 alone would wait for more bytes on some malformed
// lines, and its assertion fails on a last chunk that arrives byte by byte. Pure.
#pragma once

#include <string_view>

namespace hearth::http_server {

enum class ChunkPlace { first, later };  // a later line begins with the CR LF that ends the chunk before it
enum class ChunkLine { incomplete, sound, malformed };

ChunkLine check_chunk_line(std::string_view bytes, ChunkPlace place);

}  // namespace hearth::http_server
