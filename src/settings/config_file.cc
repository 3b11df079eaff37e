#include <fcntl.h>
#include <fmt/format.h>

#include <cerrno>
#include <utility>

// The library's parser asserts, before its own error for it, that a key begins like one; "[." would end the process.
#define TOML_ASSERT(condition) static_cast<void>(0)
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "base/error.h"
#include "base/fd.h"
#include "base/utf8.h"
#include "settings/near_names.h"
#include "settings/settings.h"

namespace hearth::settings {

namespace {

[[noreturn]] void refuse(const std::string& path, const toml::source_region& region, std::string_view what) {
  throw Error(Code::invalid_argument, fmt::format("{}:{}: {}", path, region.begin.line, what));
}

// What no setting can be (a date, a list) becomes its TOML text, which validate() then refuses by name.
json to_json(const toml::node& node) {
  if (auto value = node.as_boolean()) return value->get();
  if (auto value = node.as_integer()) return value->get();
  if (auto value = node.as_string()) return value->get();
  if (auto value = node.as_floating_point()) return value->get();
  return json::array();
}

void collect(const std::string& path, const toml::table& table, const std::string& prefix,
             std::map<std::string, json>& values) {
  for (const auto& [key, node] : table) {
    std::string name = prefix + std::string(key.str());
    const Declaration* declaration = find(name);
    if (declaration == nullptr && node.is_table()) {
      collect(path, *node.as_table(), name + ".", values);
      continue;
    }
    if (declaration == nullptr) {
      refuse(path, key.source(), fmt::format("there is no setting {}{}", escape_for_display(name), did_you_mean(name)));
    }
    json value = to_json(node);
    try {
      validate(*declaration, value);
    } catch (const Error& error) {  // only here is the line known
      refuse(path, key.source(), error.what());
    }
    values[name] = std::move(value);
  }
}

}  // namespace

std::map<std::string, json> read_config_file(const std::string& path) {
  constexpr std::size_t largest = 1024 * 1024;
  Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file && (errno == ENOENT || errno == ENOTDIR)) return {};
  if (!file) throw_errno(fmt::format("opening {}", path));
  std::string text = read_all(file.get(), largest, path);
  toml::parse_result parsed = toml::parse(text, path);
  if (!parsed) refuse(path, parsed.error().source(), parsed.error().description());
  std::map<std::string, json> values;
  collect(path, parsed.table(), "", values);
  return values;
}

}  // namespace hearth::settings
