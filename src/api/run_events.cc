// The log of a run as server-sent events: what there is after Last-Event-ID, then what comes, until the run has ended.
#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <string>

#include "api/resources.h"
#include "base/error.h"
#include "base/json_writer.h"
#include "store/runs.h"

namespace hearth::api {

namespace {

constexpr std::chrono::seconds heartbeat(15);
constexpr std::int64_t events_a_read = 200;

std::int64_t last_seen(const Call& call) {
  std::string_view header = call.request.header("last-event-id");
  if (header.empty()) return call.query_number("after", 0, 0, INT64_MAX);
  std::int64_t sequence = 0;
  auto [end, error] = std::from_chars(header.data(), header.data() + header.size(), sequence);
  if (error != std::errc{} || end != header.data() + header.size() || sequence < 0) {
    throw Error(Code::invalid_argument, "following a run: Last-Event-ID must be the number of an event");
  }
  return sequence;
}

void append_event(std::string& out, const store::RunEventRow& row) {
  JsonWriter data;
  data.begin_object().key("sequence").number(row.sequence).key("at").number(row.at);
  data.key("type").string(row.type).key("data").raw(row.data).end_object();
  fmt::format_to(std::back_inserter(out), "id: {}\nevent: {}\ndata: {}\n\n", row.sequence, row.type, data.text());
}

bool ends_run(std::string_view type) {
  return type == "run.finished" || type == "run.failed" || type == "run.cancelled" || type == "run.interrupted";
}

struct Batch {
  std::string text;
  std::int64_t last = 0;
  bool ended = false;
};

Batch read_batch(store::Store& store, RunId run, std::int64_t after) {
  Batch batch;
  batch.last = after;
  store.read([&](db::Connection& connection) {
    store::each_run_event(connection, run, after, events_a_read, [&](const store::RunEventRow& row) {
      append_event(batch.text, row);
      batch.last = row.sequence;
      batch.ended = ends_run(row.type);
    });
  });
  return batch;
}

void follow(Context& context, RunId run, std::int64_t seen, http_server::Stream& stream, std::stop_token stop) {
  using Wait = agent::EventFeed::Wait;
  Wait last_wait = Wait::more;
  for (;;) {
    Batch batch = read_batch(context.store, run, seen);
    if (!batch.text.empty() && !stream.write(batch.text)) return;
    if (batch.ended) return;
    bool more_may_be_stored = batch.last > seen;
    seen = batch.last;
    if (more_may_be_stored) continue;
    // Without a final event, but no longer running: the sidecar is shutting down, or the run ended before this reader's
    // cut.
    if (last_wait == Wait::closed) return;
    last_wait = context.runs.feed().wait(run, seen, heartbeat, stop);
    if (last_wait == Wait::timed_out && !stream.write(": still here\n\n")) return;
  }
}

http_server::Response events(const Call& call) {
  RunId run{call.id()};
  std::int64_t seen = last_seen(call);
  call.context.store.read([&](db::Connection& connection) { return store::get_run(connection, run); });
  http_server::Response response;
  response.content_type = "text/event-stream";
  response.stream = [&context = call.context, run, seen](http_server::Stream& stream, std::stop_token stop) {
    follow(context, run, seen, stream, stop);
  };
  return response;
}

constexpr Route table[] = {
    {"GET", "/api/v1/runs/{id}/events", "The run's events as server-sent events, from Last-Event-ID on", "after", "",
     "", 200, events},
};

}  // namespace

std::span<const Route> run_event_routes() {
  return table;
}

}  // namespace hearth::api
