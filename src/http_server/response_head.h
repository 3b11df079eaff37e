// The status line and headers of an answer as bytes, the security headers of every answer among them. Pure.
#pragma once

#include <string>

#include "http_server/response.h"
#include "http_server/server.h"

namespace hearth::http_server {

enum class Framing { sized, chunked };
enum class AfterAnswer { keep_alive, close };

// Throws Error(internal) when a header given by the handler holds a line break or another control character.
void require_safe_headers(const Response& response);
// Appends to `out`. The headers must be safe.
void append_head(std::string& out, const Response& response, Framing framing, AfterAnswer after, OpenerPolicy opener);

}  // namespace hearth::http_server
