// GLib's reference counting and callbacks for C++: no exception may pass through C, so a callback that can throw is
// wrapped in `guarded`. Main thread.
#pragma once

#include <fmt/format.h>
#include <gio/gio.h>

#include <exception>
#include <memory>

namespace hearth::shell {

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Ref = std::unique_ptr<T, Unref>;

struct Free {
  void operator()(gpointer memory) const { g_free(memory); }
};
using Text = std::unique_ptr<char, Free>;

// A captureless lambda as GLib's signals take it.
template <class F>
GCallback callback(F function) {
  return reinterpret_cast<GCallback>(+function);
}

// Takes the error over; its text.
inline std::string message_of(GError* error) {
  std::string message = error != nullptr ? error->message : "no reason was given";
  g_clear_error(&error);
  return message;
}

template <class F>
void guarded(F&& work) {
  try {
    work();
  } catch (const std::exception& fault) {
    fmt::print(stderr, "hearth-shell: {}\n", fault.what());
  }
}

}  // namespace hearth::shell
