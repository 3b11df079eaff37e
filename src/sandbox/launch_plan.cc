#include "sandbox/launch_plan.h"

#include <initializer_list>
#include <utility>

#include "base/check.h"
#include "sandbox/box/spec.h"
#include "sandbox/box/stage.h"

namespace hearth::sandbox {

namespace {

class Planner {
 public:
  explicit Planner(const LaunchInputs& inputs) : inputs_(inputs) {}

  LaunchPlan plan() {
    isolate();
    mount_system();
    mount_own_file_systems();
    for (const Bind& grant : inputs_.grants) stage(grant);
    // Everything has its place now; what is left of these two is the box's own and could be filled without limit.
    for (const char* own : {"/dev", "/"}) {
      add({"--remount-ro", own});
      plan_.mounts.push_back({own, Access::read});
    }
    add({"--seccomp", std::to_string(descriptor::filter), "--info-fd", std::to_string(descriptor::info)});
    return std::move(plan_);
  }

 private:
  void add(std::initializer_list<std::string> words) {
    plan_.options.insert(plan_.options.end(), words.begin(), words.end());
  }

  void isolate() {
    std::string id = std::to_string(id_inside);
    add({"--unshare-all", "--unshare-user", "--disable-userns", "--uid", id, "--gid", id, "--cap-drop", "ALL",
         "--die-with-parent", "--new-session", "--hostname", "hearth"});
  }

  void mount(const Bind& bind) {
    add({bind.access == Access::write ? "--bind" : "--ro-bind", bind.source, bind.at});
    plan_.mounts.push_back({bind.at, bind.access, bind.identity});
  }

  void mount_system() {
    for (const Bind& bind : inputs_.system.binds) mount(bind);
    for (const SystemLink& link : inputs_.system.links) add({"--symlink", link.target, link.at});
    check(inputs_.text_descriptors.size() == inputs_.system.texts.size());
    for (std::size_t i = 0; i < inputs_.system.texts.size(); ++i) {
      add({"--perms", "0444", "--file", std::to_string(inputs_.text_descriptors[i]), inputs_.system.texts[i].at});
    }
    stage(inputs_.program);
  }

  // A thing in an earlier one is mounted there before bwrap starts, and comes with it: bwrap goes by paths, and would
  // follow a link that somebody puts in its way.
  void stage(const Bind& bind) {
    bool read_only = bind.access == Access::read;
    plan_.mounts.push_back({bind.at, bind.access, bind.identity});
    for (std::size_t i = 0; i < tops_.size(); ++i) {
      if (!is_within(bind.at, tops_[i])) continue;
      plan_.staged.push_back({bind.source, std::to_string(i) + bind.at.substr(tops_[i].size()), read_only});
      return;
    }
    std::string name = std::to_string(tops_.size());
    plan_.staged.push_back({bind.source, name, read_only});
    add({"--bind", staging_folder + name, bind.at});
    tops_.push_back(bind.at);
  }

  void mount_own_file_systems() {
    add({"--proc", "/proc", "--dev", "/dev"});
    plan_.mounts.push_back({"/proc", Access::write});
    for (const std::string& at : inputs_.system.covered) add({"--ro-bind", "/dev/null", at});
    std::string size = std::to_string(inputs_.temporary_bytes);
    for (auto [at, mode] : {std::pair("/dev/shm", "1777"), std::pair("/tmp", "1777"), std::pair(home_inside, "0700")}) {
      add({"--size", size, "--perms", mode, "--tmpfs", at});
      plan_.mounts.push_back({at, Access::write});
    }
  }

  const LaunchInputs& inputs_;
  LaunchPlan plan_;
  std::vector<std::string> tops_;  // where those are seen that stand by themselves, in the order of their names
};

}  // namespace

LaunchPlan plan_launch(const LaunchInputs& inputs) {
  return Planner(inputs).plan();
}

}  // namespace hearth::sandbox
