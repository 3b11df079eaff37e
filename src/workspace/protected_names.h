// Names that make other programs run code or change what they trust: a tool may read them, never write, move or delete
// them, at any depth and whether or not they exist yet. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace hearth::workspace {

// The part of the path that is protected, as written there; nothing if no part is.
std::optional<std::string> protected_part(std::string_view relative);

// Every protected name, folded and sorted.
std::span<const std::string_view> protected_names();

// The name as a file system that ignores case might see it: ASCII lower case, with the few characters beyond ASCII that
// fold to ASCII letters, without the characters such file systems ignore. Every protected name is ASCII, and no
// character besides those composes or folds to ASCII, so this decides exactly what case folding after normalisation
// would.
std::string fold_name(std::string_view name);

}  // namespace hearth::workspace
