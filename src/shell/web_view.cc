#include "shell/web_view.h"

#include <cstring>
#include <utility>

#include "shell/content_filter.h"

namespace hearth::shell {

namespace {

constexpr guint patience_seconds = 15;

Ref<WebKitSettings> settings_for(Drawing drawing) {
  Ref<WebKitSettings> settings(WEBKIT_SETTINGS(g_object_new(
      WEBKIT_TYPE_SETTINGS, "enable-developer-extras", FALSE, "enable-webgl", FALSE, "enable-webrtc", FALSE,
      "enable-media-stream", FALSE, "enable-page-cache", FALSE, "javascript-can-open-windows-automatically", FALSE,
      "enable-back-forward-navigation-gestures", FALSE, nullptr)));
  if (drawing == Drawing::software) {
    webkit_settings_set_hardware_acceleration_policy(settings.get(), WEBKIT_HARDWARE_ACCELERATION_POLICY_NEVER);
  }
  return settings;
}

// Nothing of a page stays on the disk, and no proxy stands before our own machine.
Ref<WebKitNetworkSession> private_session() {
  Ref<WebKitNetworkSession> session(webkit_network_session_new_ephemeral());
  webkit_network_session_set_proxy_settings(session.get(), WEBKIT_NETWORK_PROXY_MODE_NO_PROXY, nullptr);
  return session;
}

bool is_for_text(WebKitContextMenuItem* item) {
  switch (webkit_context_menu_item_get_stock_action(item)) {
    case WEBKIT_CONTEXT_MENU_ACTION_COPY:
    case WEBKIT_CONTEXT_MENU_ACTION_CUT:
    case WEBKIT_CONTEXT_MENU_ACTION_PASTE:
    case WEBKIT_CONTEXT_MENU_ACTION_SELECT_ALL:
      return true;
    default:  // one of some eighty
      return false;
  }
}

gboolean reduce_menu(WebKitWebView*, WebKitContextMenu* menu, WebKitHitTestResult*, gpointer) {
  for (guint i = webkit_context_menu_get_n_items(menu); i-- > 0;) {
    WebKitContextMenuItem* item = webkit_context_menu_get_item_at_position(menu, i);
    if (!is_for_text(item)) webkit_context_menu_remove(menu, item);
  }
  return webkit_context_menu_get_n_items(menu) == 0;
}

}  // namespace

WebView::WebView(GtkApplication* application, GtkWindow* window, Drawing drawing, Events events)
    : window_(window), events_(std::move(events)), alive_(std::make_shared<WebView*>(this)) {
  Ref<WebKitNetworkSession> session = private_session();
  Ref<WebKitUserContentManager> content(webkit_user_content_manager_new());
  Ref<WebKitSettings> settings = settings_for(drawing);
  view_.reset(WEBKIT_WEB_VIEW(g_object_ref_sink(
      g_object_new(WEBKIT_TYPE_WEB_VIEW, "network-session", session.get(), "user-content-manager", content.get(),
                   "settings", settings.get(), "hexpand", TRUE, "vexpand", TRUE, nullptr))));
  Surroundings around{application, window, [this] { return place_.token; }, [this] { painted(); }};
  auto is_ours = [this] { return is_own(place_.url, webkit_web_view_get_uri(view_.get())); };
  bridge_ = std::make_unique<Bridge>(content.get(), std::move(around), is_ours);
  rules_ = {window, [this] { return place_.url; }, [this] { return bridge_->has_gesture(); }};
  lock_navigation(view_.get(), rules_);
  note_gestures();
  g_signal_connect(view_.get(), "context-menu", G_CALLBACK(reduce_menu), nullptr);
  auto ended = [](WebKitWebView*, WebKitWebProcessTerminationReason, gpointer self) {
    // A copy: the view may be replaced because of it.
    guarded(std::function<void()>(static_cast<WebView*>(self)->events_.crashed));
  };
  g_signal_connect(view_.get(), "web-process-terminated", callback(ended), this);
}

WebView::~WebView() {
  *alive_ = nullptr;
  if (paint_timer_ != 0) g_source_remove(paint_timer_);
  g_signal_handlers_disconnect_by_data(view_.get(), this);
  g_signal_handlers_disconnect_by_data(view_.get(), &rules_);
  g_signal_handlers_disconnect_by_data(webkit_web_view_get_user_content_manager(view_.get()), bridge_.get());
}

void WebView::prepare() {
  // The one way to start it that loads nothing.
  webkit_web_view_evaluate_javascript(view_.get(), "0", -1, nullptr, nullptr, nullptr, nullptr, nullptr);
}

void WebView::show(const SidecarProcess::Place& place) {
  place_ = place;
  confine_to(webkit_web_view_get_user_content_manager(view_.get()), place.url,
             [alive = alive_, url = place.url](const std::string& fault) {
               WebView* self = *alive;
               if (self == nullptr || self->place_.url != url) return;
               if (!fault.empty()) return self->events_.unusable(fault);
               self->load();
             });
}

void WebView::load() {
  if (place_.url.empty()) return;  // it failed while it was prepared
  is_painted_ = false;
  watch_for_paint();
  const char* shown = webkit_web_view_get_uri(view_.get());
  const char* fragment = shown != nullptr ? std::strchr(shown, '#') : nullptr;
  std::string address = place_.url + "/" + (fragment != nullptr ? fragment : "");
  webkit_web_view_load_uri(view_.get(), address.c_str());
}

void WebView::open_session(std::int64_t session) {
  if (is_painted_) {
    shell::open_session(view_.get(), session);
  } else {
    session_to_open_ = session;
  }
}

void WebView::painted() {
  is_painted_ = true;
  if (paint_timer_ != 0) g_source_remove(std::exchange(paint_timer_, 0));
  if (session_to_open_ != 0) shell::open_session(view_.get(), std::exchange(session_to_open_, 0));
  events_.painted();
}

void WebView::watch_for_paint() {
  if (paint_timer_ != 0) g_source_remove(paint_timer_);
  paint_timer_ = g_timeout_add_seconds(patience_seconds, is_late, this);
}

gboolean WebView::is_late(gpointer data) {
  auto* self = static_cast<WebView*>(data);
  // Nothing is drawn for a window that nobody sees.
  GdkSurface* surface = gtk_native_get_surface(GTK_NATIVE(self->window_));
  bool in_sight = surface != nullptr && gdk_surface_get_mapped(surface) &&
                  (gdk_toplevel_get_state(GDK_TOPLEVEL(surface)) & GDK_TOPLEVEL_STATE_FOCUSED) != 0;
  if (!in_sight) return G_SOURCE_CONTINUE;
  self->paint_timer_ = 0;
  guarded(std::function<void()>(self->events_.blank));
  return G_SOURCE_REMOVE;
}

void WebView::note_gestures() {
  GtkEventController* events = gtk_event_controller_legacy_new();
  gtk_event_controller_set_propagation_phase(events, GTK_PHASE_CAPTURE);
  auto seen = [](GtkEventControllerLegacy*, GdkEvent* event, gpointer bridge) -> gboolean {
    GdkEventType type = gdk_event_get_event_type(event);
    if (type == GDK_BUTTON_PRESS || type == GDK_BUTTON_RELEASE || type == GDK_KEY_PRESS || type == GDK_TOUCH_END) {
      static_cast<Bridge*>(bridge)->note_gesture();
    }
    return GDK_EVENT_PROPAGATE;
  };
  g_signal_connect(events, "event", callback(seen), bridge_.get());
  gtk_widget_add_controller(widget(), events);
}

}  // namespace hearth::shell
