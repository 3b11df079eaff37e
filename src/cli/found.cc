#include "cli/found.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "cli/fields.h"
#include "cli/output.h"
#include "cli/terminal/display_text.h"

namespace hearth::cli {

namespace {

std::string place_of(const json& hit) {
  std::string kind = text_field(hit, "kind"), at = time_field(hit, "at");
  if (kind == "message") {
    return fmt::format("session {} · {} · {}", text_field(hit, "session_id"), text_field(hit, "role"), at);
  }
  if (kind == "document") return fmt::format("{} · {}", text_field(hit, "path"), text_field(hit, "place"));
  return fmt::format("{} {} · {}", kind == "past" ? "no longer true: observation" : kind, text_field(hit, "id"), at);
}

// The text in one line, cut.
std::string excerpt(const json& hit) {
  constexpr std::size_t shown = 300;
  std::string text = text_field(hit, "text");
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\t' || c == '\r'; }, ' ');
  return cut_to_width(terminal_text(text), shown);
}

std::string render(const json& hit, const Style& style) {
  std::string lines = fmt::format("{}\n  {}\n", style.dim(terminal_text(place_of(hit))), excerpt(hit));
  for (const json& reason : array_field(hit, "reasons")) {
    lines += style.dim(fmt::format("    {:+.2f} {}\n", reason.value("share", 0.0), text_field(reason, "feature")));
  }
  return lines;
}

}  // namespace

void print_hits(Context& context, const json& answer) {
  const json& hits = array_field(answer, "results");
  if (context.globals.format == Format::json_lines) {
    print_json_lines(context, {hits.begin(), hits.end()});
    return;
  }
  for (const json& hit : hits) context.console.out(render(hit, context.globals.output));
  if (hits.empty()) remark(context, "Nothing found.");
  if (std::int64_t behind = integer_field(answer, "behind"); behind > 0) {
    remark(context, fmt::format("{} messages are not indexed yet: ask again later.", behind));
  }
}

}  // namespace hearth::cli
