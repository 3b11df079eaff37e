// Checks a JSON value against a JSON Schema 2020-12 and says in words what is wrong, for a model or a person to mend.
//
// A Validator is made from a schema once and kept; compiling is left to the first use, so that making many is cheap.
// Any thread. `$ref` works inside the schema; nothing is ever fetched.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/sync.h"
#include "domain/json.h"

namespace hearth::schema {

struct Violation {
  std::string pointer;  // JSON Pointer to the value that is wrong, or that lacks something
  std::string message;  // whole: names the value and what was expected of it
};

class Validator {
 public:
  explicit Validator(json schema);
  Validator(const Validator&) = delete;
  Validator& operator=(const Validator&) = delete;
  ~Validator();

  // Empty if the value is right. Throws Error(invalid_argument) if the schema itself is not.
  std::vector<Violation> validate(const json& value);

 private:
  struct Compiled;

  json schema_;
  Sync<std::unique_ptr<const Compiled>> compiled_;
};

// The violations in one line, for a message.
std::string describe(const std::vector<Violation>& violations);

}  // namespace hearth::schema
