#include "shell/bridge.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "base/error.h"
#include "shell/commands/commands.h"
#include "shell/glib.h"

namespace hearth::embedded {
extern const std::string_view bridge_page_js;
extern const std::string_view bridge_relay_js;
}  // namespace hearth::embedded

namespace hearth::shell {

namespace {

constexpr const char* world = "hearth-shell";
constexpr const char* handler = "hearth";
constexpr gint64 gesture_lasts = 5 * G_USEC_PER_SEC;
// A file to be saved, every character of it escaped.
constexpr std::size_t longest_message = 32 * 1024 * 1024;

void add_scripts(WebKitUserContentManager* content) {
  std::string page(embedded::bridge_page_js);
  std::string relay(embedded::bridge_relay_js);
  WebKitUserScript* scripts[] = {
      webkit_user_script_new_for_world(relay.c_str(), WEBKIT_USER_CONTENT_INJECT_TOP_FRAME,
                                       WEBKIT_USER_SCRIPT_INJECT_AT_DOCUMENT_START, world, nullptr, nullptr),
      webkit_user_script_new(page.c_str(), WEBKIT_USER_CONTENT_INJECT_TOP_FRAME,
                             WEBKIT_USER_SCRIPT_INJECT_AT_DOCUMENT_START, nullptr, nullptr),
  };
  for (WebKitUserScript* script : scripts) {
    webkit_user_content_manager_add_script(content, script);
    webkit_user_script_unref(script);
  }
}

void require(bool fine, std::string_view command, std::string_view what) {
  if (!fine) throw Error(Code::invalid_argument, fmt::format("asking the window for {}: {}", command, what));
}

void check_arguments(const Command& command, const json& arguments) {
  require(arguments.is_object(), command.name, "arguments must be an object");
  std::size_t known = 0;
  for (const Argument& argument : command.arguments) {
    auto found = arguments.find(argument.name);
    if (found == arguments.end()) {
      bool optional = argument.presence == Argument::Presence::optional;
      require(optional, command.name, fmt::format("the argument {} is missing", argument.name));
      continue;
    }
    ++known;
    require(found->type() == argument.type, command.name, fmt::format("{} has the wrong type", argument.name));
    if (!found->is_string()) continue;
    const std::string& text = found->get_ref<const std::string&>();
    bool fits = text.size() <= argument.longest && text.find('\0') == std::string::npos;
    require(fits, command.name, fmt::format("{} is too long or holds a null byte", argument.name));
  }
  require(known == arguments.size(), command.name, "there is an argument that it does not take");
}

}  // namespace

Bridge::Bridge(WebKitUserContentManager* content, Surroundings around, std::function<bool()> trusted)
    : around_(std::move(around)), trusted_(std::move(trusted)) {
  auto received = [](WebKitUserContentManager*, JSCValue* message, WebKitScriptMessageReply* reply,
                     gpointer self) -> gboolean {
    guarded([&] { static_cast<Bridge*>(self)->receive(message, reply); });
    return TRUE;
  };
  g_signal_connect(content, fmt::format("script-message-with-reply-received::{}", handler).c_str(), callback(received),
                   this);
  webkit_user_content_manager_register_script_message_handler_with_reply(content, handler, world);
  add_scripts(content);
}

bool Bridge::has_gesture() const {
  return last_gesture_ != 0 && g_get_monotonic_time() - last_gesture_ <= gesture_lasts;
}

void Bridge::receive(JSCValue* message, WebKitScriptMessageReply* raw_reply) {
  auto reply = std::make_shared<Reply>(jsc_value_get_context(message), raw_reply);
  Text text(jsc_value_is_string(message) ? jsc_value_to_string(message) : g_strdup(""));
  try {
    run(text.get(), reply);
  } catch (const Error& error) {
    // The page is told, as any client is.
    reply->refuse(error.what());
  }
}

void Bridge::run(const std::string& message, const std::shared_ptr<Reply>& reply) {
  require(trusted_() && message.size() <= longest_message, "anything", "it is not for this page");
  json request = json::parse(message, nullptr, false);
  require(request.is_object() && request.value("command", json()).is_string(), "nothing", "there is no command");
  std::string name = request["command"].get<std::string>();
  const Command* command = find_command(name);
  require(command != nullptr, name.substr(0, 50), "there is no such command");
  json arguments = request.value("arguments", json::object());
  check_arguments(*command, arguments);
  bool allowed = command->gesture == Gesture::not_needed || has_gesture();
  require(allowed, name, "it needs a click or a key press first");
  command->run({arguments, around_, reply});
}

void open_session(WebKitWebView* view, std::int64_t session) {
  std::string script = fmt::format(
      "window.dispatchEvent(new CustomEvent('hearth-shell-open', {{ detail: '{{\"session\":{}}}' }}))", session);
  webkit_web_view_evaluate_javascript(view, script.c_str(), -1, world, nullptr, nullptr, nullptr, nullptr);
}

}  // namespace hearth::shell
