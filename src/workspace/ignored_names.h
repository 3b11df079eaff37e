// What a workspace's .gitignore files ask to leave out of a list of names, by git's rules: the last line that fits
// decides, one with ! takes back, and nothing in an ignored folder comes back. Made for one walk, on its thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "workspace/resolve.h"
#include "workspace/walk.h"

namespace hearth::workspace {

class IgnoredNames {
 public:
  explicit IgnoredNames(int directory);  // a descriptor of the workspace

  // To be asked of every entry in the walk's order: a folder's own rules are read when it is the folder's turn.
  bool hold(const WalkEntry& entry);

 private:
  struct Rule {
    std::string glob;
    bool takes_back;
    bool folders_only;
    bool whole_path;  // it has a / and means the path from its .gitignore on, not only the last name
  };
  struct Rules {
    std::string folder;  // "" or "notes/"
    std::vector<Rule> rules;
  };
  static std::vector<Rule> parse(std::string_view text);
  static bool fits(const Rule& rule, const WalkEntry& entry, std::string_view below);
  void read_rules(const std::string& folder);

  Resolver resolver_;
  std::vector<Rules> above_;  // those of the folders around the entry, outermost first
};

}  // namespace hearth::workspace
