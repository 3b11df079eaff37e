// The second wall inside a box, and the first where there is no bubblewrap: Landlock by its system calls, because
// neither the C library nor Debian 12's kernel headers know all of it. Used by the box program, one thread.
#pragma once

#include <string>
#include <vector>

namespace hearth::sandbox {

struct LandlockRules {
  std::vector<std::string> readable;  // read and execute, with everything below
  std::vector<std::string> writable;  // everything
  std::vector<std::string> listable;  // only what names are in it and below
  enum class Tcp { allow, deny } tcp = Tcp::allow;
};

// Binds this process and its children for good. A path that does not exist is passed over; kernels that know less are
// asked for less. Fails the program when the kernel refuses what it offers. Does nothing without Landlock.
void confine(const LandlockRules& rules);

}  // namespace hearth::sandbox
