#include "base/error.h"
#include "cli/commands/all.h"
#include "cli/completion_script.h"
#include "cli/exit_code.h"

namespace hearth::cli {

namespace {

int run(Context& context) {
  std::string shell = context.arguments.text("SHELL");
  if (shell == "bash") {
    context.console.out(bash_completion());
  } else if (shell == "zsh") {
    context.console.out(zsh_completion());
  } else {
    throw Error(Code::invalid_argument, "printing a completion script: the shell must be bash or zsh");
  }
  return exit_done;
}

}  // namespace

Command completion_command() {
  return {
      "completion",
      "Print a script that completes Hearth's commands in a shell",
      {{"SHELL", "", "bash or zsh", Offer::shell, Option::Need::required}},
      {"source <(hearth completion bash)", "hearth completion zsh > \"${fpath[1]}/_hearth\""},
      run,
  };
}

}  // namespace hearth::cli
