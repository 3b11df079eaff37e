// A line at a time from a terminal, with editing and a history file, by libedit. Owned by the chat; one thread.
// The constructor throws Error(unavailable) if the terminal cannot be edited on.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace hearth::cli {

class LineEditor {
 public:
  // The history file is made with mode 0600; an unreadable one counts as empty.
  explicit LineEditor(std::string history_file);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  // Without its end; nothing at the end of the input. Throws Cancelled: what was typed is gone then.
  std::optional<std::string> read_line(const std::string& prompt, std::stop_token stop);

 private:
  class Editor;
  std::unique_ptr<Editor> editor_;
};

}  // namespace hearth::cli
