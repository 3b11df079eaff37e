#include "egress/redaction/mask.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/utf8.h"
#include "egress/redaction/known_values.h"
#include "egress/redaction/placeholder.h"

namespace hearth::egress {

namespace {

std::string json_escaped(const std::string& text) {
  std::string quoted = json(text).dump(-1, ' ', false, json::error_handler_t::replace);
  return quoted.substr(1, quoted.size() - 2);
}

// Gives each original its placeholder; numbers count from one in each class, in the order of the request.
class Placeholders {
 public:
  const std::string& of(std::string_view label, std::string_view original) {
    auto [at, is_new] = by_original_.try_emplace({std::string(label), std::string(original)});
    if (is_new) {
      at->second = placeholder(label, ++last_[std::string(label)]);
      restorer_.add(at->second, std::string(original));
    }
    return at->second;
  }
  Restorer take() { return std::move(restorer_); }

 private:
  std::map<std::pair<std::string, std::string>, std::string> by_original_;
  std::map<std::string, std::size_t> last_;
  Restorer restorer_;
};

class Masking {
 public:
  Masking(const Rules& rules, SeenTexts& seen) : rules_(rules), seen_(seen) {}

  Masked run(const ChatRequest& request) {
    seen_.begin_request(rules_);
    masked_.request = request;
    visit_texts(masked_.request,
                [this](const Place&, std::string_view key, std::string& text) { return detect(key, text); });
    known_ = KnownValues({secrets_.begin(), secrets_.end()});
    visit_texts(masked_.request,
                [this](const Place& place, std::string_view, std::string& text) { return replace(place, text); });
    masked_.restorer = placeholders_.take();
    return std::move(masked_);
  }

 private:
  // Numbers are given in the order of detection, so that a secret that is recognised late takes no number from another.
  bool detect(std::string_view key, const std::string& text) {
    std::vector<Finding> found = seen_.find(text);
    if (rules_.action(DataClass::secret) != Action::allow && is_secret_under(key, text)) {
      found.push_back({0, text.size(), DataClass::secret, "secret by its name"});
      make_disjoint(found, rules_);
    }
    for (const Finding& each : found) {
      std::string original = text.substr(each.begin, each.end - each.begin);
      placeholders_.of(info(each.data_class).label, original);
      if (each.data_class != DataClass::secret) continue;
      secrets_.insert(json_escaped(original));
      secrets_.insert(std::move(original));
    }
    found_.push_back(std::move(found));
    return false;
  }

  // Whether there was anything.
  bool replace(const Place& place, std::string& text) {
    std::vector<Finding> found = std::move(found_[next_++]);
    for (auto [begin, end] : known_.find(text))
      found.push_back({begin, end, DataClass::secret, "secret seen elsewhere"});
    if (found.empty() && text.find("[[") == std::string::npos) return false;
    make_disjoint(found, rules_);
    std::string out;
    std::size_t copied = 0;
    for (const Finding& each : found) {
      copy_escaping(std::string_view(text).substr(copied, each.begin - copied), out);
      out += report(place, each, std::string_view(text).substr(each.begin, each.end - each.begin));
      copied = each.end;
    }
    copy_escaping(std::string_view(text).substr(copied), out);
    if (out == text) return false;
    text = std::move(out);
    return true;
  }

  // What looks like a placeholder and is none gets one, so that every placeholder in the request is ours.
  void copy_escaping(std::string_view text, std::string& out) {
    std::size_t copied = 0;
    for (std::size_t at = text.find("[["); at != std::string_view::npos; at = text.find("[[", at + 1)) {
      std::size_t length = placeholder_length(text, at);
      if (length == 0) continue;
      out.append(text.substr(copied, at - copied)).append(placeholders_.of(look_alike_label, text.substr(at, length)));
      copied = at + length;
    }
    out.append(text.substr(copied));
  }

  const std::string& report(const Place& place, const Finding& finding, std::string_view original) {
    const std::string& stands_for = placeholders_.of(info(finding.data_class).label, original);
    Action action = rules_.action(finding.data_class);
    masked_.verdict = std::max(masked_.verdict, action);
    auto [at, is_new] = reported_.try_emplace({place.part, place.message, stands_for}, masked_.findings.size());
    if (is_new) {
      masked_.findings.push_back(
          {finding.data_class, action, std::string(finding.what), place, stands_for, preview(original), 0});
    }
    ++masked_.findings[at->second].times;
    return stands_for;
  }

  const Rules& rules_;
  SeenTexts& seen_;
  Masked masked_;
  Placeholders placeholders_;
  std::set<std::string> secrets_;
  KnownValues known_{{}};
  std::vector<std::vector<Finding>> found_;  // by the order of visiting
  std::size_t next_ = 0;
  std::map<std::tuple<Part, std::optional<std::size_t>, std::string>, std::size_t> reported_;
};

std::string_view last_characters(std::string_view text, std::size_t bytes) {
  std::string_view tail = text.substr(text.size() - bytes);
  return is_valid_utf8(tail) ? tail : std::string_view{};
}

}  // namespace

void SeenTexts::begin_request(const Rules& rules) {
  before_ = std::exchange(now_, {});
  if (rules == rules_) return;
  before_.clear();  // before the rules, whose patterns its findings name
  rules_ = rules;
}

const std::vector<Finding>& SeenTexts::find(const std::string& text) {
  if (auto at = now_.find(text); at != now_.end()) return at->second;
  if (auto known = before_.extract(text)) return now_.insert(std::move(known)).position->second;
  return now_.emplace(text, egress::find(text, rules_)).first->second;
}

Masked mask(const ChatRequest& request, const Rules& rules) {
  SeenTexts nothing;
  return mask(request, rules, nothing);
}

Masked mask(const ChatRequest& request, const Rules& rules, SeenTexts& seen) {
  return Masking(rules, seen).run(request);
}

std::string preview(std::string_view original) {
  constexpr std::size_t long_enough_for_both_ends = 20, long_enough_for_one = 8;
  if (original.size() < long_enough_for_one) return "…";
  if (original.size() < long_enough_for_both_ends) {
    return escape_for_display(utf8_prefix(original, 1)) + "…";
  }
  return fmt::format("{}…{}", escape_for_display(utf8_prefix(original, 3)),
                     escape_for_display(last_characters(original, 2)));
}

}  // namespace hearth::egress
