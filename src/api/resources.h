// The tables of the resource files, one line each, sorted. A new resource: its file, a line here and one in routes.cc.
#pragma once

#include <span>

#include "api/route.h"

namespace hearth::api {

std::span<const Route> approval_routes();
std::span<const Route> attachment_routes();
std::span<const Route> branch_routes();
std::span<const Route> doctor_routes();
std::span<const Route> document_routes();
std::span<const Route> egress_routes();
std::span<const Route> file_routes();
std::span<const Route> grant_routes();
std::span<const Route> health_routes();
std::span<const Route> history_routes();
std::span<const Route> login_routes();
std::span<const Route> machine_routes();
std::span<const Route> memory_routes();
std::span<const Route> memory_search_routes();
std::span<const Route> message_routes();
std::span<const Route> model_routes();
std::span<const Route> network_routes();
std::span<const Route> openapi_routes();
std::span<const Route> page_state_routes();
std::span<const Route> preview_routes();
std::span<const Route> protection_routes();
std::span<const Route> run_event_routes();
std::span<const Route> run_routes();
std::span<const Route> search_routes();
std::span<const Route> session_routes();
std::span<const Route> setting_routes();
std::span<const Route> shutdown_routes();
std::span<const Route> support_bundle_routes();
std::span<const Route> task_routes();
std::span<const Route> workspace_routes();

}  // namespace hearth::api
