// Masks a chat request before it leaves the machine. The same request is masked alike every time, and a conversation
// that has grown keeps the placeholders it had, so a provider sees one unchanging history. Pure; any thread; fails only
// for want of memory.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/chat_model.h"
#include "egress/redaction/detector.h"
#include "egress/redaction/request_texts.h"
#include "egress/redaction/restore.h"
#include "egress/redaction/rules.h"

namespace hearth::egress {

// One thing that was found, in one place. Holds nothing of a secret but what the preview shows.
struct MaskedFinding {
  DataClass data_class = DataClass::secret;
  Action action = Action::mask;
  std::string what;  // "GitHub token"
  Place place;
  std::string placeholder;  // "[[SECRET_1]]"
  std::string preview;      // "ghp…3f"
  std::size_t times = 0;    // in this place
};

struct Masked {
  ChatRequest request;  // nothing that was found is in it, whatever the action
  std::vector<MaskedFinding> findings;
  Action verdict = Action::allow;  // the strictest action of any finding
  Restorer restorer;
};

// What was found in the texts of the request before, so that of a growing conversation only what is new is looked
// through. Forgets everything once the rules change. Owned by who masks one conversation; one thread at a time.
class SeenTexts {
 public:
  void begin_request(const Rules& rules);
  // As find() with the rules of this request; valid until the next request.
  const std::vector<Finding>& find(const std::string& text);
  std::size_t size() const { return before_.size() + now_.size(); }

 private:
  using Texts = std::unordered_map<std::string, std::vector<Finding>>;
  Rules rules_;
  Texts before_;  // in the last request
  Texts now_;
};

// For `ask`, the caller shows the findings; if the user wants a class to go out as it is, mask again with
// rules.with(data_class, Action::allow). With the verdict `block` nothing may be sent.
Masked mask(const ChatRequest& request, const Rules& rules);
// The same, faster when `seen` has masked the conversation before.
Masked mask(const ChatRequest& request, const Rules& rules, SeenTexts& seen);

// Enough of a private text to recognise it by, and not enough to use it.
std::string preview(std::string_view original);

}  // namespace hearth::egress
