#include "cli/documents/reading_progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "cli/fields.h"

namespace hearth::cli {

namespace {

constexpr std::size_t bar_columns = 24;
constexpr std::string_view clear_line = "\r\033[K";

// The end of a path says more than its beginning. Counted in bytes: a name beyond ASCII is shown a little shorter.
std::string shortened(const std::string& path, std::size_t columns) {
  if (path.size() <= columns) return path;
  if (columns < 2) return {};
  std::size_t begin = path.size() - (columns - 1);
  while (begin < path.size() && (static_cast<unsigned char>(path[begin]) & 0xC0) == 0x80) ++begin;
  return "…" + path.substr(begin);
}

}  // namespace

std::string progress_line(const json& progress, std::size_t width) {
  std::int64_t done = integer_field(progress, "done");
  std::int64_t total = integer_field(progress, "total");
  std::size_t filled = 0;
  if (total > 0) {
    filled = static_cast<std::size_t>(std::clamp<std::int64_t>(done, 0, total)) * bar_columns /
             static_cast<std::size_t>(total);
  }
  std::string bar;
  for (std::size_t i = 0; i < bar_columns; ++i) bar += i < filled ? "█" : "░";
  std::string count = fmt::format(" {}/{} ", done, total);
  std::size_t used = bar_columns + count.size() + 1;
  std::string path = escape_for_display(text_field(progress, "path"));
  return bar + count + (width > used ? shortened(path, width - used) : std::string());
}

std::string reading_summary(const json& progress) {
  std::string text;
  constexpr std::pair<const char*, const char*> counts[] = {{"read", "read"},
                                                            {"unchanged", "unchanged"},
                                                            {"skipped", "without text"},
                                                            {"failed", "failed"},
                                                            {"removed", "gone"}};
  for (auto [field, word] : counts) {
    std::int64_t count = integer_field(progress, field);
    if (count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, word);
  }
  return text.empty() ? "no files" : text;
}

json follow_reading(Context& context, Server& server, const json& root) {
  json last = root.contains("reading") ? root["reading"] : json::object();
  bool shows_bar = context.console.surroundings().error_is_terminal;
  auto clear = [&] {
    if (shows_bar) context.console.err(clear_line);
  };
  auto show = [&](const json& event) {
    if (!event.contains("data")) return;
    last = event["data"];
    if (shows_bar) {
      context.console.err(std::string(clear_line) + progress_line(last, context.console.surroundings().width));
    }
  };
  try {
    server.follow("document-roots/" + text_field(root, "id") + "/events", 0, show, context.interruption.token());
  } catch (...) {  // the line is not left behind, whatever it was
    clear();
    throw;
  }
  clear();
  return last;
}

}  // namespace hearth::cli
