#include "shell/navigation.h"

#include <string_view>

#include "shell/external_link.h"
#include "shell/glib.h"

namespace hearth::shell {

namespace {

// The documents of empty frames and of previews, which a sandboxed frame holds.
bool is_local_document(std::string_view uri) {
  return uri == "about:blank" || uri == "about:srcdoc";
}

void consider_outside(const NavigationRules& rules, WebKitNavigationAction* action) {
  std::string uri = webkit_uri_request_get_uri(webkit_navigation_action_get_request(action));
  bool clicked = webkit_navigation_action_is_user_gesture(action) != FALSE && rules.has_gesture() &&
                 webkit_navigation_action_get_navigation_type(action) == WEBKIT_NAVIGATION_TYPE_LINK_CLICKED;
  if (clicked && destination_of(uri)) offer_to_open(rules.window, uri);
}

bool may_navigate(const NavigationRules& rules, WebKitNavigationPolicyDecision* decision) {
  WebKitNavigationAction* action = webkit_navigation_policy_decision_get_navigation_action(decision);
  const char* uri = webkit_uri_request_get_uri(webkit_navigation_action_get_request(action));
  if (is_own(rules.own_url(), uri) || is_local_document(uri)) return true;
  consider_outside(rules, action);
  return false;
}

bool may_show(const NavigationRules& rules, WebKitResponsePolicyDecision* decision) {
  const char* uri = webkit_uri_request_get_uri(webkit_response_policy_decision_get_request(decision));
  return (is_own(rules.own_url(), uri) || is_local_document(uri)) &&
         webkit_response_policy_decision_is_mime_type_supported(decision);
}

gboolean decide(WebKitWebView*, WebKitPolicyDecision* decision, WebKitPolicyDecisionType type, gpointer data) {
  const auto& rules = *static_cast<const NavigationRules*>(data);
  bool allowed = false;
  guarded([&] {
    switch (type) {
      case WEBKIT_POLICY_DECISION_TYPE_NAVIGATION_ACTION:
        allowed = may_navigate(rules, WEBKIT_NAVIGATION_POLICY_DECISION(decision));
        break;
      case WEBKIT_POLICY_DECISION_TYPE_NEW_WINDOW_ACTION:
        consider_outside(rules, webkit_navigation_policy_decision_get_navigation_action(
                                    WEBKIT_NAVIGATION_POLICY_DECISION(decision)));
        break;
      case WEBKIT_POLICY_DECISION_TYPE_RESPONSE:
        allowed = may_show(rules, WEBKIT_RESPONSE_POLICY_DECISION(decision));
        break;
    }
  });
  if (allowed) {
    webkit_policy_decision_use(decision);
  } else {
    webkit_policy_decision_ignore(decision);
  }
  return TRUE;
}

}  // namespace

bool is_own(const std::string& own_url, const char* uri) {
  if (own_url.empty() || uri == nullptr) return false;
  return std::string_view(uri).starts_with(own_url + "/");
}

void lock_navigation(WebKitWebView* view, const NavigationRules& rules) {
  g_signal_connect(view, "decide-policy", G_CALLBACK(decide), const_cast<NavigationRules*>(&rules));
  auto no_window = [](WebKitWebView*, WebKitNavigationAction*, gpointer) -> GtkWidget* { return nullptr; };
  g_signal_connect(view, "create", callback(no_window), nullptr);
  auto no_download = [](WebKitNetworkSession*, WebKitDownload* download, gpointer) {
    webkit_download_cancel(download);
  };
  g_signal_connect(webkit_web_view_get_network_session(view), "download-started", callback(no_download), nullptr);
  auto deny = [](WebKitWebView*, WebKitPermissionRequest* request, gpointer) -> gboolean {
    webkit_permission_request_deny(request);
    return TRUE;
  };
  g_signal_connect(view, "permission-request", callback(deny), nullptr);
}

}  // namespace hearth::shell
