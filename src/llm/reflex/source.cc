#include "llm/reflex/source.h"

#include <fmt/format.h>

#include <sstream>

#include "llm/reflex/language/words.h"

namespace hearth::llm::reflex {

namespace {

constexpr int most_reads = 10;

Loaded load_attached(const std::string& name, const std::optional<std::string>& content) {
  Loaded loaded;
  loaded.source.path = name;
  if (!content) {
    loaded.problem = Fragment::beyond(fmt::format("`{}` is an image, and it cannot see images.", name));
    return loaded;
  }
  std::istringstream text(*content);
  for (std::string line; std::getline(text, line);) loaded.source.lines.push_back(line);
  loaded.source.total_lines = loaded.source.lines.size();
  return loaded;
}

}  // namespace

std::optional<Loaded> load_path(Desk& desk, const std::string& path) {
  Loaded loaded;
  loaded.source.path = path;
  std::size_t next = 1;
  for (int reads = 0; reads < most_reads; ++reads) {
    json arguments = {{"path", path}};
    if (next > 1) arguments["start_line"] = next;
    const Reply* reply = desk.ask("fs_read", arguments);
    if (reply == nullptr) return std::nullopt;
    if (reply->is_error || !reply->structured.is_object()) {
      loaded.problem = Fragment::failed(fmt::format("`{}` was not read: {}", path, reply->text));
      return loaded;
    }
    const json& data = reply->structured;
    loaded.source.path = data.value("path", path);
    for (const json& line : data.value("lines", json::array())) loaded.source.lines.push_back(line.get<std::string>());
    loaded.source.total_lines = data.value("total_lines", loaded.source.lines.size());
    loaded.source.truncated = data.value("truncated", false);
    std::size_t end = data.value("end_line", std::size_t{0});
    if (!loaded.source.truncated || end + 1 <= next) break;
    next = end + 1;
  }
  return loaded;
}

std::optional<Loaded> load(Desk& desk, const FileReference& file) {
  std::optional<Resolved> resolved = resolve(desk, file, Strictness::helpful);
  if (!resolved) return std::nullopt;
  auto attached = desk.attached.find(file.text);
  if (resolved->problem && attached != desk.attached.end()) return load_attached(file.text, attached->second);
  if (resolved->problem) return Loaded{{}, resolved->problem};
  return load_path(desk, resolved->path);
}

std::optional<Fragment> tell_each(Desk& desk, const std::vector<FileReference>& files,
                                  const std::function<Fragment(const Source&)>& tell) {
  std::optional<std::vector<FileReference>> single = expanded(desk, files);
  if (!single) return std::nullopt;
  std::vector<Fragment> fragments;
  bool waiting = false;
  for (const FileReference& file : *single) {
    std::optional<Loaded> loaded = load(desk, file);
    waiting = waiting || !loaded;
    if (!loaded) continue;
    fragments.push_back(loaded->problem ? *loaded->problem : tell(loaded->source));
    if (!loaded->problem && loaded->source.truncated) {
      fragments.back().text += fmt::format("\n(Only the first {} lines of `{}` were read.)",
                                           loaded->source.lines.size(), loaded->source.path);
    }
  }
  if (waiting) return std::nullopt;
  return joined(fragments);
}

Fragment joined(const std::vector<Fragment>& fragments) {
  Fragment all;
  for (const Fragment& fragment : fragments) {
    if (!all.text.empty()) all.text += "\n\n";
    all.text += fragment.text;
    if (all.outcome == Fragment::Outcome::done) all.outcome = fragment.outcome;
  }
  return all;
}

std::string cite(const Source& source, std::size_t line) {
  return fmt::format("{}:{}", source.path, line);
}

std::string extension_of(std::string_view path) {
  std::size_t slash = path.rfind('/');
  std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string() : fold(name.substr(dot + 1));
}

}  // namespace hearth::llm::reflex
