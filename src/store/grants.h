// Standing rules about tool calls.
#pragma once

#include <vector>

#include "domain/grant.h"
#include "store/store.h"

namespace hearth::store {

GrantId add_grant(Write& write, const Grant& grant);
// The grants of the workspace that hold for this session: its own and those of every session.
std::vector<Grant> grants_for(db::Connection& connection, WorkspaceId workspace, SessionId session);

}  // namespace hearth::store
