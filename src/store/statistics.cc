#include "store/statistics.h"

namespace hearth::store {

namespace {

std::int64_t single(db::Connection& connection, db::Sql sql) {
  db::Statement row = connection.prepare(sql);
  return row.step() ? row.integer(0) : 0;
}

}  // namespace

std::vector<std::pair<std::string_view, std::int64_t>> row_counts(db::Connection& connection) {
  return {{"attachments", single(connection, "SELECT count(*) FROM attachments")},
          {"egress", single(connection, "SELECT count(*) FROM egress")},
          {"files", single(connection, "SELECT count(*) FROM files")},
          {"grants", single(connection, "SELECT count(*) FROM grants")},
          {"messages", single(connection, "SELECT count(*) FROM messages")},
          {"network_rules", single(connection, "SELECT count(*) FROM network_rules")},
          {"observations", single(connection, "SELECT count(*) FROM observations")},
          {"runs", single(connection, "SELECT count(*) FROM runs")},
          {"sessions", single(connection, "SELECT count(*) FROM sessions")},
          {"tasks", single(connection, "SELECT count(*) FROM tasks")},
          {"workspaces", single(connection, "SELECT count(*) FROM workspaces")}};
}

}  // namespace hearth::store
