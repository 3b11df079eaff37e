// Standing rules about tool calls.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "domain/grant.h"
#include "store/store.h"

namespace hearth::store {

GrantId add_grant(Write& write, const Grant& grant);
// The grants of the workspace that hold for this session: its own and those of every session.
std::vector<Grant> grants_for(db::Connection& connection, WorkspaceId workspace, SessionId session);
// All of them, oldest first, with the roots of their workspaces, which are valid inside the callback only.
void each_grant(db::Connection& connection, const std::function<void(const Grant&, std::string_view root)>& each);
// Later calls are asked about again. Throws Error(not_found) without such a grant.
void remove_grant(Write& write, GrantId id);

}  // namespace hearth::store
