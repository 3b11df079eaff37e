// What the command line needs from app/, the only place that can build a whole sidecar: a function that runs one.
#pragma once

#include <functional>
#include <string>

namespace hearth::cli {

struct ServeOptions {
  enum class Mode {
    foreground,  // runs until it is told to stop
    background,  // started by a command: detached from the terminal, ends itself when idle
  };
  enum class Tcp { on, off };
  std::string data_directory;  // absolute
  std::string config_file;     // absolute
  Mode mode = Mode::foreground;
  Tcp tcp = Tcp::on;
  int control_fd = -1;  // socket to the program that watches over it (app/control_channel.h); -1: nobody does
  int ready_fd = -1;    // written to and closed once requests are answered; -1: nobody waits
};

// Returns the exit code. May throw Error. Signals are as the process got them.
using ServeHook = std::function<int(const ServeOptions&)>;

}  // namespace hearth::cli
