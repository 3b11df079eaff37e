#include "shell/window.h"

#include <chrono>
#include <utility>

#include "shell/glib.h"
#include "shell/graphics.h"
#include "shell/identity.h"
#include "shell/window_state.h"

namespace hearth::shell {

namespace {

// GTK's own inspector, which Ctrl+Shift+I opens in any program, would show the page and its token.
void keep_inspector_off(GtkWindow* window) {
  auto refuse = [](GtkWindow* instance, gboolean, gpointer) -> gboolean {
    g_signal_stop_emission_by_name(instance, "enable-debugging");
    return TRUE;
  };
  g_signal_connect(window, "enable-debugging", callback(refuse), nullptr);
}

}  // namespace

Window::Window(GtkApplication* application, Drawing drawing, std::function<void()> leave)
    : application_(application),
      window_(GTK_WINDOW(gtk_application_window_new(application))),
      drawing_(drawing),
      recovery_(drawing),
      open_browser_(std::move(leave)) {
  g_object_ref(window_);
  gtk_window_set_title(window_, "Hearth");
  gtk_window_set_icon_name(window_, application_id);
  keep_inspector_off(window_);
  restore_state(window_);
}

Window::~Window() {
  save_state(window_);
  view_.reset();
  gtk_window_destroy(window_);
  g_object_unref(window_);
}

void Window::prepare() {
  make_view();
  view_->prepare();
}

void Window::show(const SidecarProcess::Place& place) {
  if (has_left_) return;
  place_ = place;
  if (view_ == nullptr) make_view();
  gtk_window_set_child(window_, view_->widget());
  gtk_widget_grab_focus(view_->widget());  // so that what is typed goes to the page without a click
  view_->show(place);
}

void Window::show(const Notice& notice) {
  gtk_window_set_child(window_, make_notice(notice));
}

void Window::open_session(std::int64_t session) {
  if (view_ == nullptr && !has_left_) make_view();
  if (view_ != nullptr) view_->open_session(session);
}

void Window::make_view() {
  WebView::Events events;
  events.painted = [] {};
  events.crashed = [this] {
    apply(recovery_.after_crash(std::chrono::steady_clock::now()),
          "The part that draws the pages ends again and again.");
  };
  events.blank = [this] { apply(recovery_.after_blank(), "The window stays blank."); };
  events.unusable = [this](const std::string& fault) { leave(fault); };
  view_ = std::make_unique<WebView>(application_, window_, drawing_, std::move(events));
}

void Window::apply(Recovery::Remedy remedy, const std::string& why) {
  switch (remedy) {
    case Recovery::Remedy::reload:
      view_->load();
      break;
    case Recovery::Remedy::software:
      draw_pages_by_software();
      drawing_ = Drawing::software;
      make_view();
      if (place_) show(*place_);
      break;
    case Recovery::Remedy::browser:
      leave(why);
      break;
  }
}

void Window::leave(const std::string& why) {
  has_left_ = true;
  show(Notice{.title = "Hearth opens in your browser",
              .text = "This window cannot show it. " + why + "\n\nHearth runs as long as this window is open.",
              .buttons = {{"_Open in the browser", open_browser_}}});
  open_browser_();
}

}  // namespace hearth::shell
