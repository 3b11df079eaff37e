#include "shell/commands/commands.h"
#include "shell/glib.h"

namespace hearth::shell {

namespace {

constexpr Argument arguments[] = {{"title", json::value_t::string, 200, Argument::Presence::optional}};

// A name that is not UTF-8 cannot be said in JSON.
json answer_of(GtkFileChooser* chooser, int response) {
  if (response != GTK_RESPONSE_ACCEPT) return nullptr;
  Ref<GFile> folder(gtk_file_chooser_get_file(chooser));
  Text path(folder ? g_file_get_path(folder.get()) : nullptr);
  if (!path || !g_utf8_validate(path.get(), -1, nullptr)) return nullptr;
  return {{"path", path.get()}};
}

void choose(const Request& request) {
  std::string title = request.arguments.value("title", "Choose a folder");
  GtkFileChooserNative* dialog = gtk_file_chooser_native_new(
      title.c_str(), request.around.window, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, "_Choose", "_Cancel");
  gtk_native_dialog_set_modal(GTK_NATIVE_DIALOG(dialog), TRUE);
  auto responded = [](GtkNativeDialog* native, int response, gpointer data) {
    std::unique_ptr<std::shared_ptr<Reply>> reply(static_cast<std::shared_ptr<Reply>*>(data));
    guarded([&] { (*reply)->answer(answer_of(GTK_FILE_CHOOSER(native), response)); });
    g_object_unref(native);
  };
  g_signal_connect(dialog, "response", callback(responded), new std::shared_ptr<Reply>(request.reply));
  gtk_native_dialog_show(GTK_NATIVE_DIALOG(dialog));
}

}  // namespace

const Command choose_folder{"chooseFolder", Gesture::needed, arguments, choose};

}  // namespace hearth::shell
