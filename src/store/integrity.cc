#include "store/integrity.h"

namespace hearth::store {

std::vector<std::string> quick_check(db::Connection& connection) {
  db::Statement row = connection.prepare("PRAGMA quick_check(10)");
  std::vector<std::string> problems;
  while (row.step()) {
    if (row.text(0) != "ok") problems.push_back(row.copy(0));
  }
  return problems;
}

}  // namespace hearth::store
