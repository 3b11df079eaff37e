#include "shell/commands/commands.h"
#include "shell/glib.h"

namespace hearth::shell {

namespace {

constexpr std::size_t longest_text = 4 * 1024 * 1024;
constexpr Argument arguments[] = {{"name", json::value_t::string, 200}, {"text", json::value_t::string, longest_text}};

struct Saving {
  std::string text;
  std::shared_ptr<Reply> reply;
};

void save(const Saving& saving, GFile* file) {
  GError* error = nullptr;
  g_file_replace_contents(file, saving.text.data(), saving.text.size(), nullptr, FALSE, G_FILE_CREATE_PRIVATE, nullptr,
                          nullptr, &error);
  if (error != nullptr) return saving.reply->refuse("Saving the file: " + message_of(error));
  saving.reply->answer({{"saved", true}});
}

void run(const Request& request) {
  std::string name = request.arguments["name"].get<std::string>();
  GtkFileChooserNative* dialog =
      gtk_file_chooser_native_new(nullptr, request.around.window, GTK_FILE_CHOOSER_ACTION_SAVE, "_Save", "_Cancel");
  gtk_native_dialog_set_modal(GTK_NATIVE_DIALOG(dialog), TRUE);
  gtk_file_chooser_set_current_name(GTK_FILE_CHOOSER(dialog), name.c_str());
  auto responded = [](GtkNativeDialog* native, int response, gpointer data) {
    std::unique_ptr<Saving> saving(static_cast<Saving*>(data));
    guarded([&] {
      if (response != GTK_RESPONSE_ACCEPT) return saving->reply->answer({{"saved", false}});
      Ref<GFile> file(gtk_file_chooser_get_file(GTK_FILE_CHOOSER(native)));
      save(*saving, file.get());
    });
    g_object_unref(native);
  };
  auto* saving = new Saving{request.arguments["text"].get<std::string>(), request.reply};
  g_signal_connect(dialog, "response", callback(responded), saving);
  gtk_native_dialog_show(GTK_NATIVE_DIALOG(dialog));
}

}  // namespace

const Command save_file{"saveFile", Gesture::needed, arguments, run};

}  // namespace hearth::shell
