// What Hearth tells the box program (hearth-box) and how they talk, shared by both sides. Plain values; any thread.
//
// The program finds descriptors at fixed numbers. On `channel` (a SOCK_SEQPACKET pair) it sends ready, with the
// listener if one was asked for, waits for go, and then either the command runs, which is told by started or, where the
// program itself becomes the command, by the end of the channel; or it sends failed with a text. An end of the channel
// on Hearth's side means that Hearth has gone: before go the program exits, and later what it supervises ends.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::sandbox {

namespace descriptor {
// In this order in what Hearth gives the program that it starts, which may be bwrap.
inline constexpr int arguments = 3;  // options of bwrap
inline constexpr int filter = 4;     // the system call filter
inline constexpr int info = 5;       // where bwrap tells the number of the first process inside
inline constexpr int spec = 6;
inline constexpr int channel = 7;
inline constexpr int input = 8;
inline constexpr int output = 9;
inline constexpr int error = 10;
inline constexpr int first_extra = 11;
}  // namespace descriptor

namespace message {
inline constexpr char ready = 'R';
inline constexpr char go = 'G';
inline constexpr char started = 'S';
inline constexpr char failed = 'F';
}  // namespace message

// Where the box program stands inside, and the port of the listener there.
inline constexpr const char* program_inside = "/run/hearth-box";
inline constexpr std::uint16_t listener_port = 3128;

struct ResourceLimit {
  int resource = 0;  // RLIMIT_…
  std::int64_t value = 0;
};

// One thing of the host's that the staging role makes ready before bwrap starts.
struct StagedMount {
  std::string source;  // on the host; empty: what is at `at` already, mounted over itself
  std::string at;      // below staging_folder: a name of its own, or a path that leads into an earlier one
  bool read_only = true;
};

struct BoxSpec {
  std::vector<StagedMount> staged;  // in order
  std::vector<std::string> argv;
  std::vector<std::string> environment;
  std::string working_directory;
  std::vector<std::string> readable;  // for Landlock; paths as they are inside
  std::vector<std::string> writable;
  std::vector<ResourceLimit> limits;
  enum class Listener { none, wanted } listener = Listener::none;
};

std::string encode(const BoxSpec& spec);
// Throws nothing: what is malformed comes out empty, and then there is no argv.
BoxSpec decode(std::string_view text);

}  // namespace hearth::sandbox
