#include <dirent.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <string_view>

#include "sandbox/box/landlock_version.h"
#include "sandbox/box/roles.h"

namespace hearth::sandbox {

namespace {

// JSON by hand: every value is a number or a word of the kernel's without quotes in it.
class Findings {
 public:
  void number(std::string_view name, long value) { raw(name, std::to_string(value)); }
  void word(std::string_view name, std::string_view value) { raw(name, '"' + std::string(value) + '"'); }
  void words(std::string_view name, const std::string& joined) { raw(name, '[' + joined + ']'); }
  // 0 when the attempt was let through, else errno.
  void attempt(std::string_view name, long result) { number(name, result < 0 ? errno : 0); }

  void print() const {
    std::string line = "{" + text_ + "}\n";
    [[maybe_unused]] ssize_t ignored = ::write(STDOUT_FILENO, line.data(), line.size());
  }

 private:
  void raw(std::string_view name, const std::string& value) {
    if (!text_.empty()) text_ += ',';
    text_ += '"' + std::string(name) + "\":" + value;
  }

  std::string text_;
};

std::string content_of(const std::string& path) {
  std::string text;
  std::array<char, 4096> buffer{};
  int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return text;
  for (ssize_t size = 0; (size = ::read(fd, buffer.data(), buffer.size())) > 0;) {
    text.append(buffer.data(), static_cast<std::size_t>(size));
  }
  ::close(fd);
  return text;
}

// The rest of the line "Name:\tvalue" in /proc/PID/status.
std::string status_field(const std::string& status, const std::string& name) {
  std::size_t at = status.find("\n" + name + ":\t");
  if (at == std::string::npos) return "";
  at += name.size() + 3;
  return status.substr(at, status.find('\n', at) - at);
}

std::string names_in(const char* path, int except) {
  std::string names;
  DIR* folder = ::opendir(path);
  if (folder == nullptr) return names;
  while (const dirent* entry = ::readdir(folder)) {
    bool own = std::atoi(entry->d_name) == ::dirfd(folder) && except == ::dirfd(folder);
    if (entry->d_name[0] == '.' || own) continue;
    names += (names.empty() ? "\"" : ",\"") + std::string(entry->d_name) + "\"";
  }
  ::closedir(folder);
  return names;
}

// Some kernels give every network of its own tunnels that are down: no way out leads through those.
bool is_up(const std::string& interface) {
  int any = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ifreq request{};
  interface.copy(request.ifr_name, sizeof request.ifr_name - 1);
  bool known = any >= 0 && ::ioctl(any, SIOCGIFFLAGS, &request) == 0;
  if (any >= 0) ::close(any);
  return !known || (request.ifr_flags & IFF_UP) != 0;
}

std::string interfaces() {
  std::string text = content_of("/proc/self/net/dev");
  std::string names;
  for (std::size_t line = 0; line < text.size(); line = text.find('\n', line) + 1) {
    std::size_t end = text.find('\n', line);
    if (end == std::string::npos) break;
    std::size_t colon = text.find(':', line);
    if (colon == std::string::npos || colon > end) continue;
    std::size_t begin = text.find_first_not_of(' ', line);
    std::string name = text.substr(begin, colon - begin);
    if (is_up(name)) names += (names.empty() ? "\"" : ",\"") + name + "\"";
  }
  return names;
}

// bubblewrap filters the first process after it has begun the command, which is us: on a busy machine a moment later.
std::string filter_of_first() {
  constexpr int most_looks = 500;
  constexpr timespec between{0, 10'000'000};
  std::string mode;
  for (int look = 0; look < most_looks; ++look) {
    mode = status_field(content_of("/proc/1/status"), "Seccomp");
    if (mode != "0") break;
    ::nanosleep(&between, nullptr);
  }
  return mode;
}

void look_at_namespaces(Findings& findings) {
  for (const char* name : {"user", "mnt", "pid", "net", "ipc", "uts", "cgroup"}) {
    struct stat info {};
    std::string path = std::string("/proc/self/ns/") + name;
    findings.number(std::string("ns_") + name, ::stat(path.c_str(), &info) == 0 ? static_cast<long>(info.st_ino) : 0);
  }
}

void try_walls(Findings& findings, const char* canary) {
  findings.attempt("canary", ::open(canary, O_RDONLY | O_CLOEXEC));
  findings.attempt("unix_socket", ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  findings.attempt("mount", ::mount("none", "/tmp", "tmpfs", 0, nullptr));
  findings.attempt("unshare", ::unshare(CLONE_NEWUSER));
  findings.attempt("write_usr", ::open("/usr/.hearth-probe", O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
}

}  // namespace

void run_probe(const char* canary) {
  constexpr int next_descriptor = 3;
  Findings findings;
  std::string self = content_of("/proc/self/status");
  findings.words("descriptors", names_in("/proc/self/fd", next_descriptor));
  findings.number("uid", ::getuid());
  findings.number("gid", ::getgid());
  findings.word("capabilities", status_field(self, "CapEff"));
  findings.word("bounding", status_field(self, "CapBnd"));
  findings.word("no_new_privileges", status_field(self, "NoNewPrivs"));
  findings.word("seccomp", status_field(self, "Seccomp"));
  findings.word("seccomp_of_first", filter_of_first());
  findings.number("environment_of_first", static_cast<long>(content_of("/proc/1/environ").size()));
  findings.words("interfaces", interfaces());
  findings.number("landlock", landlock_version());
  look_at_namespaces(findings);
  try_walls(findings, canary);
  findings.print();
  ::_exit(0);
}

}  // namespace hearth::sandbox
