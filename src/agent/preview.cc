#include "agent/preview.h"

#include <limits>
#include <utility>

#include "agent/prompt.h"
#include "base/clock.h"
#include "base/error.h"
#include "store/messages.h"
#include "store/sessions.h"

namespace hearth::agent {

namespace {

// Later than every run there is, as the run of this task would be.
constexpr RunId next_run{std::numeric_limits<std::int64_t>::max()};

// Where the task would be carried out, and what was said there before.
struct Ground {
  RunScope scope;
  std::vector<store::StoredMessage> messages;
};

Ground ground_of(store::Store& store, const PreviewTask& task) {
  Ground ground;
  ground.scope.run = next_run;
  ground.scope.workspace_root = task.workspace_root;
  ground.scope.began = unix_millis_now();
  if (!task.session) return ground;
  store.read([&](db::Connection& connection) {
    store::Session session = store::get_session(connection, *task.session);
    if (!session.workspace) throw Error(Code::invalid_argument, "looking ahead: the session has no workspace");
    ground.scope.session = session.id;
    ground.scope.workspace = *session.workspace;
    ground.scope.workspace_root = session.workspace_root;
    ground.messages = store::conversation(connection, session.id, messages_in_view);
  });
  return ground;
}

}  // namespace

std::optional<OutboundPreview> preview_task(const Environment& environment, const PreviewTask& task) {
  std::unique_ptr<ChatModel> model = environment.models.open(task.model);
  if (!model->info().leaves_machine) return std::nullopt;
  Ground ground = ground_of(environment.store, task);
  ground.messages.push_back({{}, next_run, user_message(task.task)});

  ChatRequest request;
  request.now = ground.scope.began;
  request.session = ground.scope.session;
  request.system = system_prompt(ground.scope.workspace_root, request.now);
  request.messages = conversation_for(next_run, std::move(ground.messages), environment.limits().max_prompt_bytes);
  Toolkit toolkit = environment.make_tools(ground.scope);
  for (const auto& tool : toolkit.tools) request.tools.push_back(tool->spec());
  return preview_outbound(environment, *model, request);
}

}  // namespace hearth::agent
