// The walls of a box, each tried from inside.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "sandbox/boxed_test.h"

namespace hearth::sandbox {
namespace {

class Walls : public BoxedTest {
 protected:
  // The script fails, whatever it says.
  void expect_refused(const std::string& script) {
    Ran ran = shell(script);
    EXPECT_NE(ran.outcome.exit_code, 0) << script << "\n" << ran.output;
  }
  void expect_works(const std::string& script) {
    Ran ran = shell(script);
    EXPECT_EQ(ran.outcome.exit_code, 0) << script << "\n" << ran.output;
  }
  // Runs a system call in the box and returns its errno, 0 if it went through.
  std::string errno_of(const std::string& call) {
    Ran ran = run(policy(),
                  {"/usr/bin/python3", "-c",
                   "import ctypes,os\nlibc=ctypes.CDLL(None,use_errno=True)\nbuffer=ctypes.create_string_buffer(512)\n"
                   "result=libc.syscall(" +
                       call + ")\nprint(ctypes.get_errno() if result<0 else 0)"});
    return ran.output;
  }
};

TEST_F(Walls, OurEnvironmentIsAbsent) {
  ::setenv("API_KEY", "sk-canary-7431", 1);
  Ran ran = shell("env; cat /proc/*/environ /proc/*/cmdline 2>/dev/null | tr '\\0' '\\n'");
  ::unsetenv("API_KEY");
  EXPECT_EQ(ran.output.find("sk-canary-7431"), std::string::npos);
  EXPECT_EQ(ran.output.find("bwrap\n--ro-bind"), std::string::npos) << ran.output;
  EXPECT_EQ(ran.output.find(folder_ / "state"), std::string::npos) << ran.output;
  EXPECT_EQ(ran.output.find(folder_ / "hearth-box"), std::string::npos) << ran.output;
  EXPECT_NE(ran.output.find("HOME=/home/hearth"), std::string::npos) << ran.output;
}

TEST_F(Walls, OurDescriptorsAreAbsent) {
  workspace::put(folder_ / "secret", "canary");
  Fd secret(::open((folder_ / "secret").c_str(), O_RDONLY));
  Fd socket(::socket(AF_UNIX, SOCK_STREAM, 0));
  EXPECT_EQ(shell("ls /proc/$$/fd; true").output, "0\n1\n2\n");
}

TEST_F(Walls, OtherFoldersAreAbsent) {
  workspace::put(folder_ / "outside/secret", "canary");
  expect_refused("cat " + (folder_ / "outside/secret"));
  expect_refused("cat ../outside/secret");
  for (std::string path :
       {"/root", "/var", "/sys", "/etc/shadow", "/etc/ssh", "/run/systemd", "/home/*/.ssh", "/mnt"}) {
    expect_refused("ls -d " + path);
  }
  EXPECT_EQ(shell("ls /run /home").output, "/home:\nhearth\n\n/run:\nhearth-box\n");
}

TEST_F(Walls, ALinkOutLeadsNowhere) {
  workspace::put(folder_ / "outside/secret", "canary");
  std::filesystem::create_symlink(folder_ / "outside", workspace() + "/link");
  expect_refused("cat link/secret");
  expect_refused("echo x > link/new");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "outside/new"));
}

TEST_F(Walls, OtherProcessesAreAbsent) {
  std::string own = std::to_string(::getpid());
  if (::getpid() > 100) expect_refused("kill -0 " + own + " || test -d /proc/" + own);
  EXPECT_EQ(shell("set -- /proc/[0-9]*; test $# -lt 8 && echo few").output, "few\n");
}

TEST_F(Walls, EveryProcessIsWithoutPrivileges) {
  Ran ran = shell("grep -hE '^(CapEff|CapBnd|CapPrm|CapAmb|NoNewPrivs|Seccomp):' /proc/[0-9]*/status | sort -u");
  EXPECT_EQ(ran.output,
            "CapAmb:\t0000000000000000\nCapBnd:\t0000000000000000\nCapEff:\t0000000000000000\n"
            "CapPrm:\t0000000000000000\nNoNewPrivs:\t1\nSeccomp:\t2\n");
  EXPECT_EQ(shell("id -u; id -G").output, "1000\n1000\n");
}

TEST_F(Walls, OnTheHostNoBoxedProcessIsRoot) {
  Policy policy = this->policy();
  Fd null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  Box box = sandbox().start(policy, {"/bin/sleep", "31.4159"}, {}, {});
  int seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::string command = workspace::get(entry.path() / "cmdline");
    if (command != std::string("/bin/sleep\00031.4159\0", 19)) continue;
    ++seen;
    std::string status = workspace::get(entry.path() / "status");
    EXPECT_EQ(status.find("Uid:\t0\t"), std::string::npos);
    EXPECT_NE(status.find("CapBnd:\t0000000000000000"), std::string::npos);
    for (const char* map : {"uid_map", "gid_map"}) {
      std::istringstream ids(workspace::get(entry.path() / map));
      long inside = 0, on_the_host = 0, count = 0;
      ids >> inside >> on_the_host >> count;
      EXPECT_TRUE(on_the_host != 0 && count == 1) << map << ": " << ids.str();
    }
  }
  EXPECT_EQ(seen, 1);
}

TEST_F(Walls, NoNamespacesNoMounts) {
  for (std::string attempt : {"unshare -Ur true", "unshare -m true", "mount -t tmpfs none /tmp",
                              "mount -o remount,bind,rw /usr", "chroot /usr true", "umount /proc", "touch /usr/x",
                              "touch /x", "touch /dev/x", "touch /etc/x", "mount --bind /etc /tmp"}) {
    expect_refused(attempt);
  }
}

TEST_F(Walls, DangerousSystemCallsAreRefused) {
  struct Attempt {
    std::string call;
    std::string name;
  };
  for (const auto& [call, name] :
       std::initializer_list<Attempt>{{"101, 16, 1, 0, 0", "ptrace"},
                                      {"425, 4, buffer", "io_uring_setup"},
                                      {"321, 0, buffer, 72", "bpf"},
                                      {"250, 0, -3, 1", "keyctl"},
                                      {"298, buffer, 0, -1, -1, 0", "perf_event_open"},
                                      {"323, 0", "userfaultfd"},
                                      {"41, 1, 1, 0", "socket AF_UNIX"},
                                      {"41, 16, 3, 0", "socket AF_NETLINK"},
                                      {"41, 40, 1, 0", "socket AF_VSOCK"},
                                      {"41, 17, 3, 0", "socket AF_PACKET"},
                                      {"41, 2, 3, 1", "socket raw"},
                                      {"53, 1, 2, 0, buffer", "socketpair of datagrams"},
                                      {"53, 1, 3, 0, buffer", "socketpair raw"},
                                      {"41, ctypes.c_ulong(0x100000001), 1, 0", "socket with a high half"},
                                      {"272, 0x10000000", "unshare"},
                                      {"56, ctypes.c_ulong(0x10000011), 0, 0, 0, 0", "clone"},
                                      {"90, b'.', 0o4755", "chmod set-user-id"},
                                      {"257, -100, b'suid', 0o102, 0o4755", "open set-user-id"},
                                      {"259, -100, b'device', 0o20666, 0x103", "mknod"},
                                      {"16, 0, 0x5412, buffer", "ioctl TIOCSTI"},
                                      {"16, 0, ctypes.c_ulong(0x100005412), buffer", "ioctl TIOCSTI with a high half"},
                                      {"135, 0", "personality"},
                                      {"310, 1, buffer, 1, buffer, 1, 0", "process_vm_readv"},
                                      {"304, -1, buffer, 0", "open_by_handle_at"}}) {
    EXPECT_EQ(errno_of(call), "1\n") << name;
  }
  for (const auto& [call, name] : std::initializer_list<Attempt>{{"435, buffer, 88", "clone3"},
                                                                 {"437, -100, b'.', buffer, 24", "openat2"},
                                                                 {"467, 0", "open_tree_attr"},
                                                                 {"499, 0", "a call of the future"}}) {
    EXPECT_EQ(errno_of(call), "38\n") << name;
  }
}

TEST_F(Walls, NamesOfKeysAreNotThere) {
  for (std::string table : {"/proc/keys", "/proc/key-users"}) expect_refused("grep -q . " + table);
}

TEST_F(Walls, OrdinaryProgramsWork) {
  expect_works("python3 -c 'import threading; t = threading.Thread(target=print); t.start(); t.join()'");
  expect_works("python3 -c 'import multiprocessing as m; m.Lock(); m.Process(target=print).start()'");
  expect_works("echo 'int main(void) { return 0; }' > a.c && gcc a.c -o a && ./a");
  expect_works("printf 'all:\\n\\techo made\\n' > Makefile && make -s");
  expect_works("git init -q repository && git -C repository status");
  expect_works(
      "python3 -c 'import socket; a = socket.socket(); a.bind((\"127.0.0.1\", 0)); a.listen(); "
      "socket.create_connection(a.getsockname())'");
  expect_works("bash -c 'cat <(echo substituted)'");
  expect_works("mkfifo pipe && echo x > /dev/shm/x && echo x > $HOME/x && echo x > /dev/stderr");
  expect_works("sh -c 'exit 0' | cat > /dev/null");
}

TEST_F(Walls, ThereIsNoNetwork) {
  EXPECT_EQ(shell("tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '").output, "lo\n");
  expect_refused("python3 -c 'import socket; socket.create_connection((\"192.0.2.1\", 80), 3)'");
  expect_refused("getent hosts example.com");
}

TEST_F(Walls, TheListenerIsHandedOut) {
  Policy policy = this->policy();
  policy.network = Network::proxy;
  Box box = sandbox().start(policy,
                            {"/usr/bin/python3", "-c",
                             "import os,socket\nassert os.environ['https_proxy']=='http://127.0.0.1:3128'\n"
                             "assert os.environ['NO_PROXY']==''\n"
                             "s=socket.create_connection(('127.0.0.1',3128))\ns.sendall(b'hello')\n"
                             "open('answer','wb').write(s.recv(5))"},
                            {}, {});
  Fd listener = box.take_listener();
  ASSERT_TRUE(listener);
  ASSERT_TRUE(process::wait_readable(listener.get(), std::chrono::steady_clock::now() + std::chrono::seconds(20), {}));
  Fd connection(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  char text[5];
  ASSERT_EQ(::recv(connection.get(), text, 5, MSG_WAITALL), 5);
  ASSERT_EQ(::send(connection.get(), "proxy", 5, 0), 5);
  EXPECT_EQ(box.wait({}), 0);
  EXPECT_EQ(get("answer"), "proxy");
}

TEST_F(Walls, WithoutAGrantThereIsNoListener) {
  Box box = sandbox().start(policy(), {"/bin/true"}, {}, {});
  EXPECT_FALSE(box.take_listener());
  box.report();
  EXPECT_EQ(shell("env | grep -i proxy").output, "");
}

TEST_F(Walls, OtherGrantsAreAsTheyWereGranted) {
  workspace::put(folder_ / "reading/f", "text");
  workspace::put(folder_ / "writing/f", "text");
  Policy policy = this->policy();
  policy.folders = {{folder_ / "reading", Access::read}, {folder_ / "writing", Access::write, "/data/w"}};
  Ran ran = run(policy, {"/bin/sh", "-c",
                         "cat " + (folder_ / "reading/f") + " /data/w/f; echo x > /data/w/g; echo x > " +
                             (folder_ / "reading/g") + " || echo refused"});
  EXPECT_EQ(ran.output.substr(0, 8), "texttext");
  EXPECT_NE(ran.output.find("refused"), std::string::npos);
  EXPECT_TRUE(std::filesystem::exists(folder_ / "writing/g"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "reading/g"));
}

TEST_F(Walls, SomeFoldersAreNeverGranted) {
  for (std::string path : {std::string("/"), std::string("/proc"), std::string("/run"), std::string("/sys/kernel"),
                           std::string("/dev/shm"), folder_ / "state", folder_.path()}) {
    Policy policy = this->policy();
    policy.folders = {{path, Access::read}};
    EXPECT_THROW(sandbox().run(policy, {"/bin/true"}, {}, {}), Error) << path;
  }
  for (std::string at : {"/usr/x", "/etc", "relative", "/a/../b", "/"}) {
    Policy policy = this->policy();
    std::filesystem::create_directories(folder_ / "other");
    policy.folders = {{folder_ / "other", Access::read, at}};
    EXPECT_THROW(sandbox().run(policy, {"/bin/true"}, {}, {}), Error) << at;
  }
}

// A link in the workspace, which bwrap would follow to a place outside while it makes a mount point.
TEST_F(Walls, NothingIsMountedBelowAWritableFolder) {
  std::filesystem::create_directories(folder_ / "outside");
  std::filesystem::create_directories(folder_ / "other");
  std::filesystem::create_symlink("/oldroot" + (folder_ / "outside"), workspace() + "/link");
  Policy policy = this->policy();
  policy.folders = {{folder_ / "other", Access::read, workspace() + "/link/x"}};
  EXPECT_THROW(sandbox().run(policy, {"/bin/true"}, {}, {}), Error);
  EXPECT_TRUE(std::filesystem::is_empty(folder_ / "outside"));
}

TEST_F(Walls, GitInABoxRunsNothingOnTheHost) {
  std::string git = "git -C " + workspace() + " ";
  ASSERT_EQ(std::system(("git init -q " + workspace() + " && echo x > " + workspace() + "/a.z && " + git +
                         "config core.fsmonitor 'touch " + folder_.path() + "/ran; false' && " + git +
                         "config filter.z.clean 'touch " + folder_.path() + "/ran; cat' && echo '*.z filter=z' > " +
                         workspace() + "/.git/info/attributes")
                            .c_str()),
            0);
  expect_works("git status; git add a.z; git diff --cached");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "ran"));
}

}  // namespace
}  // namespace hearth::sandbox
