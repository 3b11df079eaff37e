// A run: one task given to the agent, from the request to its end.
//
//            ┌────────────► cancelled ◄───────────┐
//   queued ──┴─► running ◄──────► waiting_approval ┘
//                  ├─► finished
//                  ├─► failed
//                  └─► interrupted   (after a crash, when it cannot be resumed safely)
//
// Every change of state is an event, committed before it takes effect. Plain values; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "domain/ids.h"
#include "domain/json.h"

namespace hearth {

enum class RunState { queued, running, waiting_approval, finished, failed, cancelled, interrupted };
std::string_view to_string(RunState state);
RunState run_state_from(std::string_view word);  // throws Error(internal) on an unknown word
bool is_final(RunState state);

// One entry of a run's log. The type says what is in the data:
//   run.queued {task, model, workspace}     run.started {}            run.resumed {reason}
//   turn.started {turn, model}              message.delta {text}      thinking.delta {text}
//   message.added {message_id, role}        tool.requested {call_id, name, arguments, effect}
//   approval.requested {call_id, name, arguments, effect, paths, command, hosts, reason, user_only}
//   approval.decided {call_id, decision, by}                          tool.output {call_id, text}
//   tool.started {call_id}                  tool.finished {call_id, name, is_error, text}
//   run.finished {answer} | run.failed {code, message} | run.cancelled {} | run.interrupted {reason}
struct RunEvent {
  std::int64_t sequence = 0;  // 1, 2, 3 … within the run, without gaps
  UnixMillis at = 0;
  std::string type;
  json data;
};

// What the user said to a call that needs approval.
enum class Approval { once, session, always, deny };
std::string_view to_string(Approval approval);
// Throws Error(invalid_argument) that names the four words.
Approval approval_from(std::string_view word);

}  // namespace hearth
