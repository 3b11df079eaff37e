#include "sandbox/system_view.h"

#include <sys/stat.h>
#include <unistd.h>

#include <array>

namespace hearth::sandbox {

namespace {

// Folders of the root that are links into /usr on merged systems, and folders on others.
constexpr std::array<const char*, 6> beside_usr = {"/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"};

// Each costs a mount at every start.
constexpr std::array<const char*, 18> shown_of_etc = {
    "/etc/alternatives", "/etc/fonts",      "/etc/java-11-openjdk", "/etc/java-17-openjdk", "/etc/java-21-openjdk",
    "/etc/ld.so.cache",  "/etc/ld.so.conf", "/etc/ld.so.conf.d",    "/etc/localtime",       "/etc/mime.types",
    "/etc/os-release",   "/etc/perl",       "/etc/pki/tls/certs",   "/etc/protocols",       "/etc/python3",
    "/etc/services",     "/etc/ssl/certs",  "/etc/ssl/openssl.cnf",
};

// Of all the user's programs, in every process's view.
constexpr std::array<const char*, 2> names_of_keys = {"/proc/keys", "/proc/key-users"};

void add_if_there(SystemView& view, const char* path) {
  struct stat info {};
  if (::stat(path, &info) != 0) return;
  view.binds.push_back({path, path, Access::read, {info.st_dev, info.st_ino}});
}

void add_beside_usr(SystemView& view, const char* path) {
  std::array<char, 256> target{};
  ssize_t size = ::readlink(path, target.data(), target.size());
  if (size > 0) {
    view.links.push_back({std::string(target.data(), static_cast<std::size_t>(size)), path});
  } else {
    add_if_there(view, path);
  }
}

}  // namespace

SystemView look_at_system() {
  SystemView view;
  add_if_there(view, "/usr");
  for (const char* path : beside_usr) add_beside_usr(view, path);
  for (const char* path : shown_of_etc) add_if_there(view, path);
  for (const char* path : names_of_keys) {
    if (::access(path, F_OK) == 0) view.covered.emplace_back(path);
  }
  view.texts = {
      {"hearth:x:1000:1000:Hearth's "
       "box:/home/hearth:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n",
       "/etc/passwd"},
      {"hearth:x:1000:\nnogroup:x:65534:\n", "/etc/group"},
      {"passwd: files\ngroup: files\nshadow: files\nhosts: files\nservices: files\nprotocols: files\n",
       "/etc/nsswitch.conf"},
      {"127.0.0.1 localhost hearth\n::1 localhost\n", "/etc/hosts"},
  };
  return view;
}

}  // namespace hearth::sandbox
