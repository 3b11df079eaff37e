#include "cli/terminal/line_editor.h"

#include <fcntl.h>
#include <histedit.h>
#include <locale.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <cwchar>
#include <utility>

#include "base/error.h"
#include "base/fd.h"
#include "base/stop.h"
#include "cli/terminal/input_wait.h"

namespace hearth::cli {

namespace {

constexpr int most_remembered = 1000;

struct CloseEditor {
  void operator()(EditLine* editor) const { ::el_end(editor); }
};
struct CloseHistory {
  void operator()(History* history) const { ::history_end(history); }
};

}  // namespace

class LineEditor::Editor {
 public:
  explicit Editor(std::string history_file) : history_file_(std::move(history_file)), history_(::history_init()) {
    // libedit reads and draws characters by the locale, and everything of Hearth's is UTF-8.
    ::setlocale(LC_CTYPE, "C.UTF-8");
    editor_.reset(::el_init("hearth", stdin, stdout, stderr));
    if (!editor_ || !history_) throw Error(Code::unavailable, "preparing the terminal: it cannot be edited on");
    ::history(history_.get(), &event_, H_SETSIZE, most_remembered);
    ::history(history_.get(), &event_, H_SETUNIQUE, 1);
    ::history(history_.get(), &event_, H_LOAD, history_file_.c_str());
    ::el_set(editor_.get(), EL_CLIENTDATA, this);
    ::el_set(editor_.get(), EL_PROMPT, &prompt_of);
    ::el_set(editor_.get(), EL_HIST, &::history, history_.get());
    ::el_set(editor_.get(), EL_EDITOR, "emacs");
    ::el_set(editor_.get(), EL_BIND, "^R", "em-inc-search-prev", nullptr);
    ::el_set(editor_.get(), EL_GETCFN, &read_character);
    ::el_source(editor_.get(), nullptr);
  }

  std::optional<std::string> read_line(const std::string& prompt, std::stop_token stop) {
    prompt_ = prompt;
    stop_ = std::move(stop);
    throw_if_stopped(stop_);
    ::el_resize(editor_.get());
    int count = 0;
    const char* line = ::el_gets(editor_.get(), &count);
    if (stop_.stop_requested()) {
      ::el_reset(editor_.get());  // the terminal is still as the editor had it
      throw Cancelled{};
    }
    if (line == nullptr || count <= 0) return std::nullopt;
    std::string text(line, static_cast<std::size_t>(count));
    if (text.ends_with('\n')) text.pop_back();
    if (text.find_first_not_of(" \t") != std::string::npos) remember(line);
    return text;
  }

 private:
  static Editor& self(EditLine* editor) {
    void* data = nullptr;
    ::el_get(editor, EL_CLIENTDATA, &data);
    return *static_cast<Editor*>(data);
  }

  static char* prompt_of(EditLine* editor) { return self(editor).prompt_.data(); }

  // Called by libedit for each character; -1 ends el_gets. Waits as libedit's own does, but for Ctrl-C, too.
  static int read_character(EditLine* editor, wchar_t* character) { return self(editor).next_character(character); }

  int next_character(wchar_t* character) {
    std::mbstate_t state{};
    for (;;) {
      if (wait_readable(STDIN_FILENO, stop_) == Readiness::stopped) return -1;
      char byte = 0;
      ssize_t count = ::read(STDIN_FILENO, &byte, 1);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return static_cast<int>(count);
      std::size_t used = std::mbrtowc(character, &byte, 1, &state);
      if (used == static_cast<std::size_t>(-2)) continue;  // the character has more bytes
      if (used <= 1) return 1;
      state = std::mbstate_t{};  // not UTF-8: the byte is dropped
    }
  }

  void remember(const char* line) {
    ::history(history_.get(), &event_, H_ENTER, line);
    // Made first, so that what was typed is never readable by others, however H_SAVE opens it.
    Fd file(::open(history_file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
    if (!file || ::fchmod(file.get(), S_IRUSR | S_IWUSR) != 0) return;  // a chat goes on without its history
    ::history(history_.get(), &event_, H_SAVE, history_file_.c_str());
  }

  std::string history_file_;
  std::string prompt_;
  std::stop_token stop_;
  HistEvent event_{};
  std::unique_ptr<History, CloseHistory> history_;
  std::unique_ptr<EditLine, CloseEditor> editor_;
};

LineEditor::LineEditor(std::string history_file) : editor_(std::make_unique<Editor>(std::move(history_file))) {}
LineEditor::~LineEditor() = default;

std::optional<std::string> LineEditor::read_line(const std::string& prompt, std::stop_token stop) {
  return editor_->read_line(prompt, std::move(stop));
}

}  // namespace hearth::cli
