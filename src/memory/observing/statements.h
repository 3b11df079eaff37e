// What a user says of themselves, the work and how it is to be done, as far as plain English sentences show it: "I
// prefer …", "we decided to …", "never …", "my … is …". Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/observation.h"

namespace hearth::memory {

struct Statement {
  ObservationKind kind = ObservationKind::fact;
  std::string subject;  // what it is about; may be empty
  std::string text;     // the sentence, as it was said
  double confidence = 0;
  bool asked_to_keep = false;  // "remember that …"
};

// In the order of the text. Questions, quotations, code, and sentences of under 3 or over 60 words say nothing here.
std::vector<Statement> statements_in(std::string_view text);

}  // namespace hearth::memory
