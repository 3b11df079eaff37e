#include "sandbox/system_call_filter.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <initializer_list>
#include <memory>

#include "base/error.h"
#include "base/fd.h"

namespace hearth::sandbox {

namespace {

constexpr std::array denied_calls = {
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(process_madvise),
    SCMP_SYS(pidfd_getfd),
    SCMP_SYS(kcmp),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(io_uring_enter),
    SCMP_SYS(io_uring_register),
    SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(keyctl),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),
    SCMP_SYS(move_mount),
    SCMP_SYS(open_tree),
    SCMP_SYS(fsopen),
    SCMP_SYS(fsconfig),
    SCMP_SYS(fsmount),
    SCMP_SYS(fspick),
    SCMP_SYS(mount_setattr),
    SCMP_SYS(unshare),
    SCMP_SYS(setns),
    SCMP_SYS(open_by_handle_at),
    SCMP_SYS(name_to_handle_at),
    SCMP_SYS(kexec_load),
    SCMP_SYS(kexec_file_load),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(delete_module),
    SCMP_SYS(swapon),
    SCMP_SYS(swapoff),
    SCMP_SYS(quotactl),
    SCMP_SYS(quotactl_fd),
    SCMP_SYS(acct),
    SCMP_SYS(syslog),
    SCMP_SYS(personality),
    SCMP_SYS(lookup_dcookie),
    SCMP_SYS(vhangup),
    SCMP_SYS(reboot),
    SCMP_SYS(settimeofday),
    SCMP_SYS(clock_settime),
    SCMP_SYS(clock_adjtime),
    SCMP_SYS(adjtimex),
    SCMP_SYS(iopl),
    SCMP_SYS(ioperm),
    SCMP_SYS(nfsservctl),
    SCMP_SYS(fanotify_init),
    SCMP_SYS(uselib),
    SCMP_SYS(modify_ldt),
    SCMP_SYS(sethostname),
};

// Calls whose arguments lie in memory, where a filter cannot see them; programs then use the older call.
constexpr std::array absent_calls = {SCMP_SYS(clone3), SCMP_SYS(openat2)};

// Newer than the library: statmount, listmount, open_tree_attr, and every call that no kernel has yet.
constexpr std::array<int, 3> newer_mount_calls = {457, 458, 467};
constexpr int first_unknown_call = 470;
constexpr int last_unknown_call = 600;
constexpr int fchmodat2_call = 452;

constexpr std::array<std::uint64_t, 8> new_namespaces = {CLONE_NEWNS,   CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC,
                                                         CLONE_NEWUSER, CLONE_NEWPID,    CLONE_NEWNET, CLONE_NEWTIME};

constexpr std::uint32_t deny = SCMP_ACT_ERRNO(EPERM);
constexpr std::uint32_t absent = SCMP_ACT_ERRNO(ENOSYS);
constexpr std::uint64_t low_half = 0xFFFFFFFF;

void require(int result) {
  if (result < 0) throw_errno("making the system call filter", -result);
}

class Filter {
 public:
  Filter() : context_(::seccomp_init(SCMP_ACT_ALLOW)) {
    if (!context_) throw Error(Code::internal, "making the system call filter: libseccomp gave none");
    require(::seccomp_attr_set(context_.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS));
    constexpr std::uint32_t as_a_tree = 2;
    require(::seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_OPTIMIZE, as_a_tree));
  }

  void add(std::uint32_t action, int call, std::initializer_list<scmp_arg_cmp> when = {}) {
    // A call that this processor does not have needs no rule.
    if (call < 0) return;
    require(::seccomp_rule_add_array(context_.get(), action, call, static_cast<unsigned>(when.size()),
                                     when.size() == 0 ? nullptr : when.begin()));
  }

  std::string compiled() const {
    Fd file(::memfd_create("filter", MFD_CLOEXEC));
    if (!file) throw_errno("making the system call filter");
    require(::seccomp_export_bpf(context_.get(), file.get()));
    ::lseek(file.get(), 0, SEEK_SET);
    constexpr std::size_t longest = 1 << 20;
    return read_all(file.get(), longest, "the system call filter");
  }

 private:
  struct Release {
    void operator()(void* context) const { ::seccomp_release(context); }
  };
  std::unique_ptr<void, Release> context_;
};

scmp_arg_cmp has_bits(unsigned argument, std::uint64_t bits) {
  return {argument, SCMP_CMP_MASKED_EQ, bits, bits};
}

scmp_arg_cmp equals_under(unsigned argument, std::uint64_t mask, std::uint64_t value) {
  return {argument, SCMP_CMP_MASKED_EQ, mask, value};
}

void bar_calls(Filter& filter) {
  for (int call : denied_calls) filter.add(deny, call);
  for (int call : absent_calls) filter.add(absent, call);
  for (int call : newer_mount_calls) filter.add(absent, call);
  for (int call = first_unknown_call; call <= last_unknown_call; ++call) filter.add(absent, call);
  for (std::uint64_t flag : new_namespaces) {
    // In clone() the lowest byte is a signal; only clone3() can ask for a time namespace.
    if (flag != CLONE_NEWTIME) filter.add(deny, SCMP_SYS(clone), {has_bits(0, flag)});
  }
  filter.add(deny, SCMP_SYS(seccomp), {has_bits(1, SECCOMP_FILTER_FLAG_NEW_LISTENER)});
}

// Typing into the terminal that Hearth may have been started from.
void bar_terminal_injection(Filter& filter) {
  constexpr std::uint64_t tioclinux = 0x541C;
  for (std::uint64_t request : {static_cast<std::uint64_t>(TIOCSTI), tioclinux}) {
    filter.add(deny, SCMP_SYS(ioctl), {equals_under(1, low_half, request)});
  }
}

// The kernel looks at the low half of these arguments only; a value with anything above it falls under "beyond".
void bar_sockets(Filter& filter, Sockets sockets) {
  if (sockets == Sockets::none) {
    filter.add(deny, SCMP_SYS(socket));
    filter.add(deny, SCMP_SYS(socketpair));
    return;
  }
  constexpr std::uint64_t beyond_families = 64;
  for (std::uint64_t family = 0; family < beyond_families; ++family) {
    if (family != AF_INET && family != AF_INET6) filter.add(deny, SCMP_SYS(socket), {{0, SCMP_CMP_EQ, family, 0}});
    if (family != AF_UNIX) filter.add(deny, SCMP_SYS(socketpair), {{0, SCMP_CMP_EQ, family, 0}});
  }
  filter.add(deny, SCMP_SYS(socket), {{0, SCMP_CMP_GE, beyond_families, 0}});
  filter.add(deny, SCMP_SYS(socketpair), {{0, SCMP_CMP_GE, beyond_families, 0}});
  // A pair of datagram sockets could still send to any socket that lies in a folder.
  constexpr std::uint64_t type_bits = 0xF;
  for (std::uint64_t type = 0; type <= type_bits; ++type) {
    bool network = type == SOCK_STREAM || type == SOCK_DGRAM;
    bool joined_for_good = type == SOCK_STREAM || type == SOCK_SEQPACKET;
    if (!network) filter.add(deny, SCMP_SYS(socket), {equals_under(1, type_bits, type)});
    if (!joined_for_good) filter.add(deny, SCMP_SYS(socketpair), {equals_under(1, type_bits, type)});
  }
}

// Devices and sockets as files; and set-user-id files, which on the host would run as their owner.
void bar_special_files(Filter& filter) {
  for (mode_t kind : {S_IFCHR, S_IFBLK, S_IFSOCK}) {
    filter.add(deny, SCMP_SYS(mknod), {equals_under(1, S_IFMT, kind)});
    filter.add(deny, SCMP_SYS(mknodat), {equals_under(2, S_IFMT, kind)});
  }
  constexpr std::uint64_t unnamed_file = O_TMPFILE & ~O_DIRECTORY;
  for (mode_t bit : {S_ISUID, S_ISGID}) {
    filter.add(deny, SCMP_SYS(chmod), {has_bits(1, bit)});
    filter.add(deny, SCMP_SYS(fchmod), {has_bits(1, bit)});
    filter.add(deny, SCMP_SYS(fchmodat), {has_bits(2, bit)});
    filter.add(deny, fchmodat2_call, {has_bits(2, bit)});
    filter.add(deny, SCMP_SYS(creat), {has_bits(1, bit)});
    filter.add(deny, SCMP_SYS(mknod), {has_bits(1, bit)});
    filter.add(deny, SCMP_SYS(mknodat), {has_bits(2, bit)});
    for (std::uint64_t making : {static_cast<std::uint64_t>(O_CREAT), unnamed_file}) {
      filter.add(deny, SCMP_SYS(open), {has_bits(1, making), has_bits(2, bit)});
      filter.add(deny, SCMP_SYS(openat), {has_bits(2, making), has_bits(3, bit)});
    }
  }
}

}  // namespace

std::string compile_system_call_filter(Sockets sockets) {
  Filter filter;
  bar_calls(filter);
  bar_terminal_injection(filter);
  bar_sockets(filter, sockets);
  bar_special_files(filter);
  return filter.compiled();
}

}  // namespace hearth::sandbox
