// hearth-box: the small program that Hearth runs around boxed commands. Static, so that it starts at once and needs no
// file of the machine; its first argument is its role. It is never called by hand.
#include <string_view>

#include "sandbox/box/report.h"
#include "sandbox/box/roles.h"

int main(int argc, char** argv) {
  using namespace hearth::sandbox;
  std::string_view role = argc > 1 ? argv[1] : "";
  if (role == "inside") run_inside();
  if (role == "staging") run_staging(argc, argv);
  if (role == "reduced") run_reduced();
  if (role == "probe" && argc > 2) run_probe(argv[2]);
  fail_with("this program is started by hearth");
}
