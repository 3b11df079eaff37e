#include "llm/reflex/whole_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace hearth::llm::reflex {

std::optional<WholeText> whole_text(Desk& desk, const std::string& path) {
  std::optional<Loaded> loaded = load_path(desk, path);
  const Reply* stats = desk.ask("text_stats", {{"path", path}});
  if (!loaded || stats == nullptr) return std::nullopt;
  if (loaded->problem) return WholeText{{}, loaded->problem};
  WholeText whole;
  for (const std::string& line : loaded->source.lines) whole.text += line + "\n";
  std::size_t bytes = stats->is_error ? 0 : stats->structured.value("bytes", std::size_t{0});
  // The lines do not tell whether the last one is ended; the size does, and it shows other line ends too.
  if (bytes + 1 == whole.text.size()) whole.text.pop_back();
  if (bytes != whole.text.size() || loaded->source.truncated) {
    whole.problem = Fragment::failed(fmt::format(
        "`{}` was not changed: it is too long or has unusual line ends, and could not be put together exactly.", path));
  }
  return whole;
}

std::optional<Existence> existence(Desk& desk, const std::string& path) {
  std::size_t slash = path.rfind('/');
  std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  const Reply* reply = desk.ask("fs_find", {{"glob", glob_literal(name)}, {"ignore_case", true}});
  if (reply == nullptr) return std::nullopt;
  if (reply->is_error || !reply->structured.is_object()) return Existence::absent;
  json paths = reply->structured.value("paths", json::array());
  return std::find(paths.begin(), paths.end(), path) == paths.end() ? Existence::absent : Existence::present;
}

}  // namespace hearth::llm::reflex
