#include "cli/run/approver.h"

#include <fmt/format.h>

#include <optional>
#include <string>

#include "base/utf8.h"
#include "cli/terminal/display_text.h"

namespace hearth::cli {

namespace {

ApprovalAnswer ask(Context& context, const ApprovalRequest& request, std::stop_token stop) {
  const Style& style = context.globals.error;
  context.console.err("\n" + describe_call(request, context.console.surroundings().width, style));
  for (;;) {
    context.console.err(style.bold(approval_choices(request)) + ": ");
    std::optional<std::string> line = context.console.read_line(stop);
    if (!line) {
      context.console.err("\n");
      return {Approval::deny, {}};
    }
    if (std::optional<ApprovalAnswer> answer = approval_answer_from(*line, request)) return *answer;
    context.console.err(
        request.user_only ? "Type 1 or 4; after 4 you may say why, as in \"4 ask me first\".\n"
                          : "Type 1, 2, 3 or 4; after 3 you may type another pattern, as in \"3 notes/**\" "
                            "or \"3 npm run *\", and after 4 you may say why, as in \"4 write to notes/ instead\".\n");
  }
}

ApprovalAnswer refuse(Context& context, const ApprovalRequest& request) {
  std::string what = escape_for_display(request.tool);
  for (const std::string& path : request.paths) what += " " + escape_for_display(path);
  if (!request.command.empty()) what += " " + escape_for_display(first_line(request.command));
  std::string advice = request.is_answered_by_yes()
                           ? "use --yes to allow every change this run makes"
                           : fmt::format("{}, and that is asked even with --yes", request.reason);
  context.console.err(fmt::format("hearth: {}: denied, for there is no terminal to ask on: {}\n", what, advice));
  return {Approval::deny, {}};
}

}  // namespace

Approver make_approver(Context& context, Consent consent) {
  Surroundings around = context.console.surroundings();
  bool somebody = around.input_is_terminal && around.error_is_terminal && context.globals.format == Format::people;
  return [&context, consent, somebody](const ApprovalRequest& request, std::stop_token stop) {
    if (consent == Consent::grant_once && request.is_answered_by_yes()) return ApprovalAnswer{Approval::once, {}};
    return somebody ? ask(context, request, stop) : refuse(context, request);
  };
}

}  // namespace hearth::cli
