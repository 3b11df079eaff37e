// The files and folders that `hearth docs` knows, found by what a person types. One thread; throws Error and Cancelled.
#pragma once

#include <stop_token>
#include <string>

#include "cli/server.h"
#include "domain/json.h"

namespace hearth::cli {

// By its number, or by its path. Throws Error(not_found).
json find_document_root(Server& server, const std::string& typed, std::stop_token stop);

}  // namespace hearth::cli
