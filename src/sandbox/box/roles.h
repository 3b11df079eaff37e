// The roles of the box program. Each runs to its end and never returns to main(): it replaces itself or exits.
#pragma once

namespace hearth::sandbox {

// The first thing that runs in a box: makes the listener, waits for go, applies Landlock and limits, becomes the
// command.
[[noreturn]] void run_inside();

// Outside, as root: hands the granted folders over to an unprivileged user in a private view of the files, becomes that
// user and then bwrap. Arguments: the number of folders, bwrap's path, and bwrap's own arguments.
[[noreturn]] void run_staging(int argc, char** argv);

// Where there is no bubblewrap: runs the command behind Landlock and the system call filter alone, as its parent and
// that of all it leaves behind, and ends them all when the command ends or Hearth closes the channel.
[[noreturn]] void run_reduced();

// Inside a box: prints what it sees and can do there, as JSON. `canary` is a file outside.
[[noreturn]] void run_probe(const char* canary);

}  // namespace hearth::sandbox
