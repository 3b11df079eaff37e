#include "workspace/protected_names.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "workspace/path.h"

namespace hearth::workspace {

namespace {

// Folded, sorted.
constexpr std::array<std::string_view, 37> all_protected_names = {
    ".bash_aliases",  ".bash_login", ".bash_logout",  ".bash_profile", ".bashrc",  ".claude",    ".codex",
    ".cshrc",         ".cursor",     ".devcontainer", ".direnvrc",     ".envrc",   ".gemini",    ".git",
    ".gitattributes", ".gitconfig",  ".gitmodules",   ".hg",           ".husky",   ".idea",      ".kshrc",
    ".login",         ".mcp.json",   ".netrc",        ".npmrc",        ".profile", ".ripgreprc", ".ssh",
    ".svn",           ".tcshrc",     ".vscode",       ".xprofile",     ".zlogin",  ".zlogout",   ".zprofile",
    ".zshenv",        ".zshrc",
};
static_assert(std::is_sorted(all_protected_names.begin(), all_protected_names.end()));

// What a Windows file system calls ".git" besides.
constexpr std::string_view short_name_of_git = "git~1";

struct Folding {
  std::string_view from;  // UTF-8
  std::string_view to;
};

constexpr std::array<Folding, 9> foldings = {{
    {"\u017F", "s"},   // long s
    {"\u212A", "k"},   // Kelvin sign
    {"\uFB00", "ff"},  // ligatures
    {"\uFB01", "fi"},
    {"\uFB02", "fl"},
    {"\uFB03", "ffi"},
    {"\uFB04", "ffl"},
    {"\uFB05", "st"},
    {"\uFB06", "st"},
}};

// Default_Ignorable_Code_Point of Unicode 15.
constexpr std::array<std::pair<std::uint32_t, std::uint32_t>, 17> ignored = {{
    {0x00AD, 0x00AD},
    {0x034F, 0x034F},
    {0x061C, 0x061C},
    {0x115F, 0x1160},
    {0x17B4, 0x17B5},
    {0x180B, 0x180F},
    {0x200B, 0x200F},
    {0x202A, 0x202E},
    {0x2060, 0x206F},
    {0x3164, 0x3164},
    {0xFE00, 0xFE0F},
    {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFF8},
    {0x1BCA0, 0x1BCA3},
    {0x1D173, 0x1D17A},
    {0xE0000, 0xE0FFF},
}};

struct Character {
  std::uint32_t code = 0;
  std::size_t size = 1;
};

// A lenient decoder: bytes that are no UTF-8 come out as themselves, and then equal no protected name.
Character character_at(std::string_view text) {
  auto lead = static_cast<unsigned char>(text[0]);
  std::size_t size = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (size == 1 || size > text.size()) return {lead, 1};
  std::uint32_t code = lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3FU);
  return {code, size};
}

bool is_ignored(std::uint32_t code) {
  return std::any_of(ignored.begin(), ignored.end(),
                     [&](const auto& range) { return range.first <= code && code <= range.second; });
}

bool is_protected(std::string_view name) {
  std::string folded = fold_name(name);
  return folded == short_name_of_git ||
         std::binary_search(all_protected_names.begin(), all_protected_names.end(), folded);
}

}  // namespace

std::span<const std::string_view> protected_names() {
  return all_protected_names;
}

std::string fold_name(std::string_view name) {
  std::string folded;
  while (!name.empty()) {
    auto [code, size] = character_at(name);
    std::string_view bytes = name.substr(0, size);
    name.remove_prefix(size);
    if (size == 1) {
      folded += 'A' <= bytes[0] && bytes[0] <= 'Z' ? static_cast<char>(bytes[0] - 'A' + 'a') : bytes[0];
    } else if (!is_ignored(code)) {
      auto found = std::find_if(foldings.begin(), foldings.end(), [&](const Folding& f) { return f.from == bytes; });
      folded += found == foldings.end() ? bytes : found->to;
    }
  }
  return folded;
}

std::optional<std::string> protected_part(std::string_view relative) {
  for (std::string& part : path_parts(relative)) {
    if (is_protected(part)) return std::move(part);
  }
  return std::nullopt;
}

}  // namespace hearth::workspace
