// The plain web page: three static files that reveal nothing, and everything else 404. Any thread.
#pragma once

#include "http_server/request.h"
#include "http_server/response.h"

namespace hearth::api {

http_server::Response page_response(const http_server::Request& request);

}  // namespace hearth::api
