// Single words: folding case, cutting inflections, telling words with content from the glue between them. Pure; any
// thread; nothing fails.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearth::llm::reflex {

// Lower case for ASCII and the Latin letters of western Europe; everything else stays as it is.
std::string fold(std::string_view text);
// The folded word without a plural, past or progressive ending, so that "signs", "signed" and "sign" are equal. After
// the S-stemmer of D. Harman, "How effective is suffixing?" (1991), with the -ed and -ing step of Porter (1980).
std::string stem(std::string_view folded_word);
bool is_glue(std::string_view folded_word);
// Runs of letters, digits and what joins them inside a word ("SW-20", "12.5", "tanner's").
std::vector<std::string_view> words_of(std::string_view text);
// Damerau's distance with transpositions, cut off: true if one edit, or none, turns a into b.
bool within_one_edit(std::string_view a, std::string_view b);

std::string_view trim(std::string_view text);
bool is_space(char c);
bool is_digit(char c);
bool is_letter(char c);  // ASCII letters and every byte of a longer UTF-8 sequence

}  // namespace hearth::llm::reflex
