#include "workspace/content_hash.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <utility>

#include "base/crypto.h"
#include "base/fd.h"
#include "workspace/resolve.h"
#include "workspace/workspace.h"

namespace hearth::workspace {

std::optional<std::string> content_hash(const std::string& root, const std::string& path) {
  Fd directory(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!directory) return std::nullopt;
  Resolver resolver(std::move(directory), root, Resolution::automatic);
  Resolver::Attempt file = resolver.attempt(path, O_RDONLY, Links::refuse);
  struct stat info {};
  if (!file.fd || ::fstat(file.fd.get(), &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
  if (static_cast<std::size_t>(info.st_size) > Workspace::read_limit) return std::nullopt;
  return sha256_hex(read_all(file.fd.get(), Workspace::read_limit, path));
}

}  // namespace hearth::workspace
