#include "shell/reply.h"

#include "shell/glib.h"

namespace hearth::shell {

Reply::Reply(JSCContext* context, WebKitScriptMessageReply* reply)
    : context_(JSC_CONTEXT(g_object_ref(context))), reply_(webkit_script_message_reply_ref(reply)) {}

Reply::~Reply() {
  if (reply_ != nullptr) refuse("The window did not answer.");
}

void Reply::answer(const json& value) {
  std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
  Ref<JSCValue> string(jsc_value_new_string(context_, text.c_str()));
  webkit_script_message_reply_return_value(reply_, string.get());
  finish();
}

void Reply::refuse(const std::string& why) {
  webkit_script_message_reply_return_error_message(reply_, why.c_str());
  finish();
}

void Reply::finish() {
  webkit_script_message_reply_unref(reply_);
  g_object_unref(context_);
  reply_ = nullptr;
}

}  // namespace hearth::shell
