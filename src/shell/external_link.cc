#include "shell/external_link.h"

#include <memory>
#include <string_view>

#include "shell/glib.h"

namespace hearth::shell {

namespace {

constexpr std::size_t longest_url = 4096;

void respond(GtkDialog* dialog, int response, gpointer data) {
  std::unique_ptr<std::string> url(static_cast<std::string*>(data));
  bool opened = response == GTK_RESPONSE_ACCEPT;
  GtkWindow* window = gtk_window_get_transient_for(GTK_WINDOW(dialog));
  gtk_window_destroy(GTK_WINDOW(dialog));
  if (opened) gtk_show_uri(window, url->c_str(), GDK_CURRENT_TIME);
}

}  // namespace

std::optional<std::string> destination_of(const std::string& url) {
  if (url.size() > longest_url || url.find('\0') != std::string::npos) return std::nullopt;
  std::unique_ptr<GUri, decltype(&g_uri_unref)> uri(g_uri_parse(url.c_str(), G_URI_FLAGS_NONE, nullptr), g_uri_unref);
  if (!uri) return std::nullopt;
  std::string_view scheme = g_uri_get_scheme(uri.get());
  if (scheme == "mailto") {
    const char* address = g_uri_get_path(uri.get());
    if (*address == '\0') return std::nullopt;
    return address;
  }
  const char* host = g_uri_get_host(uri.get());
  if (scheme != "http" && scheme != "https") return std::nullopt;
  if (host == nullptr || *host == '\0' || g_uri_get_userinfo(uri.get()) != nullptr) return std::nullopt;
  // Letters of other scripts can look like ours; what is shown is what is looked up.
  Text ascii(g_hostname_to_ascii(host));
  if (!ascii) return std::nullopt;
  return ascii.get();
}

void offer_to_open(GtkWindow* window, const std::string& url) {
  std::string destination = destination_of(url).value();
  auto flags = static_cast<GtkDialogFlags>(GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT);
  GtkWidget* dialog = gtk_message_dialog_new(window, flags, GTK_MESSAGE_QUESTION, GTK_BUTTONS_NONE,
                                             "Open %s outside Hearth?", destination.c_str());
  gtk_message_dialog_format_secondary_text(GTK_MESSAGE_DIALOG(dialog), "%s", url.c_str());
  gtk_dialog_add_buttons(GTK_DIALOG(dialog), "_Cancel", GTK_RESPONSE_CANCEL, "_Open", GTK_RESPONSE_ACCEPT, nullptr);
  gtk_dialog_set_default_response(GTK_DIALOG(dialog), GTK_RESPONSE_CANCEL);
  g_signal_connect(dialog, "response", G_CALLBACK(respond), new std::string(url));
  gtk_window_present(GTK_WINDOW(dialog));
}

}  // namespace hearth::shell
