// What the page may ask of the window. One file per command in this folder, one line in commands.cc; what is not listed
// is refused. The bridge has checked arguments and gesture before it calls `run`. Main thread.
#pragma once

#include <gtk/gtk.h>

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "domain/json.h"
#include "shell/reply.h"

namespace hearth::shell {

enum class Gesture {
  not_needed,
  needed,  // the user has clicked or pressed a key in the window a moment ago
};

struct Argument {
  enum class Presence { required, optional };
  const char* name;
  json::value_t type;
  std::size_t longest = 0;  // bytes of a string
  Presence presence = Presence::required;
};

// What commands work with. Alive as long as the window.
struct Surroundings {
  GtkApplication* application;
  GtkWindow* window;
  std::function<std::string()> token;
  std::function<void()> painted;
};

struct Request {
  const json& arguments;
  const Surroundings& around;
  std::shared_ptr<Reply> reply;
};

struct Command {
  const char* name;
  Gesture gesture;
  std::span<const Argument> arguments;
  void (*run)(const Request& request);
};

}  // namespace hearth::shell
