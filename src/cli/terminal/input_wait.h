// Waiting for a descriptor to become readable, or for a cancellation: whichever comes first. Any thread.
#pragma once

#include <stop_token>

namespace hearth::cli {

enum class Readiness { readable, stopped };
Readiness wait_readable(int fd, const std::stop_token& stop);

}  // namespace hearth::cli
