// From the names people use to paths: "README.md", "the lease", "notes/lease.md" in the wrong folder, wrong case. One
// fitting file is taken; several are listed and the user is asked; none is said. One thread; failures are fragments.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "llm/reflex/step.h"

namespace hearth::llm::reflex {

struct FileReference {
  enum class Kind {
    name,         // as the user wrote it: "notes/todo.txt"
    description,  // its words: "product report"
    every,        // a description of several: "both contracts"
    folder,       // all files in it
    path,         // known to exist, from a tool
    attached,     // given along with a message; it has a name, but is no file of the folder
  };
  Kind kind = Kind::name;
  std::string text;
};

struct Resolved {
  std::string path;
  std::optional<Fragment> problem;  // then there is no path
};

enum class Strictness {
  helpful,  // reading: another folder or another case will do
  exact,    // changing: only the file that was named
};

// Nothing while the search is under way.
std::optional<Resolved> resolve(Desk& desk, const FileReference& file, Strictness strictness);

// References to several files as one reference for each; the others as they are. Nothing while the search is under way.
std::optional<std::vector<FileReference>> expanded(Desk& desk, const std::vector<FileReference>& files);

// The text with every character that means something in a glob escaped.
std::string glob_literal(std::string_view text);
// "`a.md`, `b.md` and `c.md`"
std::string name_list(const std::vector<std::string>& names);

}  // namespace hearth::llm::reflex
