#include "shell/notice.h"

#include "shell/glib.h"

namespace hearth::shell {

namespace {

using Pressed = std::function<void()>;

GtkWidget* make_label(const std::string& text) {
  GtkWidget* label = gtk_label_new(text.c_str());
  gtk_label_set_wrap(GTK_LABEL(label), TRUE);
  gtk_label_set_max_width_chars(GTK_LABEL(label), 70);
  gtk_label_set_selectable(GTK_LABEL(label), TRUE);
  return label;
}

GtkWidget* make_button(const Notice::Button& button) {
  GtkWidget* widget = gtk_button_new_with_mnemonic(button.label);
  gtk_widget_set_halign(widget, GTK_ALIGN_CENTER);
  auto clicked = [](GtkButton*, gpointer pressed) {
    // The notice, and so the function, may be gone before it returns.
    Pressed kept = *static_cast<Pressed*>(pressed);
    guarded(kept);
  };
  auto forget = [](gpointer pressed, GClosure*) { delete static_cast<Pressed*>(pressed); };
  g_signal_connect_data(widget, "clicked", callback(clicked), new Pressed(button.pressed), forget,
                        static_cast<GConnectFlags>(0));
  return widget;
}

}  // namespace

GtkWidget* make_notice(const Notice& notice) {
  GtkWidget* box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_valign(box, GTK_ALIGN_CENTER);
  gtk_widget_set_halign(box, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_start(box, 24);
  gtk_widget_set_margin_end(box, 24);
  GtkWidget* title = make_label(notice.title);
  gtk_widget_add_css_class(title, "title-1");
  gtk_box_append(GTK_BOX(box), title);
  gtk_box_append(GTK_BOX(box), make_label(notice.text));
  for (const Notice::Button& button : notice.buttons) gtk_box_append(GTK_BOX(box), make_button(button));
  return box;
}

}  // namespace hearth::shell
