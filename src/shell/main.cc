#include <cstdio>
#include <exception>

#include "shell/application.h"
#include "shell/environment.h"
#include "shell/graphics.h"

int main(int argc, char** argv) {
  using namespace hearth::shell;
  std::vector<std::string> environment = take_environment();
  try {
    return Application(choose_drawing(), std::move(environment)).run(argc, argv);
  } catch (const std::exception& fault) {
    // Nobody above us: say it and fail.
    std::fprintf(stderr, "hearth-shell: %s\n", fault.what());
    return 1;
  }
}
