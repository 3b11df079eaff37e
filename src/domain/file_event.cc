#include "domain/file_event.h"

#include <fmt/format.h>

#include "base/error.h"

namespace hearth {

std::string_view to_string(FileAction action) {
  switch (action) {
    case FileAction::read:
      return "read";
    case FileAction::create:
      return "create";
    case FileAction::modify:
      return "modify";
    case FileAction::remove:
      return "delete";
    case FileAction::rename:
      return "rename";
  }
  return "read";
}

FileAction file_action_from(std::string_view word) {
  for (FileAction action :
       {FileAction::read, FileAction::create, FileAction::modify, FileAction::remove, FileAction::rename}) {
    if (to_string(action) == word) return action;
  }
  throw Error(Code::internal, fmt::format("reading a stored file event: action \"{}\" is unknown", word));
}

}  // namespace hearth
