// Any bytes as config.toml: read, or refused with an error that names file and line; never a crash or another
// exception.
#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/error.h"
#include "base/fd.h"
#include "settings/settings.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const hearth::Fd file(memfd_create("config.toml", MFD_CLOEXEC));
  hearth::check(static_cast<bool>(file));
  hearth::write_all(file.get(), {reinterpret_cast<const char*>(data), size}, "config.toml");
  const std::string path = "/proc/self/fd/" + std::to_string(file.get());
  try {
    for (const auto& [name, value] : hearth::settings::read_config_file(path)) {
      const hearth::settings::Declaration* declaration = hearth::settings::find(name);
      hearth::check(declaration != nullptr);
      hearth::settings::validate(*declaration, value);
    }
  } catch (const hearth::Error& error) {
    hearth::check(error.code() == hearth::Code::invalid_argument);
    hearth::check(std::string_view(error.what()).starts_with(path));
  }
  return 0;
}
