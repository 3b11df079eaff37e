// The part of the host that every box sees: programs and libraries, read-only, and the few files of /etc that programs
// need to start. Nothing of /home, /root, /run, /var, /sys or the rest of /etc. Any thread.
#pragma once

#include <string>
#include <vector>

#include "sandbox/bind.h"

namespace hearth::sandbox {

struct SystemLink {
  std::string target;
  std::string at;
};

struct SystemText {
  std::string content;
  std::string at;
};

struct SystemView {
  std::vector<Bind> binds;
  std::vector<SystemLink> links;
  std::vector<SystemText> texts;     // files of the box's own: who its user is, what localhost means
  std::vector<std::string> covered;  // parts of /proc that do not end at the box
};

inline constexpr const char* home_inside = "/home/hearth";
inline constexpr int id_inside = 1000;

// Looks at the host; what it does not have is left out.
SystemView look_at_system();

}  // namespace hearth::sandbox
