// A tool: something the model may ask for. One small file per tool in tools/ (or beside the folder it needs), joined to
// the others in one sorted table. The agent validates arguments against the schema before call() and decides approval
// from the effect, so a tool never asks and never sees malformed arguments.
#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "domain/json.h"
#include "domain/labels.h"

namespace hearth {

// What a call can do to the world. It decides who is asked and what may run in parallel.
enum class Effect {
  read,         // changes nothing: runs at once, in parallel with other reads
  write,        // changes files in the workspace
  destructive,  // removes what it cannot bring back
  execute,      // runs a program, which may do any of these within its box
  send,         // sends data to another machine
};

std::string_view to_string(Effect effect);

struct ToolSpec {
  std::string name;         // [a-z0-9_]+
  std::string description;  // for the model: what it does, when to use it
  json parameters;          // JSON Schema 2020-12 of the arguments, an object
  Effect effect = Effect::read;
  std::vector<std::string> path_arguments;  // the arguments that are paths in the workspace: grants match these
  std::string command_argument = {};        // the argument that is a command line, if there is one: grants match it
  std::string hosts_argument = {};          // the argument that lists the hosts a call wants to reach, if there is one
};

// The result goes back to the model; a failure is a result too, with a text that says what to do instead.
struct ToolResult {
  std::string text;           // what the model reads
  json structured = nullptr;  // the same as data
  bool is_error = false;
  json change = nullptr;  // what it did to a file's text (tools/text_change.h): for the user, not for the model
  Labels labels = {};     // what the result holds besides what the files say that were read for it

  static ToolResult failure(std::string text);
};

class Tool {
 public:
  virtual ~Tool() = default;
  virtual const ToolSpec& spec() const = 0;
  // Runs on a thread of the run, reads possibly several at once. call_id names this call in file events.
  // May throw Error (the agent turns it into a failed result) and Cancelled.
  virtual ToolResult call(const std::string& call_id, const json& arguments, std::stop_token stop) = 0;
};

// The tools of one run, sorted by name.
using ToolBox = std::vector<std::unique_ptr<Tool>>;

}  // namespace hearth
