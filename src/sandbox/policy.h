// What a boxed command may reach: plain values, made by whoever starts one, checked and carried out by launcher.h.
// Everything that is not named here is absent inside: other files, the network, other processes, the host's
// environment.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hearth::sandbox {

enum class Access { read, write };

struct Folder {
  std::string path;  // absolute; symbolic links in it are followed before the box is made
  Access access = Access::read;
  std::string at = {};  // where it appears inside; empty: at its own path, so that stored paths stay right
};

enum class Network {
  none,   // a loopback interface of its own and nothing else
  proxy,  // and there a listener, handed out to the starter (Box::take_listener), for which http_proxy is set
};

// What to do on a machine that cannot start bubblewrap.
enum class Fallback {
  refuse,
  landlock,  // the user accepted, for this workspace, the weaker walls that Protection::gaps names
};

struct Limits {
  std::chrono::milliseconds wall{120'000};  // zero: none, for programs that serve until they are ended
  std::int64_t cpu_seconds = 600;           // of one process
  std::int64_t memory_bytes = 4LL << 30;    // address space of one process
  std::int64_t file_bytes = 2LL << 30;      // the largest file that can be written
  std::int64_t open_files = 1024;
  std::int64_t processes = 512;              // in the whole box
  std::int64_t temporary_bytes = 1LL << 30;  // of each of /tmp, the home folder and /dev/shm
  std::size_t output_bytes = 1 << 20;        // what is passed on; the rest is read and dropped
};

struct Policy {
  // Its protected names cannot be changed from inside, and what was changed is reported at the end.
  std::optional<Folder> workspace = {};
  std::vector<Folder> folders = {};  // besides the workspace
  std::string working_directory = "/tmp";
  std::vector<std::string> environment = {};  // NAME=value; HOME, PATH, LANG, USER and TMPDIR are set where not named
  Network network = Network::none;
  Limits limits = {};
  Fallback fallback = Fallback::refuse;
};

}  // namespace hearth::sandbox
