// The answer to one request of the page, given at once or when the user has chosen; exactly one. Main thread.
#pragma once

#include <webkit/webkit.h>

#include <memory>
#include <string>

#include "domain/json.h"

namespace hearth::shell {

class Reply {
 public:
  Reply(JSCContext* context, WebKitScriptMessageReply* reply);
  // A request that nobody has answered is refused, so that the page does not wait for ever.
  ~Reply();
  Reply(const Reply&) = delete;
  Reply& operator=(const Reply&) = delete;

  void answer(const json& value);
  void refuse(const std::string& why);

 private:
  void finish();

  JSCContext* context_;
  WebKitScriptMessageReply* reply_;
};

}  // namespace hearth::shell
