// A task as the API shows it, written straight from its row.
#pragma once

#include <optional>
#include <string_view>

#include "base/json_writer.h"
#include "store/runs.h"

namespace hearth::api {

// `actions`: what the task did with the file in question, a JSON array; none where tasks are listed without a file.
void write_task(JsonWriter& out, const store::TaskRow& row, std::optional<std::string_view> actions);

}  // namespace hearth::api
