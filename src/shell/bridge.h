// The page's way to the window: window.hearthShell in the page (bridge_page.js), a relay in a script world of our own
// (bridge_relay.js), and here the check of what arrives: the command is in the table, its arguments are as declared,
// and the user has just done something where that is needed. See bridge.md. Owned by the web view; main thread.
#pragma once

#include <webkit/webkit.h>

#include <cstdint>
#include <functional>

#include "shell/commands/command.h"

namespace hearth::shell {

class Bridge {
 public:
  // `trusted` says whether the page shown is Hearth's own; no other is answered.
  Bridge(WebKitUserContentManager* content, Surroundings around, std::function<bool()> trusted);
  Bridge(const Bridge&) = delete;
  Bridge& operator=(const Bridge&) = delete;

  // A real click or key, as the window's own process sees it: no page can pretend it.
  void note_gesture() { last_gesture_ = g_get_monotonic_time(); }
  bool has_gesture() const;

 private:
  void receive(JSCValue* message, WebKitScriptMessageReply* reply);
  void run(const std::string& message, const std::shared_ptr<Reply>& reply);

  Surroundings around_;
  std::function<bool()> trusted_;
  gint64 last_gesture_ = 0;
};

// Tells the page to show a session.
void open_session(WebKitWebView* view, std::int64_t session);

}  // namespace hearth::shell
