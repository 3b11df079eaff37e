#include "cli/run/run_printer.h"

#include <fmt/format.h>

#include "base/utf8.h"
#include "cli/fields.h"
#include "cli/run/call_summary.h"
#include "cli/terminal/display_text.h"

namespace hearth::cli {

RunPrinter::RunPrinter(Context& context) : context_(context), around_(context.console.surroundings()) {}

void RunPrinter::show(const RunEvent& event, const json&) {
  if (began_at_ == 0) began_at_ = event.at;
  last_at_ = event.at;
  if (event.type == "turn.started") {
    turn_text_.clear();
    status("thinking …");
  } else if (event.type == "message.delta") {
    stream(text_field(event.data, "text"));
  } else if (event.type == "tool.requested") {
    progress("· " + call_summary(text_field(event.data, "name"), event.data.value("arguments", json())));
  } else if (event.type == "tool.finished") {
    if (!flag_field(event.data, "is_error")) return;
    std::string text = text_field(event.data, "text");
    progress("  ! " + escape_for_display(first_line(text)));
  } else if (event.type == "run.resumed") {
    progress("· resumed: " + escape_for_display(text_field(event.data, "reason")));
  } else if (event.type == "approval.requested") {
    settle();
  } else if (event.type == "run.finished") {
    finish(text_field(event.data, "answer"));
  }
}

void RunPrinter::cancelling() {
  progress("· cancelling (Ctrl-C again: do not wait)");
}

void RunPrinter::end(const RunResult& result) {
  settle();
  if (!result.failure.empty()) {
    context_.console.err(
        fmt::format("hearth: the run {}: {}\n", to_string(result.state), terminal_text(result.failure)));
  } else if (result.state == RunState::cancelled) {
    context_.console.err("hearth: the run was cancelled\n");
  }
  if (!around_.error_is_terminal || result.state != RunState::finished) return;
  context_.console.err(
      context_.globals.error.dim(fmt::format("session {} · {:.1f} s\n", escape_for_display(result.session_id),
                                             static_cast<double>(last_at_ - began_at_) / 1000)));
}

void RunPrinter::stream(const std::string& text) {
  turn_text_ += text;
  if (!around_.output_is_terminal || text.empty()) return;
  if (!line_open_) settle();
  if (progress_last_) context_.console.err("\n");
  progress_last_ = false;
  context_.console.out(terminal_text(text));
  line_open_ = !text.ends_with('\n');
}

void RunPrinter::finish(const std::string& answer) {
  if (!around_.output_is_terminal) {
    settle();
    context_.console.out(answer);
    if (!answer.empty() && !answer.ends_with('\n')) context_.console.out("\n");
    return;
  }
  if (turn_text_ != answer) stream(answer);
  settle();
}

void RunPrinter::progress(std::string_view line) {
  if (!around_.error_is_terminal) return;
  settle();
  context_.console.err(context_.globals.error.dim(cut_to_width(line, around_.width)) + "\n");
  progress_last_ = true;
}

void RunPrinter::status(std::string_view line) {
  if (!around_.error_is_terminal) return;
  settle();
  context_.console.err(context_.globals.error.dim(line));
  status_shown_ = true;
}

void RunPrinter::settle() {
  if (status_shown_) context_.console.err("\r\033[K");
  status_shown_ = false;
  if (line_open_) context_.console.out("\n");
  line_open_ = false;
}

}  // namespace hearth::cli
