// What a page may load, enforced by WebKit below the page and its policy: nothing but Hearth's own address. Where the
// rules cannot be made the page is not shown. Main thread.
#pragma once

#include <webkit/webkit.h>

#include <functional>
#include <string>

namespace hearth::shell {

// Puts the rules for pages of `url` ("http://127.0.0.1:PORT") in the place of those before. `done` is called with
// nothing when they are in force, else with what went wrong. `content` must be alive until then.
void confine_to(WebKitUserContentManager* content, const std::string& url,
                std::function<void(const std::string& fault)> done);

}  // namespace hearth::shell
