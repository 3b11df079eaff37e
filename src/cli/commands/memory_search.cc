#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "base/clock.h"
#include "cli/api_path.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "cli/output.h"
#include "cli/point_in_time.h"
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

std::string path_of(const Arguments& arguments, std::int64_t limit) {
  namespace fs = std::filesystem;
  bool all = arguments.has("--all");
  std::string folder = fs::weakly_canonical(arguments.find("--workspace").value_or(".")).string();
  auto time = [&](std::string_view option) {
    std::optional<std::string> typed = arguments.find(option);
    return typed ? std::to_string(point_in_time(*typed, unix_millis_now())) : std::string();
  };
  std::string under = arguments.find("--in").value_or("");
  return with_query("memory/search", {{"q", arguments.text("QUESTION")},
                                      {"workspace", all ? "" : folder},
                                      {"all", all ? "true" : ""},
                                      {"kind", arguments.find("--kind").value_or("")},
                                      {"session", arguments.find("--session").value_or("")},
                                      {"since", time("--since")},
                                      {"until", time("--until")},
                                      {"path", under.empty() ? "" : fs::weakly_canonical(under).string()},
                                      {"limit", std::to_string(limit)},
                                      {"explain", arguments.has("--explain") ? "true" : ""}});
}

int run(Context& context) {
  std::string path = path_of(context.arguments, context.arguments.count("--limit", 5));
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  json answer = server->get(path, stop);
  const json& hits = array_field(answer, "results");
  if (context.globals.format == Format::json_lines) {
    print_json_lines(context, {hits.begin(), hits.end()});
    return exit_done;
  }
  for (const json& hit : hits) context.console.out(render(hit, context.globals.output));
  if (hits.empty()) remark(context, "Nothing found.");
  if (std::int64_t behind = integer_field(answer, "behind"); behind > 0) {
    remark(context, fmt::format("{} messages are not indexed yet: ask again later.", behind));
  }
  return exit_done;
}

}  // namespace

Command memory_search_command() {
  return {
      "memory search",
      "Find what was said, learnt or read, by question, the best answer first",
      {{"QUESTION", "", "In your own words", Offer::nothing, Option::Need::words},
       {"--all", "", "In every project, not only that of this folder"},
       {"--explain", "", "Show what made each result count"},
       {"--in", "PATH", "Only documents below this file or folder", Offer::file},
       {"--kind", "KIND", "Only message, observation, suggestion, past or document"},
       {"--limit", "N", "How many (default: 5)"},
       {"--session", "N", "Only what was said in this session"},
       {"--since", "TIME", "Only since then: 10m, 2h, 3d ago, or a day"},
       {"--until", "TIME", "Only before then"},
       {"--workspace", "DIR", "The project of this folder (default: the current one)", Offer::directory}},
      {"hearth memory search \"what did we decide about the parser?\"",
       "hearth memory search --all --since 2026-10-01 dentist", "hearth memory search --explain --limit 3 deadline"},
      run,
  };
}

}  // namespace hearth::cli
