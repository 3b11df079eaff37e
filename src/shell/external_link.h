// Links that lead away from Hearth, which open in the user's browser and only after he has seen where they lead: their
// text may come from a model. Main thread.
#pragma once

#include <gtk/gtk.h>

#include <optional>
#include <string>

namespace hearth::shell {

// The host, or the address of a mailto link, as it is shown; nothing for a link that is not opened at all: another
// scheme, a user name, which could be mistaken for the host, no host, or text that is no URL.
std::optional<std::string> destination_of(const std::string& url);

// Shows the destination, asks, and opens it. The link must have one.
void offer_to_open(GtkWindow* window, const std::string& url);

}  // namespace hearth::shell
