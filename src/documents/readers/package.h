// The parts of a zip file that hold text, read whole and within bounds: what a small file unpacks to may be without
// end. One thread.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace hearth::documents {

class Package {
 public:
  // Throws Error: a damaged, encrypted or too large archive. Pictures and the like are passed over.
  explicit Package(std::string_view bytes);

  bool has(std::string_view name) const { return parts_.contains(name); }
  // Empty when there is none.
  const std::string& part(std::string_view name) const;
  const std::map<std::string, std::string, std::less<>>& parts() const { return parts_; }

 private:
  std::map<std::string, std::string, std::less<>> parts_;
};

// The name of a part that another one names: "../media/x.xml" from "ppt/slides/slide1.xml".
std::string part_named(std::string_view target, std::string_view from);

}  // namespace hearth::documents
