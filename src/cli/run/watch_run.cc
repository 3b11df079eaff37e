#include "cli/run/watch_run.h"

#include <fmt/format.h>

#include <memory>
#include <stop_token>
#include <utility>

#include "base/error.h"
#include "base/stop.h"
#include "cli/api_path.h"
#include "cli/fields.h"
#include "cli/run/event_pump.h"

namespace hearth::cli {

namespace {

RunEvent event_from(const json& raw) {
  return {integer_field(raw, "sequence"), integer_field(raw, "at"), text_field(raw, "type"),
          raw.value("data", json::object())};
}

class Watch {
 public:
  Watch(Context& context, const RunToWatch& run, RunView& view, const Approver& approver)
      : context_(context), view_(view), approver_(approver), pump_(context.connector, run.run_id) {
    result_.run_id = run.run_id;
    result_.session_id = run.session_id;
  }

  RunResult to_end() {
    std::stop_token stop = context_.interruption.token();
    while (!is_final(result_.state)) {
      try {
        take(pump_.next(stop), stop);
      } catch (const Cancelled&) {  // Ctrl-C ends the run; what is left of its events is still to be shown
        if (std::exchange(cancelling_, true)) throw;
        stop = context_.interruption.rearm();
        cancel(stop);
      }
    }
    view_.end(result_);
    return result_;
  }

 private:
  void take(const json& raw, std::stop_token stop) {
    RunEvent event = event_from(raw);
    apply(event, result_);
    view_.show(event, raw);
    if (event.type == "approval.requested" && !cancelling_) approve(approval_request_from(event.data), std::move(stop));
  }

  void approve(const ApprovalRequest& request, std::stop_token stop) {
    std::stop_token decided = pump_.decided(request.call_id);
    std::stop_source either;
    std::stop_callback on_stop(stop, [&] { either.request_stop(); });
    std::stop_callback on_decision(decided, [&] { either.request_stop(); });
    try {
      ApprovalAnswer answer = approver_(request, either.get_token());
      throw_if_stopped(either.get_token());
      json body{{"decision", to_string(answer.decision)}};
      if (!answer.pattern.empty()) body["pattern"] = answer.pattern;
      if (!answer.reason.empty()) body["reason"] = answer.reason;
      post(fmt::format("approvals/{}", encode_component(request.call_id)), body, stop);
    } catch (const Cancelled&) {  // the question is void if somebody answered it elsewhere
      if (stop.stop_requested()) throw;
      context_.console.err("\nDecided elsewhere.\n");
    } catch (const Error& error) {  // somebody answered between our check and our answer
      if (error.code() != Code::conflict && error.code() != Code::not_found) throw;
    }
  }

  void cancel(std::stop_token stop) {
    view_.cancelling();
    try {
      post("cancel", json::object(), std::move(stop));
    } catch (const Error& error) {  // it ended by itself just now, and its events say how
      if (error.code() != Code::conflict) throw;
    }
  }

  void post(const std::string& what, const json& body, std::stop_token stop) {
    std::unique_ptr<Server> server = context_.connector.connect_or_start(stop);
    server->post(fmt::format("runs/{}/{}", result_.run_id, what), body, stop);
  }

  Context& context_;
  RunView& view_;
  const Approver& approver_;
  RunResult result_;
  bool cancelling_ = false;
  EventPump pump_;
};

}  // namespace

RunResult watch_run(Context& context, const RunToWatch& run, RunView& view, const Approver& approver) {
  return Watch(context, run, view, approver).to_end();
}

}  // namespace hearth::cli
