-- Sends the requests of one file in turn, for ever, and prints one line with what came of it. One request a line:
-- method, path and body, with tabs between them.
local pause = tonumber(os.getenv("BENCH_PAUSE_MS") or "0")
local headers = {
   ["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN"),
   ["Content-Type"] = "application/json",
}
local requests, last = {}, 0

function init()
   for line in io.lines(os.getenv("BENCH_REQUESTS")) do
      local method, path, body = line:match("^(%u+)\t([^\t]+)\t(.*)$")
      requests[#requests + 1] = wrk.format(method, path, headers, body ~= "" and body or nil)
   end
end

function request()
   last = last % #requests + 1
   return requests[last]
end

if pause > 0 then
   function delay() return pause end
end

function done(summary, latency)
   local errors = summary.errors
   local form = 'FIGURES {"requests":%d,"seconds":%.4f,"bytes":%d,"failed":%d,"p50_us":%d,"p99_us":%d,"max_us":%d}\n'
   io.write(form:format(summary.requests, summary.duration / 1e6, summary.bytes,
      errors.connect + errors.read + errors.write + errors.timeout + errors.status,
      latency:percentile(50), latency:percentile(99), latency.max))
end
