// The list of system calls that no boxed process may make, as a program for the kernel. It bars what opens the kernel
// or other processes (mounts, namespaces, ptrace, bpf, io_uring, keys), every socket that does not speak IP, and making
// files that run as somebody else. Made by libseccomp; any thread.
#pragma once

#include <string>

namespace hearth::sandbox {

enum class Sockets {
  internet,  // TCP and UDP, which in a box reach only its own loopback interface
  none,      // for the second-best level, which has no network of its own
};

// The filter as the kernel takes it. Throws Error.
std::string compile_system_call_filter(Sockets sockets);

}  // namespace hearth::sandbox
