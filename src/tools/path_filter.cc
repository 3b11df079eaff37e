#include "tools/path_filter.h"

#include <algorithm>
#include <utility>

#include "domain/glob.h"
#include "workspace/path.h"

namespace hearth::tools {

PathFilter::PathFilter(std::string glob, std::string folder, LetterCase letter_case) : letter_case_(letter_case) {
  if (glob.rfind("./", 0) == 0) glob.erase(0, 2);
  folders_ = !glob.empty() && glob.back() == '/';
  if (folders_) glob.pop_back();
  whole_path_ = glob.find('/') != std::string::npos;
  glob_ = cased(glob);
  if (folder != ".") prefix_ = std::move(folder) + "/";
}

std::string PathFilter::cased(std::string_view text) const {
  std::string out(text);
  if (letter_case_ == LetterCase::exact) return out;
  for (char& c : out) c = 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

bool PathFilter::means(const workspace::WalkEntry& entry) const {
  bool folder = entry.kind == workspace::FileKind::directory;
  if (folder != folders_ || entry.kind == workspace::FileKind::other) return false;
  if (glob_.empty()) return true;
  std::string_view path = entry.path;
  path.remove_prefix(whole_path_ ? prefix_.size() : path.rfind('/') + 1);
  return glob_matches(glob_, cased(path));
}

workspace::WalkOptions PathFilter::walk_options() const {
  workspace::WalkOptions options;
  for (std::string& part : workspace::path_parts(glob_)) {
    if (part.find_first_of("*?[{\\") == std::string::npos) options.also_enter.push_back(std::move(part));
  }
  return options;
}

}  // namespace hearth::tools
