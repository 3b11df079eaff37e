// The name by which desktops know Hearth: of the application on the bus, the desktop file, the icon and the autostart
// entry.
#pragma once

namespace hearth::shell {

constexpr const char* application_id = "org.hearth.Hearth";

}  // namespace hearth::shell
