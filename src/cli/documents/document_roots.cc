#include "cli/documents/document_roots.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/error.h"
#include "base/utf8.h"
#include "cli/fields.h"

namespace hearth::cli {

json find_document_root(Server& server, const std::string& typed, std::stop_token stop) {
  std::error_code error;
  std::string path = std::filesystem::weakly_canonical(typed, error).string();
  if (path.size() > 1 && path.ends_with('/')) path.pop_back();
  json answer = server.get("document-roots", stop);
  for (const json& root : array_field(answer, "roots")) {
    if (text_field(root, "id") == typed || text_field(root, "path") == path) return root;
  }
  throw Error(Code::not_found,
              fmt::format("\"{}\" was not added: `hearth docs list` shows what was", escape_for_display(typed)));
}

}  // namespace hearth::cli
