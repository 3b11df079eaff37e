// Cuts a task into tokens: words, quoted texts, file names, globs, /patterns/ and punctuation. A token keeps its place
// in the task, so that a text the user gave (a note, a search term) is taken over exactly as written. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::llm::reflex {

struct Token {
  enum class Kind { word, quoted, file, folder, glob, pattern, comma, colon, stop };
  Kind kind = Kind::word;
  std::string text;       // without quotes
  std::string canonical;  // word: folded, contractions spelled out, verbs with a typing error mended
  bool in_quotes = false;
  std::size_t begin = 0;  // in the task
  std::size_t end = 0;
};

using Tokens = std::vector<Token>;

bool is_word(const Token& token, std::string_view canonical);

// A word that stands for others of the task: those at `begin`.
Token made_word(std::string_view word, std::size_t begin);

std::vector<Token> tokenize(std::string_view task);

// "notes/todo.txt", "README.md", "Makefile"; never an address, a number, a date or "and/or".
bool looks_like_file(std::string_view text);

}  // namespace hearth::llm::reflex
