#include "client/endpoint.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "base/crypto.h"
#include "base/error.h"
#include "base/fd.h"

namespace hearth::client {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t hash_digits = 16;
constexpr std::size_t longest_socket_path = sizeof(sockaddr_un{}.sun_path) - 1;
constexpr std::size_t longest_token = 1024;

bool is_own_directory(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode) && info.st_uid == ::geteuid() &&
         (info.st_mode & 0777) == 0700;
}

Endpoint endpoint_in(std::string base, const std::string& below) {
  std::string directory = base + "/" + below;
  return {.base = std::move(base),
          .directory = directory,
          .socket = directory + "/socket",
          .token_file = directory + "/token"};
}

bool fits(const Endpoint& endpoint) {
  return endpoint.socket.size() <= longest_socket_path;
}

std::string runtime_directory() {
  const char* given = std::getenv("XDG_RUNTIME_DIR");
  if (given != nullptr && *given == '/') return given;
  return fmt::format("/run/user/{}", ::geteuid());
}

void require_private(const std::string& path, const struct stat& info) {
  if (info.st_uid == ::geteuid() && (info.st_mode & 077) == 0) return;
  throw Error(Code::denied, fmt::format("using {}: it belongs to another user or is open to others: remove it", path));
}

void make_private_directory(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) throw_errno(fmt::format("creating {}", path));
  struct stat info {};
  if (::lstat(path.c_str(), &info) != 0) throw_errno(fmt::format("using {}", path));
  if (!S_ISDIR(info.st_mode)) {
    throw Error(Code::denied, fmt::format("using {}: it is not a directory: remove it", path));
  }
  require_private(path, info);
}

}  // namespace

std::vector<Endpoint> find_endpoints(const std::string& data_directory) {
  std::error_code ignored;
  fs::path canonical = fs::weakly_canonical(fs::absolute(data_directory), ignored);
  std::string data = ignored ? data_directory : canonical.string();
  while (data.size() > 1 && data.ends_with('/')) data.pop_back();
  std::string hash = sha256_hex(data).substr(0, hash_digits);

  std::vector<Endpoint> endpoints;
  if (std::string runtime = runtime_directory(); is_own_directory(runtime)) {
    endpoints.push_back(endpoint_in(runtime, "hearth/" + hash));
    if (!fits(endpoints.back())) endpoints.pop_back();
  }
  Endpoint beside_data = endpoint_in(data, "run");
  endpoints.push_back(fits(beside_data) ? beside_data
                                        : endpoint_in("/tmp", fmt::format("hearth-{}/{}", ::geteuid(), hash)));
  return endpoints;
}

Endpoint prepare_endpoint(const std::string& data_directory) {
  Endpoint endpoint = find_endpoints(data_directory).front();
  for (std::size_t slash = endpoint.base.size(); slash != std::string::npos;) {
    slash = endpoint.directory.find('/', slash + 1);
    make_private_directory(endpoint.directory.substr(0, slash));
  }
  return endpoint;
}

void publish(const Endpoint& endpoint, std::string_view token) {
  std::string fresh = endpoint.token_file + ".new";
  ::unlink(fresh.c_str());
  Fd file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file) throw_errno(fmt::format("writing {}", fresh));
  write_all(file.get(), token, fresh);
  if (::rename(fresh.c_str(), endpoint.token_file.c_str()) != 0)
    throw_errno(fmt::format("writing {}", endpoint.token_file));
}

void withdraw(const Endpoint& endpoint) noexcept {
  ::unlink(endpoint.token_file.c_str());
}

std::optional<std::string> read_token(const Endpoint& endpoint) {
  Fd file(::open(endpoint.token_file.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
  if (!file) throw_errno(fmt::format("reading {}", endpoint.token_file));
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) throw_errno(fmt::format("reading {}", endpoint.token_file));
  require_private(endpoint.token_file, info);
  return read_all(file.get(), longest_token, endpoint.token_file);
}

}  // namespace hearth::client
