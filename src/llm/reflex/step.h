// What a part of a task becomes: a step that asks the desk for tool results until it can say its part of the answer.
// Plain values; any thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "llm/reflex/desk.h"

namespace hearth::llm::reflex {

// Every sentence of a fragment is verbatim from a tool result, a number computed from one, or fixed wording.
struct Fragment {
  enum class Outcome {
    done,
    not_found,  // looked, and it is not there
    failed,     // a tool failed or was denied
    unclear,    // the user must choose or name something
    beyond,     // needs a language model
  };
  Outcome outcome = Outcome::done;
  std::string text;

  static Fragment done(std::string text) { return {Outcome::done, std::move(text)}; }
  static Fragment not_found(std::string text) { return {Outcome::not_found, std::move(text)}; }
  static Fragment failed(std::string text) { return {Outcome::failed, std::move(text)}; }
  static Fragment unclear(std::string text) { return {Outcome::unclear, std::move(text)}; }
  static Fragment beyond(std::string text) { return {Outcome::beyond, std::move(text)}; }
};

struct Step {
  enum class Order {
    free,     // reads only: runs beside its neighbours
    in_turn,  // changes files or needs the earlier answers: waits for them, and later steps wait for it
  };
  Order order = Order::free;
  // Nothing while it waits for the results it asked for.
  std::function<std::optional<Fragment>(Desk&)> next;
};

}  // namespace hearth::llm::reflex
