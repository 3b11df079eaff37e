// The user interface as the browser gets it: files that stand in the program and reveal nothing. Any thread.
#pragma once

#include <span>
#include <string_view>

#include "http_server/request.h"
#include "http_server/response.h"

namespace hearth::api {

struct UiFile {
  std::string_view path;  // "/" for index.html
  std::string_view content_type;
  std::string_view hash;  // of the identity bytes
  bool immutable;         // its name changes with its bytes
  std::string_view identity;
  std::string_view gzip;  // empty where it would not be smaller; so is br
  std::string_view br;
};

// What cmake/embed_ui.cmake has embedded.
std::span<const UiFile> ui_files();

// The file at the request's path, in the best encoding that the client takes; 304 if it has it; 404 for all else.
http_server::Response user_interface(std::span<const UiFile> files, const http_server::Request& request);

}  // namespace hearth::api
