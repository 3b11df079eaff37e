#include "workspace/ignored_names.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/error.h"
#include "domain/glob.h"

namespace hearth::workspace {

namespace {

constexpr std::size_t longest_file = 64 * 1024;  // what is behind that is no list that somebody wrote

Fd duplicate(int directory) {
  Fd own(::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!own) throw_errno("reading the workspace");
  return own;
}

std::string read_start(int fd) {
  struct stat info {};
  if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) return {};
  std::string text(longest_file, '\0');
  std::size_t filled = 0;
  while (filled < text.size()) {
    ssize_t got = ::read(fd, text.data() + filled, text.size() - filled);
    if (got <= 0) break;
    filled += static_cast<std::size_t>(got);
  }
  text.resize(filled);
  return text;
}

// Spaces at the end do not count unless a backslash keeps them.
std::string_view without_end(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  while (line.ends_with(' ') && !line.ends_with("\\ ")) line.remove_suffix(1);
  return line;
}

// Git knows no braces.
std::string without_braces(std::string_view pattern) {
  std::string glob;
  for (char c : pattern) {
    if (c == '{' || c == '}') glob += '\\';
    glob += c;
  }
  return glob;
}

}  // namespace

IgnoredNames::IgnoredNames(int directory) : resolver_(duplicate(directory), "", Resolution::automatic) {
  read_rules("");
}

bool IgnoredNames::hold(const WalkEntry& entry) {
  while (!entry.path.starts_with(above_.back().folder)) above_.pop_back();
  bool ignored = false;
  for (const Rules& rules : above_) {
    std::string_view below = std::string_view(entry.path).substr(rules.folder.size());
    for (const Rule& rule : rules.rules) {
      if (rule.takes_back == ignored && fits(rule, entry, below)) ignored = !ignored;
    }
  }
  if (!ignored && entry.kind == FileKind::directory) read_rules(entry.path + "/");
  return ignored;
}

bool IgnoredNames::fits(const Rule& rule, const WalkEntry& entry, std::string_view below) {
  if (rule.folders_only && entry.kind != FileKind::directory) return false;
  if (!rule.whole_path) below = below.substr(below.rfind('/') + 1);
  // Most rules are about an end such as ".o": one look settles it, and a long list asks this of every file.
  bool ends_plainly = std::string_view("*?]}").find(rule.glob.back()) == std::string_view::npos;
  return (!ends_plainly || below.ends_with(rule.glob.back())) && glob_matches(rule.glob, below);
}

std::vector<IgnoredNames::Rule> IgnoredNames::parse(std::string_view text) {
  std::vector<Rule> rules;
  while (!text.empty()) {
    std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = without_end(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.starts_with('#')) continue;
    Rule rule{{}, line.starts_with('!'), false, false};
    if (rule.takes_back) line.remove_prefix(1);
    rule.folders_only = line.ends_with('/');
    if (rule.folders_only) line.remove_suffix(1);
    rule.whole_path = line.find('/') != std::string_view::npos;
    if (line.starts_with('/')) line.remove_prefix(1);
    if (line.empty()) continue;
    rule.glob = without_braces(line);
    rules.push_back(std::move(rule));
  }
  return rules;
}

void IgnoredNames::read_rules(const std::string& folder) {
  Resolver::Attempt file = resolver_.attempt(folder + ".gitignore", O_RDONLY, Links::refuse);
  std::vector<Rule> rules = file.fd ? parse(read_start(file.fd.get())) : std::vector<Rule>();
  // The workspace's own entry always stays, so that there is one.
  if (folder.empty() || !rules.empty()) above_.push_back({folder, std::move(rules)});
}

}  // namespace hearth::workspace
