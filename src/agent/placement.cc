#include "agent/placement.h"

#include <fmt/format.h>

#include "base/error.h"
#include "store/attachments.h"
#include "store/blobs.h"
#include "store/branches.h"
#include "store/labels.h"
#include "store/messages.h"

namespace hearth::agent {

namespace {

constexpr const char* parent_key = "parent_id";
constexpr const char* regenerate_key = "regenerate";
constexpr const char* attachments_key = "attachments";

std::string text_answered_anew(db::Connection& connection, SessionId session, MessageId id) {
  Message message = store::get_message(connection, session, id);
  if (message.role == Role::user) return message.blocks.empty() ? "" : message.blocks.front().text;
  throw Error(Code::invalid_argument, fmt::format("answering message {} anew: it is not one of the user's; give the "
                                                  "message that was answered",
                                                  id.value));
}

void require_usable(db::Connection& connection, SessionId session, AttachmentId id) {
  store::Attachment attachment = store::get_attachment(connection, id);
  if (attachment.session != session) {
    throw Error(Code::invalid_argument, fmt::format("attaching {}: it was given to session {}; give it to this one",
                                                    attachment.name, attachment.session.value));
  }
}

// No provider is given images yet, and a model must not answer as if it had seen one.
std::string told_of(const store::Attachment& attachment, const std::string& data_directory) {
  if (attachment.is_image()) {
    return fmt::format(
        "Attached image {}: only the user sees it, you do not. If the task depends on it, say that you cannot see it.",
        attachment.name);
  }
  return fmt::format("Attached file {}:\n{}", attachment.name, store::read_blob(data_directory, attachment.hash));
}

Block block_of(const store::Attachment& attachment, const std::string& data_directory) {
  Block block = Block::make_text(told_of(attachment, data_directory));
  block.attachment = {
      {"attachment_id", attachment.id.value}, {"name", attachment.name}, {"media_type", attachment.media_type}};
  return block;
}

Message task_message(store::Write& write, const std::string& data_directory, SessionId session, const json& inputs) {
  Message message = user_message(inputs.value("prompt", ""));
  for (const json& id : inputs.value(attachments_key, json::array())) {
    message.blocks.push_back(
        block_of(store::get_attachment(write, AttachmentId{id.get<std::int64_t>()}), data_directory));
    store::add_session_labels(write, session, {.untrusted = true, .is_private = true});
  }
  return message;
}

}  // namespace

json placement_inputs(db::Connection& connection, SessionId session, const std::string& task,
                      const Placement& placement) {
  if (placement.branch || placement.regenerate) {
    store::require_no_open_run(connection, session, "beginning a branch");
  }
  if (placement.regenerate) {
    return {{"prompt", text_answered_anew(connection, session, *placement.regenerate)},
            {regenerate_key, placement.regenerate->value}};
  }
  json inputs{{"prompt", task}};
  for (AttachmentId attachment : placement.attachments) {
    require_usable(connection, session, attachment);
    inputs[attachments_key].push_back(attachment.value);
  }
  if (!placement.branch) return inputs;
  const std::optional<MessageId>& parent = placement.branch->parent;
  if (parent) store::get_message(connection, session, *parent);
  inputs[parent_key] = parent ? json(parent->value) : json(nullptr);
  return inputs;
}

std::optional<MessageId> enter_conversation(store::Write& write, const std::string& data_directory,
                                            const store::Run& run, UnixMillis now) {
  // Hearth used to add the message when the task was given.
  if (store::has_messages(write, run.id)) return std::nullopt;
  json inputs = store::task_inputs(write, run.task);
  if (inputs.contains(regenerate_key)) {
    store::set_head(write, run.session, MessageId{inputs[regenerate_key].get<std::int64_t>()});
    return std::nullopt;
  }
  if (inputs.contains(parent_key)) {
    const json& parent = inputs[parent_key];
    store::set_head(write, run.session,
                    parent.is_null() ? std::nullopt : std::optional(MessageId{parent.get<std::int64_t>()}));
  }
  Message message = task_message(write, data_directory, run.session, inputs);
  return store::add_message(write, {run.session, run.id, message, now});
}

}  // namespace hearth::agent
