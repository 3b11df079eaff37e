// A session as the API shows it.
#pragma once

#include "base/json_writer.h"
#include "http_server/response.h"
#include "store/sessions.h"

namespace hearth::api {

void write_session(JsonWriter& out, const store::Session& session);
http_server::Response session_response(const store::Session& session, int status = 200);

}  // namespace hearth::api
