// Turns a row of the tasks table into a TaskRow, for every query that lists tasks. One thread.
#pragma once

#include "db/connection.h"
#include "store/runs.h"

namespace hearth::store {

// The columns that task_row() expects, from column 0 on, of the table or alias t.
#define HEARTH_TASK_COLUMNS \
  "t.id, t.session_id, t.title, t.state, t.inputs, t.outputs, t.metadata, t.created_at, t.finished_at"
constexpr int task_columns = 9;

TaskRow task_row(const db::Statement& row);

}  // namespace hearth::store
