// Says a clause in the grammar's own words where people use other ones: commands of a shell ("wc -w a.md"), wishes ("I
// need lines 3 to 9 of a.md"), statements ("a.md should be called b.md"), the place named before what is looked for,
// and things named without a verb ("dates in a.md"). A table of patterns and wordings. Pure; any thread.
#pragma once

#include "llm/reflex/language/clause.h"

namespace hearth::llm::reflex {

// The same clause if no wording fits. What was taken over still leads back to the user's text.
Clause reworded(Clause clause);

}  // namespace hearth::llm::reflex
