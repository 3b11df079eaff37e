#include "cli/run/approval_question.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/utf8.h"
#include "cli/fields.h"
#include "cli/terminal/display_text.h"

namespace hearth::cli {

namespace {

constexpr std::size_t most_preview_lines = 12;
constexpr std::size_t longest_shown_pattern = 60;

std::string escape_glob(std::string_view path) {
  std::string pattern;
  for (char c : path) {
    if (std::string_view("\\*?[]{},").find(c) != std::string_view::npos) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

// The lines of a text, each cut to the width and marked in front, with a count of those left out.
std::string marked_lines(std::string_view text, std::string_view mark, std::size_t width) {
  std::string out;
  std::size_t shown = 0;
  while (!text.empty() && shown < most_preview_lines) {
    std::string_view line = first_line(text);
    std::size_t end = text.find('\n');
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    out += fmt::format("  {} {}\n", mark, cut_to_width(escape_for_display(line), width > 8 ? width - 4 : width));
    ++shown;
  }
  if (text.empty()) return out;
  std::size_t left =
      static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + (text.ends_with('\n') ? 0 : 1);
  return out + fmt::format("  {} … {} more {}\n", mark, left, left == 1 ? "line" : "lines");
}

// The whole command line: what is not shown is not approved.
std::string command_preview(const ApprovalRequest& request, std::size_t width) {
  std::string text;
  std::string_view mark = "$";
  for (std::string_view rest = request.command; !rest.empty();) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    text += fmt::format("  {} {}\n", mark, escape_for_display(line));
    mark = " ";
  }
  for (const char* name : {"folder", "language", "timeout_seconds"}) {
    std::string value = text_field(request.arguments, name);
    if (!value.empty()) text += fmt::format("  {}: {}\n", name, cut_to_width(escape_for_display(value), width));
  }
  if (!request.hosts.empty())
    text += fmt::format("  reaches: {}\n", escape_for_display(fmt::format("{}", fmt::join(request.hosts, ", "))));
  return text;
}

// Everything that was found in it: what is not shown is not approved.
std::string sending_preview(const ApprovalRequest& request) {
  std::string text =
      fmt::format("  to {} at {}: {} messages, {} bytes\n", escape_for_display(text_field(request.arguments, "model")),
                  escape_for_display(text_field(request.arguments, "destination")),
                  integer_field(request.arguments, "messages"), integer_field(request.arguments, "bytes"));
  for (const json& finding : array_field(request.arguments, "masked")) {
    text += fmt::format("  found: {} {}, which goes as {}\n", escape_for_display(text_field(finding, "what")),
                        escape_for_display(text_field(finding, "preview")), text_field(finding, "placeholder"));
  }
  return text;
}

std::string preview(const ApprovalRequest& request, std::size_t width, const Style& style) {
  const json& arguments = request.arguments;
  std::string text;
  auto text_argument = [&](const char* name) { return text_field(arguments, name); };
  if (request.tool == "fs_edit") {
    text += style.red(marked_lines(text_argument("old"), "-", width));
    text += style.green(marked_lines(text_argument("new"), "+", width));
    return text;
  }
  if (request.tool == "fs_write") return style.green(marked_lines(text_argument("content"), "+", width));
  if (request.tool == "fs_move" || request.tool == "fs_delete") return {};  // the paths say it all
  if (!request.command.empty()) return command_preview(request, width);
  if (request.tool == "send_to_model") return sending_preview(request);
  return marked_lines(arguments.dump(2, ' ', false, json::error_handler_t::replace), " ", width);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

}  // namespace

ApprovalRequest approval_request_from(const json& data) {
  ApprovalRequest request;
  request.call_id = text_field(data, "call_id");
  request.tool = text_field(data, "name");
  request.effect = text_field(data, "effect");
  for (const json& path : array_field(data, "paths")) request.paths.push_back(text_of(path));
  request.command = text_field(data, "command");
  for (const json& host : array_field(data, "hosts")) request.hosts.push_back(text_of(host));
  request.reason = text_field(data, "reason");
  request.user_only = data.value("user_only", false);
  request.arguments = data.contains("arguments") ? data.at("arguments") : json::object();
  return request;
}

std::string exact_pattern(const std::vector<std::string>& paths) {
  if (paths.empty()) return "**";
  if (paths.size() == 1) return escape_glob(paths.front());
  std::string alternatives;
  for (const std::string& path : paths) alternatives += (alternatives.empty() ? "" : ",") + escape_glob(path);
  return fmt::format("{{{}}}", alternatives);
}

std::string pattern_for(const ApprovalRequest& request) {
  return request.command.empty() ? exact_pattern(request.paths) : "=" + request.command;
}

namespace {

bool sends(const ApprovalRequest& request) {
  return request.effect == "send";
}

std::string scope_of_always(const ApprovalRequest& request) {
  if (sends(request))
    return fmt::format(" to {}", escape_for_display(fmt::format("{}", fmt::join(request.hosts, ", "))));
  if (!request.command.empty()) return " for exactly this";
  std::string pattern = pattern_for(request);
  bool one_line = pattern.find('\n') == std::string::npos && pattern.size() <= longest_shown_pattern;
  return one_line ? " for " + escape_for_display(pattern) : "";
}

}  // namespace

std::string describe_call(const ApprovalRequest& request, std::size_t width, const Style& style) {
  std::string line = style.bold(escape_for_display(request.tool));
  std::string between = " ";
  for (const std::string& path : request.paths) {
    line += between + escape_for_display(path);
    between = " → ";
  }
  if (request.effect == "destructive") line += style.red("  (cannot be brought back)");
  bool worth_saying = request.user_only || sends(request);
  std::string why = worth_saying ? style.red(fmt::format("  Asked because {}.\n", request.reason)) : "";
  return line + "\n" + preview(request, width, style) + why;
}

std::string approval_choices(const ApprovalRequest& request) {
  if (request.user_only) return "[1] once  [4] deny";
  return fmt::format("[1] once  [2] this session  [3] always{}  [4] deny", scope_of_always(request));
}

std::optional<ApprovalAnswer> approval_answer_from(std::string_view line, const ApprovalRequest& request) {
  line = trimmed(line);
  std::string_view word = line.substr(0, line.find(' '));
  std::string_view rest = trimmed(line.substr(word.size()));
  bool standing = word == "2" || word == "3" || word == "session" || word == "always";
  if (request.user_only && standing) return std::nullopt;
  if (word == "3" || word == "always") {
    return ApprovalAnswer{Approval::always, rest.empty() ? pattern_for(request) : std::string(rest)};
  }
  if (word == "4" || word == "deny") return ApprovalAnswer{Approval::deny, {}, std::string(rest)};
  if (!rest.empty()) return std::nullopt;
  if (word == "1" || word == "once") return ApprovalAnswer{Approval::once, {}};
  if (word == "2" || word == "session") return ApprovalAnswer{Approval::session, {}};
  return std::nullopt;
}

}  // namespace hearth::cli
