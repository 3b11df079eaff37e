// The head of a server's answer on its way into a box: cut off the stream of bytes, and written anew without what
// concerns the connection, since each ends with its answer. Interim answers are left out. Pure; one thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hearth::egress {

class AnswerHead {
 public:
  // What the box is to get of these bytes: nothing until the head is whole, then it and all that follows. Throws
  // Error(unavailable) when it is no HTTP answer, or its head is too large.
  std::string pass(std::string_view bytes);
  // The head has been passed on.
  bool is_whole() const { return is_whole_; }

 private:
  bool take_head();

  bool is_whole_ = false;
  std::string waiting_;
  std::string head_;
};

}  // namespace hearth::egress
