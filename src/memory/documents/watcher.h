// Follows folders with inotify, on a thread of its own, and says which root has changed; never more often than it takes
// for a burst of changes to end. When the kernel lost count, every root has.
//
// Owned by DocumentLibrary; any thread. Throws Error where the machine gives no inotify.
#pragma once

#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "base/fd.h"
#include "base/sync.h"
#include "domain/ids.h"

namespace hearth::memory {

class RootWatcher {
 public:
  // Called on the watcher's thread, after the folders that came are followed as well.
  using Changed = std::function<void(DocumentRootId)>;
  // A root that cannot be followed any further, and why, for the user.
  using Problem = std::function<void(DocumentRootId, const std::string&)>;
  RootWatcher(Changed changed, Problem problem);

  void watch(DocumentRootId id, const std::string& path);
  void unwatch(DocumentRootId id);

 private:
  struct Target {
    DocumentRootId root;
    std::string name;  // of the one entry that counts; empty: all do
    friend auto operator<=>(const Target&, const Target&) = default;
  };
  struct State {
    std::map<DocumentRootId, std::string> paths;
    std::map<int, std::vector<Target>> targets;  // by watch descriptor
  };

  void run(const std::stop_token& stop);
  // The roots that the waiting events are about.
  void read_events(std::vector<DocumentRootId>& changed);
  void follow(DocumentRootId id, const std::string& path, const std::stop_token& stop);
  // False: the kernel follows no more folders for this user.
  bool add(const std::string& folder, const Target& target);

  Fd inotify_;
  Changed changed_;
  Problem problem_;
  Sync<State> state_;
  std::jthread thread_;
};

}  // namespace hearth::memory
