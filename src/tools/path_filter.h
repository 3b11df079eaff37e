// Which files below a folder a glob means, the same for every tool that takes one. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "workspace/walk.h"

namespace hearth::tools {

enum class LetterCase { exact, ignored };

class PathFilter {
 public:
  // `folder` is where the walk begins, relative to the workspace. An empty glob means every file.
  PathFilter(std::string glob, std::string folder, LetterCase letter_case);

  // Whether the glob means this file. Without a "/" it is held against the name, else against the path below the
  // folder; one that ends in "/" means folders.
  bool means(const workspace::WalkEntry& entry) const;
  // Folders that are otherwise passed over are entered if the glob names them.
  workspace::WalkOptions walk_options() const;

 private:
  std::string cased(std::string_view text) const;

  LetterCase letter_case_;
  std::string glob_;
  std::string prefix_;
  bool whole_path_ = false;
  bool folders_ = false;
};

}  // namespace hearth::tools
