#include "shell/content_filter.h"

#include <glib/gstdio.h>

#include <memory>
#include <utility>

#include "domain/json.h"
#include "shell/glib.h"

namespace hearth::shell {

namespace {

struct Confinement {
  Ref<WebKitUserContentManager> content;
  std::function<void(const std::string&)> done;
};

// Not in the cache folder, which WebKit lets the web process write.
std::string storage() {
  std::string folder = std::string(g_get_user_state_dir()) + "/hearth/content-filter";
  g_mkdir_with_parents(folder.c_str(), 0700);
  return folder;
}

std::string escaped(const std::string& text) {
  std::string pattern;
  for (char c : text) {
    if (c == '.') pattern += '\\';
    pattern += c;
  }
  return pattern;
}

// The patterns know no alternatives, hence one rule each.
std::string rules_for(const std::string& url) {
  json rules = json::array();
  rules.push_back({{"trigger", {{"url-filter", ".*"}}}, {"action", {{"type", "block"}}}});
  for (const std::string& own : {"^" + escaped(url) + "/", "^blob:" + escaped(url) + "/", std::string("^data:")}) {
    rules.push_back({{"trigger", {{"url-filter", own}}}, {"action", {{"type", "ignore-previous-rules"}}}});
  }
  return rules.dump();
}

void saved(GObject* store, GAsyncResult* result, gpointer data) {
  std::unique_ptr<Confinement> confinement(static_cast<Confinement*>(data));
  GError* error = nullptr;
  WebKitUserContentFilter* filter =
      webkit_user_content_filter_store_save_finish(WEBKIT_USER_CONTENT_FILTER_STORE(store), result, &error);
  std::string fault;
  if (filter == nullptr) {
    fault = "making the rules of what the page may load: " + message_of(error);
  } else {
    webkit_user_content_manager_remove_all_filters(confinement->content.get());
    webkit_user_content_manager_add_filter(confinement->content.get(), filter);
    webkit_user_content_filter_unref(filter);
  }
  guarded([&] { confinement->done(fault); });
}

}  // namespace

void confine_to(WebKitUserContentManager* content, const std::string& url,
                std::function<void(const std::string& fault)> done) {
  Ref<WebKitUserContentFilterStore> store(webkit_user_content_filter_store_new(storage().c_str()));
  std::string rules = rules_for(url);
  GBytes* bytes = g_bytes_new(rules.data(), rules.size());
  auto* confinement = new Confinement{Ref<WebKitUserContentManager>(WEBKIT_USER_CONTENT_MANAGER(g_object_ref(content))),
                                      std::move(done)};
  webkit_user_content_filter_store_save(store.get(), "hearth", bytes, nullptr, saved, confinement);
  g_bytes_unref(bytes);
}

}  // namespace hearth::shell
