// The roles of the box program. Each runs to its end and never returns to main(): it replaces itself or exits.
#pragma once

namespace hearth::sandbox {

// The first thing that runs in a box: makes the listener, waits for go, applies Landlock and limits, becomes the
// command.
[[noreturn]] void run_inside();

// Outside, before bwrap: mounts the granted folders, with what is guarded in them, in a private view of the files; as
// root it hands them over to an unprivileged user there, and becomes that user. Then it becomes bwrap. No link is
// followed and nothing is made in a folder of the user's, as bwrap before 0.12 would do (CVE-2026-87766). Arguments:
// bwrap's path and bwrap's own arguments.
[[noreturn]] void run_staging(int argc, char** argv);

// Where there is no bubblewrap: runs the command behind Landlock and the system call filter alone, as its parent and
// that of all it leaves behind, and ends them all when the command ends or Hearth closes the channel.
[[noreturn]] void run_reduced();

// Inside a box: prints what it sees and can do there, as JSON. `canary` is a file outside.
[[noreturn]] void run_probe(const char* canary);

}  // namespace hearth::sandbox
