#include <algorithm>

#include "egress/redaction/detectors/characters.h"
#include "egress/redaction/detectors/detectors.h"

namespace hearth::egress {

namespace {

constexpr std::size_t longest_name = 64;

// Folders for everybody, and accounts that machines make.
bool names_nobody(std::string_view name) {
  constexpr std::string_view nobody[] = {"all users", "default", "linuxbrew", "name",   "node",
                                         "public",    "runner",  "shared",    "ubuntu", "user",
                                         "username",  "vagrant", "you",       "vscode"};
  return name.empty() || !(is_alnum(name[0]) || is_beyond_ascii(name[0]) || name[0] == '_') ||
         std::ranges::any_of(nobody, [&](std::string_view each) { return equal_in_any_case(name, each); });
}

std::size_t name_end(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (
      end < text.size() && end - at < longest_name &&
      (is_alnum(text[end]) || is_beyond_ascii(text[end]) || text[end] == '.' || text[end] == '_' || text[end] == '-')) {
    ++end;
  }
  while (end > at && text[end - 1] == '.') --end;
  return end;
}

void find_below(std::string_view root, std::string_view text, std::vector<Finding>& found) {
  for (std::size_t at = text.find(root); at != std::string_view::npos; at = text.find(root, at + 1)) {
    std::size_t name = at + root.size();
    std::size_t end = name_end(text, name);
    bool begins_path = at == 0 || !(is_alnum(text[at - 1]) || text[at - 1] == '.' || text[at - 1] == '_');
    // file:///home/ada: the third slash begins the path.
    if (!begins_path || names_nobody(text.substr(name, end - name))) continue;
    bool has_drive = root[0] == '\\' && at >= 2 && text[at - 1] == ':' && is_alpha(text[at - 2]);
    found.push_back({has_drive ? at - 2 : at, end, DataClass::home_path, "home folder"});
  }
}

}  // namespace

void find_home_paths(std::string_view text, std::vector<Finding>& found) {
  for (std::string_view root : {"/home/", "/Users/", "\\Users\\", "\\\\Users\\\\", ":/Users/"}) {
    find_below(root, text, found);
  }
}

}  // namespace hearth::egress
