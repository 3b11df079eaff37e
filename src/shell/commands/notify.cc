#include "shell/commands/commands.h"
#include "shell/glib.h"

namespace hearth::shell {

namespace {

constexpr Argument arguments[] = {{"title", json::value_t::string, 200},
                                  {"body", json::value_t::string, 1000, Argument::Presence::optional}};

void run(const Request& request) {
  Ref<GNotification> notification(g_notification_new(request.arguments["title"].get<std::string>().c_str()));
  if (request.arguments.contains("body")) {
    g_notification_set_body(notification.get(), request.arguments["body"].get<std::string>().c_str());
  }
  g_notification_set_default_action(notification.get(), "app.present");
  // One at a time: the next takes the place of the last.
  g_application_send_notification(G_APPLICATION(request.around.application), "hearth", notification.get());
  request.reply->answer(json::object());
}

}  // namespace

const Command notify{"notify", Gesture::not_needed, arguments, run};

}  // namespace hearth::shell
