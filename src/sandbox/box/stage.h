// How the host's folders are prepared for a box: where they stand until bwrap takes them and, where Hearth runs as
// root, which owner becomes whom. Shared by Hearth and the box program; pure.
#pragma once

#include <cstdint>
#include <string>

namespace hearth::sandbox {

// No boxed process ever runs as root: this is who it is instead.
inline constexpr std::uint32_t unprivileged_id = 65534;

// Hidden below a file system of the box program's own, in its private view.
inline constexpr const char* staging_root = "/run";
inline constexpr const char* staging_folder = "/run/";

// The map, as /proc/PID/uid_map takes it, in which `owner` on disk is the unprivileged user and everybody else is
// himself. Whoever has the unprivileged id on disk is nobody in it.
std::string id_map(std::uint32_t owner);

}  // namespace hearth::sandbox
