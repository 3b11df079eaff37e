// Who decides about calls that need approval while a command line follows a run.
#pragma once

#include <functional>
#include <stop_token>

#include "cli/context.h"
#include "cli/run/approval_question.h"

namespace hearth::cli {

// May block on the person. Throws Cancelled.
using Approver = std::function<ApprovalAnswer(const ApprovalRequest& request, std::stop_token stop)>;

enum class Consent {
  ask,         // each time, if there is somebody to ask
  grant_once,  // --yes
};

// A person at a terminal is asked; without one every call is denied, and the error output says how to allow it.
// The context must outlive the approver.
Approver make_approver(Context& context, Consent consent);

}  // namespace hearth::cli
