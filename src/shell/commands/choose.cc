#include "shell/commands/commands.h"
#include "shell/glib.h"

namespace hearth::shell {

namespace {

constexpr Argument arguments[] = {{"title", json::value_t::string, 200, Argument::Presence::optional}};

enum class Wanted { folder, files };

struct Choice {
  Wanted wanted;
  std::shared_ptr<Reply> reply;
};

// Names that are not UTF-8 cannot be said in JSON: such a file is left out.
json paths_in(GtkFileChooser* chooser) {
  Ref<GListModel> files(gtk_file_chooser_get_files(chooser));
  json paths = json::array();
  for (guint i = 0; i < g_list_model_get_n_items(files.get()); ++i) {
    Ref<GFile> file(G_FILE(g_list_model_get_item(files.get(), i)));
    Text path(g_file_get_path(file.get()));
    if (path && g_utf8_validate(path.get(), -1, nullptr)) paths.push_back(path.get());
  }
  return paths;
}

void answer(const Choice& choice, GtkFileChooser* chooser, int response) {
  json paths = response == GTK_RESPONSE_ACCEPT ? paths_in(chooser) : json::array();
  if (paths.empty()) {
    choice.reply->answer(nullptr);
  } else if (choice.wanted == Wanted::folder) {
    choice.reply->answer({{"path", paths.front()}});
  } else {
    choice.reply->answer({{"paths", paths}});
  }
}

void choose(const Request& request, Wanted wanted) {
  bool folder = wanted == Wanted::folder;
  std::string title = request.arguments.value("title", folder ? "Choose a folder" : "Choose files");
  GtkFileChooserNative* dialog = gtk_file_chooser_native_new(
      title.c_str(), request.around.window,
      folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN, "_Choose", "_Cancel");
  gtk_native_dialog_set_modal(GTK_NATIVE_DIALOG(dialog), TRUE);
  gtk_file_chooser_set_select_multiple(GTK_FILE_CHOOSER(dialog), !folder);
  auto responded = [](GtkNativeDialog* native, int response, gpointer data) {
    std::unique_ptr<Choice> choice(static_cast<Choice*>(data));
    guarded([&] { answer(*choice, GTK_FILE_CHOOSER(native), response); });
    g_object_unref(native);
  };
  auto* choice = new Choice{wanted, request.reply};
  g_signal_connect(dialog, "response", callback(responded), choice);
  gtk_native_dialog_show(GTK_NATIVE_DIALOG(dialog));
}

}  // namespace

const Command choose_folder{"chooseFolder", Gesture::needed, arguments,
                            [](const Request& request) { choose(request, Wanted::folder); }};
const Command choose_files{"chooseFiles", Gesture::needed, arguments,
                           [](const Request& request) { choose(request, Wanted::files); }};

}  // namespace hearth::shell
