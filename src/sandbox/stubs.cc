#include "sandbox/stubs.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <optional>
#include <utility>

#include "base/crypto.h"
#include "base/error.h"
#include "base/log.h"
#include "domain/json.h"
#include "workspace/path.h"

namespace hearth::sandbox {

namespace {

constexpr std::size_t longest_journal = 16 << 20;
constexpr std::string_view suffix = ".stubs";
constexpr mode_t folder_mode = 0755;
constexpr mode_t file_mode = 0644;

using Kind = ProtectedPath::Stub;

Fd open_beneath(int folder, const std::string& path, int flags, mode_t mode = 0) {
  open_how how{};
  how.flags = static_cast<std::uint64_t>(flags | O_CLOEXEC);
  how.mode = mode;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  return Fd(static_cast<int>(::syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how)));
}

Fd make_file(int parent, const char* name) {
  Fd file(::openat(parent, name, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, file_mode));
  // Whatever our mask is: the boxed user must be able to read it.
  if (file && ::fchmod(file.get(), file_mode) != 0) throw_errno("making a guard in the workspace");
  return file;
}

// False with errno where it could not be made.
bool make_in(int parent, const char* name, Kind kind) {
  switch (kind) {
    case Kind::none:
      return true;
    case Kind::socket:
      // Not every file system has sockets; an empty file does as well, but for git, which lists it.
      return ::mknodat(parent, name, S_IFSOCK | file_mode, 0) == 0 || (errno != EEXIST && make_file(parent, name));
    case Kind::folder:
      return ::mkdirat(parent, name, folder_mode) == 0 && ::fchmodat(parent, name, folder_mode, 0) == 0;
    case Kind::file:
    case Kind::common_directory: {
      Fd file = make_file(parent, name);
      if (file) write_all(file.get(), stub_content(kind), "a guard in the workspace");
      return static_cast<bool>(file);
    }
  }
  return false;
}

// False: something stands there already.
bool make_stub(int workspace, const ProtectedPath& wanted) {
  auto [parent_path, name] = workspace::split_parent(wanted.path);
  Fd parent = open_beneath(workspace, parent_path, O_PATH | O_DIRECTORY);
  if (parent && make_in(parent.get(), name.c_str(), wanted.stub)) return true;
  if (!parent || errno != EEXIST) throw_errno(fmt::format("guarding {}", workspace::shown(wanted.path)));
  return false;
}

// Only what is still as it was made goes.
void remove_stub(int workspace, const std::string& path, Kind kind) {
  auto [parent_path, name] = workspace::split_parent(path);
  Fd parent = open_beneath(workspace, parent_path, O_PATH | O_DIRECTORY);
  struct stat info {};
  if (!parent || ::fstatat(parent.get(), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) return;
  if (S_ISDIR(info.st_mode) && kind == Kind::folder) {
    ::unlinkat(parent.get(), name.c_str(), AT_REMOVEDIR);
  } else if (S_ISSOCK(info.st_mode) && kind == Kind::socket) {
    ::unlinkat(parent.get(), name.c_str(), 0);
  } else if (S_ISREG(info.st_mode) && info.st_size == static_cast<off_t>(stub_content(kind).size())) {
    Fd file = open_beneath(parent.get(), name, O_RDONLY | O_NONBLOCK);
    bool unchanged = file && read_all(file.get(), longest_journal, path) == stub_content(kind);
    if (unchanged) ::unlinkat(parent.get(), name.c_str(), 0);
  }
}

struct Journal {
  std::string workspace;
  std::vector<std::pair<std::string, Kind>> stubs;
};

// JSON with each path in hexadecimal: file names are not always text.
std::string hexadecimal(std::string_view bytes) {
  std::string text;
  for (char byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return text;
}

std::string bytes_of(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
  }
  return bytes;
}

// A journal that cannot be read names nothing that we may remove.
std::optional<Journal> parse(const std::string& text) {
  json written = json::parse(text, nullptr, false);
  if (!written.is_object()) return std::nullopt;
  Journal journal{bytes_of(written.value("workspace", "")), {}};
  for (const json& stub : written.value("stubs", json::array())) {
    journal.stubs.emplace_back(bytes_of(stub.value("path", "")), static_cast<Kind>(stub.value("kind", 0)));
  }
  return journal;
}

void clean_up(int journal_file) {
  ::lseek(journal_file, 0, SEEK_SET);
  std::optional<Journal> journal = parse(read_all(journal_file, longest_journal, "a journal of guards"));
  if (!journal) return;
  Fd workspace(::open(journal->workspace.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!workspace) return;
  for (const auto& [path, kind] : journal->stubs) remove_stub(workspace.get(), path, kind);
}

}  // namespace

StubJournal::StubJournal(const std::string& state_folder, const std::string& workspace) : workspace_(workspace) {
  std::string path = fmt::format("{}/{}{}", state_folder, sha256_hex(workspace), suffix);
  constexpr mode_t own = 0600;
  file_ = Fd(::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, own));
  if (!file_) throw_errno(fmt::format("opening {}", path));
  if (::flock(file_.get(), LOCK_EX | LOCK_NB) != 0) {
    throw Error(Code::conflict, fmt::format("guarding {}: another Hearth runs a command there: wait until it has ended",
                                            workspace::shown(workspace)));
  }
  clean_up(file_.get());
}

StubJournal::~StubJournal() {
  try {
    remove();
  } catch (const Error& error) {
    // The journal stays, and the next start tries again.
    log::warn("{}", error.what());
  }
}

void StubJournal::make(int workspace, const std::vector<ProtectedPath>& paths) {
  for (const ProtectedPath& path : paths) {
    if (path.stub != Kind::none) stubs_.push_back({path.path, path.stub});
  }
  write();
  std::vector<Stub> made;
  for (const ProtectedPath& path : paths) {
    if (path.stub != Kind::none && make_stub(workspace, path)) made.push_back({path.path, path.stub});
  }
  // What stood there already, perhaps in another case of letters, is not ours to remove.
  if (made.size() != stubs_.size()) {
    stubs_ = std::move(made);
    write();
  }
}

void StubJournal::remove() {
  if (stubs_.empty()) return;
  Fd workspace(::open(workspace_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!workspace) throw_errno(fmt::format("removing the guards from {}", workspace::shown(workspace_)));
  for (const Stub& stub : stubs_) remove_stub(workspace.get(), stub.path, stub.kind);
  stubs_.clear();
  write();
}

void StubJournal::write() const {
  json stubs = json::array();
  for (const Stub& stub : stubs_) {
    stubs.push_back({{"path", hexadecimal(stub.path)}, {"kind", static_cast<int>(stub.kind)}});
  }
  json journal{{"workspace", hexadecimal(workspace_)}, {"stubs", std::move(stubs)}};
  if (::ftruncate(file_.get(), 0) != 0) throw_errno("writing a journal of guards");
  ::lseek(file_.get(), 0, SEEK_SET);
  write_all(file_.get(), journal.dump(), "a journal of guards");
}

void remove_leftover_stubs(const std::string& state_folder) {
  struct CloseStream {
    void operator()(DIR* stream) const { ::closedir(stream); }
  };
  std::unique_ptr<DIR, CloseStream> folder(::opendir(state_folder.c_str()));
  if (!folder) throw_errno(fmt::format("opening {}", state_folder));
  while (const dirent* entry = ::readdir(folder.get())) {
    if (!std::string_view(entry->d_name).ends_with(suffix)) continue;
    Fd file(::openat(::dirfd(folder.get()), entry->d_name, O_RDWR | O_NOFOLLOW | O_CLOEXEC));
    if (!file || ::flock(file.get(), LOCK_EX | LOCK_NB) != 0) continue;
    clean_up(file.get());
    ::unlinkat(::dirfd(folder.get()), entry->d_name, 0);
  }
}

}  // namespace hearth::sandbox
