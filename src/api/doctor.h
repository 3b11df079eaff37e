// The checks of an installation, as GET /api/v1/doctor and the support bundle give them. Any thread.
#pragma once

#include "api/route.h"

namespace hearth::api {

// An array of {name, status, detail, advice}.
json examine_installation(const Call& call);

}  // namespace hearth::api
