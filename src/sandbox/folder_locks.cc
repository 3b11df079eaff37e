#include "sandbox/folder_locks.h"

#include <algorithm>
#include <utility>

#include "base/stop.h"
#include "sandbox/grants.h"

namespace hearth::sandbox {

FolderLocks::Hold::~Hold() {
  if (!held_ || paths_.empty()) return;
  held_->update([&](Paths& held) {
    for (const std::string& path : paths_) held.erase(std::find(held.begin(), held.end(), path));
  });
}

FolderLocks::Hold FolderLocks::acquire(const Paths& paths, std::stop_token stop) {
  auto is_free = [&](const Paths& held) {
    return std::none_of(held.begin(), held.end(), [&](const std::string& taken) {
      return std::any_of(paths.begin(), paths.end(),
                         [&](const std::string& path) { return is_within(path, taken) || is_within(taken, path); });
    });
  };
  auto take = [&](Paths& held) { held.insert(held.end(), paths.begin(), paths.end()); };
  if (!held_->wait(std::move(stop), is_free, take)) throw Cancelled{};
  return Hold(held_, paths);
}

}  // namespace hearth::sandbox
