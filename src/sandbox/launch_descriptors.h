// Descriptors that a box is started with. Used while starting one; any thread. All functions throw Error.
#pragma once

#include <string_view>

#include "base/fd.h"

namespace hearth::sandbox {

struct Pipe {
  Fd reader;
  Fd writer;
};

// A file in memory that reads as `content`, from its beginning; the name is only seen in /proc.
Fd file_of(std::string_view content, const char* name);
Pipe make_pipe();
Fd open_null();

// A pipe belongs to whoever made it; as root that would keep the boxed user from opening /dev/stdout.
void hand_over(int fd);

}  // namespace hearth::sandbox
