#include "cli/main.h"
#include "app/sidecar.h"

int main(int argc, char** argv) {
  return hearth::cli::main(argc, argv, hearth::app::run_sidecar);
}
