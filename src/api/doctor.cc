// Looks for what could keep Hearth from working, and says what to do about it.
#include "api/doctor.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/byte_size.h"
#include "api/resources.h"
#include "base/fd.h"
#include "db/connection.h"
#include "sandbox/protection.h"
#include "store/egress_ledger.h"
#include "workspace/resolve.h"

namespace hearth::api {

namespace {

json check_result(std::string_view name, std::string_view status, std::string detail, std::string_view advice = {}) {
  json result{{"name", name}, {"status", status}, {"detail", std::move(detail)}};
  if (!advice.empty()) result["advice"] = advice;
  return result;
}

json check_directory(const Context& context) {
  struct stat info {};
  const std::string& directory = context.store.directory();
  if (::stat(directory.c_str(), &info) != 0 || (info.st_mode & 077) != 0) {
    return check_result("data directory", "fail", fmt::format("{} can be read by other users", directory),
                        "chmod 700 the directory");
  }
  return check_result("data directory", "ok", directory);
}

json check_database(const Context& context) {
  std::string verdict = context.store.read([](db::Connection& connection) {
    db::Statement row = connection.prepare("PRAGMA quick_check(1)");
    return row.step() ? row.copy(0) : std::string("no answer");
  });
  if (verdict != "ok") {
    return check_result("database", "fail", verdict, "stop Hearth and restore the newest file of the backups folder");
  }
  return check_result("database", "ok", "intact");
}

json check_space(const Context& context) {
  constexpr std::uint64_t enough = 200 * 1024 * 1024;
  struct statvfs info {};
  if (::statvfs(context.store.directory().c_str(), &info) != 0)
    return check_result("disk space", "warn", "cannot be read");
  std::uint64_t free = info.f_bavail * info.f_frsize;
  std::string detail = byte_size(free) + " free";
  if (free < enough) return check_result("disk space", "warn", detail, "free some space on this disk");
  return check_result("disk space", "ok", detail);
}

json check_confinement(const Context& context) {
  const std::string& directory = context.store.directory();
  Fd root(::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  workspace::Resolver resolver(std::move(root), directory, workspace::Resolution::automatic);
  if (resolver.uses_openat2()) return check_result("workspace confinement", "ok", "enforced by the kernel (openat2)");
  return check_result("workspace confinement", "warn",
                      "this kernel has no openat2; paths are walked one by one instead", "use Linux 5.6 or newer");
}

json check_protection(const Call& call) {
  sandbox::Protection protection = call.context.sandbox.examine(call.stop);
  std::string detail = std::string(to_string(protection.level));
  if (!protection.bwrap_version.empty()) detail += fmt::format(", bubblewrap {}", protection.bwrap_version);
  if (protection.landlock > 0) detail += fmt::format(", Landlock {}", protection.landlock);
  if (!protection.reason.empty()) detail += ": " + protection.reason;
  for (const std::string& gap : protection.gaps) detail += "; open: " + gap;
  switch (protection.level) {
    case sandbox::Protection::Level::full:
      return check_result("boxes for programs", "ok", detail);
    case sandbox::Protection::Level::reduced:
      return check_result("boxes for programs", "warn", detail, protection.remedy);
    case sandbox::Protection::Level::unavailable:
      return check_result("boxes for programs", "fail", detail, protection.remedy);
  }
  return {};
}

json check_models(const Call& call) {
  std::vector<std::string> notes;
  std::size_t count = call.context.models.list(notes, call.stop).size();
  std::string detail = fmt::format("{} usable, the built-in tier among them", count);
  if (notes.empty()) return check_result("models", "ok", detail);
  return check_result("models", "warn", fmt::format("{}; {}", detail, fmt::join(notes, "; ")),
                      "start the model server, or change local.base_url");
}

json check_ledger(const Context& context) {
  std::optional<EgressId> broken = context.store.read(store::first_broken_egress);
  if (!broken) return check_result("network ledger", "ok", "whole");
  return check_result("network ledger", "fail",
                      fmt::format("row {} is not as Hearth wrote it, or missing", broken->value),
                      "compare with a backup: somebody or something has changed the database");
}

json check_address(const Context& context) {
  std::string origin = context.origin();
  if (origin.empty()) return check_result("browser access", "ok", "off (server.tcp = false)");
  return check_result("browser access", "ok", fmt::format("{}, this machine only", origin));
}

http_server::Response examine(const Call& call) {
  return json_response(json{{"checks", examine_installation(call)}});
}

constexpr Route table[] = {
    {"GET", "/api/v1/doctor", "What is well with this installation and what is not", "", "", "Doctor", 200, examine},
};

}  // namespace

json examine_installation(const Call& call) {
  return json::array({check_directory(call.context), check_database(call.context), check_space(call.context),
                      check_confinement(call.context), check_protection(call), check_ledger(call.context),
                      check_models(call), check_address(call.context)});
}

std::span<const Route> doctor_routes() {
  return table;
}

}  // namespace hearth::api
