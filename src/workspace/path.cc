#include "workspace/path.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>

#include "base/error.h"
#include "base/utf8.h"

namespace hearth::workspace {

namespace {

Error leads_out(std::string_view given) {
  return Error(Code::denied,
               fmt::format("opening {}: the path leads outside the workspace: tools reach only files inside it; "
                           "give a path relative to the workspace",
                           shown(given)));
}

// Tidied parts; nothing is left to go up from if false is returned.
bool tidy(std::string_view path, std::vector<std::string>& parts) {
  for (std::string& part : path_parts(path)) {
    if (part == ".") continue;
    if (part != "..") {
      parts.push_back(std::move(part));
    } else if (!parts.empty()) {
      parts.pop_back();
    } else {
      return false;
    }
  }
  return true;
}

std::string joined(const std::vector<std::string>& parts) {
  return parts.empty() ? "." : fmt::format("{}", fmt::join(parts, "/"));
}

}  // namespace

std::string relative_path(std::string_view given, std::string_view root) {
  if (given.empty()) {
    throw Error(Code::invalid_argument,
                "opening a file: the path is empty: name a file, or \".\" for the workspace itself");
  }
  if (given.find('\0') != std::string_view::npos) {
    throw Error(Code::invalid_argument, fmt::format("opening {}: a path cannot hold a NUL byte", shown(given)));
  }
  constexpr std::size_t longest = 4095;  // PATH_MAX without its NUL
  if (given.size() > longest) {
    throw Error(Code::invalid_argument,
                fmt::format("opening {}: the path is longer than {} bytes", shown(given), longest));
  }
  std::vector<std::string> parts;
  if (!tidy(given, parts)) throw leads_out(given);
  if (given.front() != '/') return joined(parts);

  std::vector<std::string> base;
  tidy(root, base);
  if (parts.size() < base.size() || !std::equal(base.begin(), base.end(), parts.begin())) throw leads_out(given);
  parts.erase(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(base.size()));
  return joined(parts);
}

std::pair<std::string, std::string> split_parent(const std::string& relative) {
  std::size_t slash = relative.rfind('/');
  if (slash == std::string::npos) return {".", relative};
  return {relative.substr(0, slash), relative.substr(slash + 1)};
}

std::vector<std::string> path_parts(std::string_view relative) {
  std::vector<std::string> parts;
  while (!relative.empty()) {
    std::size_t slash = relative.find('/');
    if (slash != 0) parts.emplace_back(relative.substr(0, slash));
    if (slash == std::string_view::npos) break;
    relative.remove_prefix(slash + 1);
  }
  return parts;
}

std::string join_path(const std::string& directory, std::string_view name) {
  return directory == "." ? std::string(name) : fmt::format("{}/{}", directory, name);
}

std::string shown(std::string_view path) {
  constexpr std::size_t longest = 300;
  std::string escaped = escape_for_display(path);
  std::string_view prefix = utf8_prefix(escaped, longest);
  return fmt::format("\"{}{}\"", prefix, prefix.size() < escaped.size() ? "…" : "");
}

}  // namespace hearth::workspace
